/* Reading and setting the nodes of a camera. */
#include "simulator.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static int node_check(const BGAPI2_Node *node) {
    if (node == NULL || node->mark != NODE) {
        return fail(BGAPI2_RESULT_INVALID_HANDLE, "this is no node");
    }
    const int bad = device_check(node->device);
    if (bad != 0) {
        return bad;
    }
    return node->device->open ? 0 : fail(BGAPI2_RESULT_OBJECT_INVALID, "the device of node %s is closed", node->name);
}

static int kind_check(const BGAPI2_Node *node, node_kind kind) {
    const int bad = node_check(node);
    if (bad != 0) {
        return bad;
    }
    return node->kind == kind ? 0 : fail(BGAPI2_RESULT_ERROR, "node %s is of another type", node->name);
}

static bool is_locked(const BGAPI2_Node *node) {
    return node->locked_while_streaming && (node->device->acquiring || node->device->stream.started);
}

static int set_check(const BGAPI2_Node *node, node_kind kind) {
    const int bad = kind_check(node, kind);
    if (bad != 0) {
        return bad;
    }
    if (node->read_only) {
        return fail(BGAPI2_RESULT_ACCESS_DENIED, "node %s is read only", node->name);
    }
    return is_locked(node) ? fail(BGAPI2_RESULT_ACCESS_DENIED, "node %s is locked while streaming", node->name) : 0;
}

static int get_remote_node(BGAPI2_Device *device, const char *name, BGAPI2_Node **node) {
    const int bad = device_check(device);
    if (bad != 0) {
        return bad;
    }
    if (name == NULL || node == NULL) {
        return fail(BGAPI2_RESULT_INVALID_PARAMETER, "a node needs a name and a place");
    }
    if (!device->open) {
        return fail(BGAPI2_RESULT_NOT_INITIALIZED, "the device is not open");
    }
    *node = node_of(device, name);
    return *node != NULL ? 0 : fail(BGAPI2_RESULT_NOT_AVAILABLE, "the camera has no node %s", name);
}

BGAPI2_RESULT BGAPI2_Device_GetRemoteNode(BGAPI2_Device *device, const char *name, BGAPI2_Node **node) {
    CONTROL(get_remote_node(device, name, node));
}

typedef enum { VALUE, MIN, MAX, INC } which;

static int get_int(const BGAPI2_Node *node, which wanted, bo_int64 *value) {
    const int bad = kind_check(node, KIND_INT);
    if (bad != 0 || value == NULL) {
        return bad != 0 ? bad : fail(BGAPI2_RESULT_INVALID_PARAMETER, "a value needs a place");
    }
    const int64_t now = strcmp(node->name, "PayloadSize") == 0 ? (int64_t)payload_bytes(node->device) : node->whole;
    *value = wanted == VALUE ? now : wanted == MIN ? node->whole_min : wanted == MAX ? node_whole_max(node)
        : node->whole_inc;
    return 0;
}

BGAPI2_RESULT BGAPI2_Node_GetInt(BGAPI2_Node *node, bo_int64 *value) {
    CONTROL(get_int(node, VALUE, value));
}

BGAPI2_RESULT BGAPI2_Node_GetIntMin(BGAPI2_Node *node, bo_int64 *value) {
    CONTROL(get_int(node, MIN, value));
}

BGAPI2_RESULT BGAPI2_Node_GetIntMax(BGAPI2_Node *node, bo_int64 *value) {
    CONTROL(get_int(node, MAX, value));
}

BGAPI2_RESULT BGAPI2_Node_GetIntInc(BGAPI2_Node *node, bo_int64 *value) {
    CONTROL(get_int(node, INC, value));
}

static int set_int(BGAPI2_Node *node, int64_t value) {
    const int bad = set_check(node, KIND_INT);
    if (bad != 0) {
        return bad;
    }
    if (value < node->whole_min || value > node_whole_max(node) || (value - node->whole_min) % node->whole_inc != 0) {
        return fail(BGAPI2_RESULT_INVALID_PARAMETER, "%s = %lld is out of bounds", node->name, (long long)value);
    }
    node->whole = value;
    return 0;
}

BGAPI2_RESULT BGAPI2_Node_SetInt(BGAPI2_Node *node, bo_int64 value) {
    CONTROL(set_int(node, value));
}

static int get_double(const BGAPI2_Node *node, which wanted, bo_double *value) {
    const int bad = kind_check(node, KIND_DOUBLE);
    if (bad != 0 || value == NULL) {
        return bad != 0 ? bad : fail(BGAPI2_RESULT_INVALID_PARAMETER, "a value needs a place");
    }
    if (wanted == INC && node->real_inc == 0) {
        return fail(BGAPI2_RESULT_NOT_AVAILABLE, "node %s has no increment", node->name);
    }
    *value = wanted == VALUE ? node->real : wanted == MIN ? node->real_min : wanted == MAX ? node->real_max
        : node->real_inc;
    return 0;
}

BGAPI2_RESULT BGAPI2_Node_GetDouble(BGAPI2_Node *node, bo_double *value) {
    CONTROL(get_double(node, VALUE, value));
}

BGAPI2_RESULT BGAPI2_Node_GetDoubleMin(BGAPI2_Node *node, bo_double *value) {
    CONTROL(get_double(node, MIN, value));
}

BGAPI2_RESULT BGAPI2_Node_GetDoubleMax(BGAPI2_Node *node, bo_double *value) {
    CONTROL(get_double(node, MAX, value));
}

BGAPI2_RESULT BGAPI2_Node_GetDoubleInc(BGAPI2_Node *node, bo_double *value) {
    CONTROL(get_double(node, INC, value));
}

static int set_double(BGAPI2_Node *node, double value) {
    const int bad = set_check(node, KIND_DOUBLE);
    if (bad != 0) {
        return bad;
    }
    if (!(value >= node->real_min && value <= node->real_max)) {
        return fail(BGAPI2_RESULT_INVALID_PARAMETER, "%s = %g is out of bounds", node->name, value);
    }
    node->real = node->real_inc == 0 ? value
        : node->real_min + round((value - node->real_min) / node->real_inc) * node->real_inc;
    pthread_cond_broadcast(&node->device->wake);
    return 0;
}

BGAPI2_RESULT BGAPI2_Node_SetDouble(BGAPI2_Node *node, bo_double value) {
    CONTROL(set_double(node, value));
}

static int get_string(const BGAPI2_Node *node, char *text, bo_uint64 *length) {
    const int bad = kind_check(node, KIND_TEXT);
    return bad != 0 ? bad : give_text(node->text, text, length);
}

BGAPI2_RESULT BGAPI2_Node_GetString(BGAPI2_Node *node, char *text, bo_uint64 *length) {
    CONTROL(get_string(node, text, length));
}

static int refuse_choice(const BGAPI2_Node *node, const char *text) {
    char list[192] = "";
    for (int i = 0; node->choices[i] != NULL; i++) {
        const size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i == 0 ? "" : ", ", node->choices[i]);
    }
    return fail(BGAPI2_RESULT_INVALID_PARAMETER, "%s is none of %s", text, list);
}

static int set_string(BGAPI2_Node *node, const char *text) {
    const int bad = set_check(node, KIND_TEXT);
    if (bad != 0) {
        return bad;
    }
    for (int i = 0; text != NULL && node->choices[i] != NULL; i++) {
        if (strcmp(node->choices[i], text) == 0) {
            snprintf(node->text, TEXT_BYTES, "%s", text);
            pthread_cond_broadcast(&node->device->wake);
            return 0;
        }
    }
    return refuse_choice(node, text == NULL ? "nothing" : text);
}

BGAPI2_RESULT BGAPI2_Node_SetString(BGAPI2_Node *node, const char *text) {
    CONTROL(set_string(node, text));
}

static int get_bool(const BGAPI2_Node *node, bo_bool *value) {
    const int bad = kind_check(node, KIND_BOOL);
    if (bad == 0 && value != NULL) {
        *value = node->flag;
    }
    return bad;
}

BGAPI2_RESULT BGAPI2_Node_GetBool(BGAPI2_Node *node, bo_bool *value) {
    CONTROL(get_bool(node, value));
}

static int set_bool(BGAPI2_Node *node, bo_bool value) {
    const int bad = set_check(node, KIND_BOOL);
    if (bad == 0) {
        node->flag = value != 0;
        pthread_cond_broadcast(&node->device->wake);
    }
    return bad;
}

BGAPI2_RESULT BGAPI2_Node_SetBool(BGAPI2_Node *node, bo_bool value) {
    CONTROL(set_bool(node, value));
}

static int tell_flag(const BGAPI2_Node *node, bool flag, bo_bool *value) {
    const int bad = node_check(node);
    if (bad == 0 && value != NULL) {
        *value = flag;
    }
    return bad;
}

BGAPI2_RESULT BGAPI2_Node_IsReadable(BGAPI2_Node *node, bo_bool *value) {
    CONTROL(tell_flag(node, node != NULL && node->kind != KIND_COMMAND, value));
}

BGAPI2_RESULT BGAPI2_Node_IsWriteable(BGAPI2_Node *node, bo_bool *value) {
    CONTROL(tell_flag(node, node != NULL && !node->read_only && !is_locked(node), value));
}

BGAPI2_RESULT BGAPI2_Node_GetAvailable(BGAPI2_Node *node, bo_bool *value) {
    CONTROL(tell_flag(node, true, value));
}

static int execute(BGAPI2_Node *node) {
    const int bad = kind_check(node, KIND_COMMAND);
    if (bad != 0) {
        return bad;
    }
    BGAPI2_Device *device = node->device;
    if (strcmp(node->name, "TriggerSoftware") == 0) {
        device->software_triggers++;
    } else if (strcmp(node->name, "AcquisitionStart") == 0) {
        if (!device->acquiring) {
            device->software_triggers = 0;
            device->next_frame_ns = 0;
        }
        device->acquiring = true;
    } else {
        device->acquiring = false;
    }
    pthread_cond_broadcast(&device->wake);
    return 0;
}

BGAPI2_RESULT BGAPI2_Node_Execute(BGAPI2_Node *node) {
    CONTROL(execute(node));
}
