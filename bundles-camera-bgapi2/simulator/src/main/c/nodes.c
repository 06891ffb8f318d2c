/* The settings of a camera: names of the GenICam naming convention, with bounds and steps. */
#include "simulator.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SENSOR_PIXELS 4096
#define TRAILING_CHUNK_BYTES 64
#define FASTEST_HZ 5000.0

static const char *const pixel_formats[] = {"Mono8", "Mono10", "Mono12", "Mono16", "Mono10p", "Mono12p",
    "Mono12Packed", "BayerGR8", "BayerRG8", "BayerGB8", "BayerBG8", "BayerGR12", "BayerRG12", "BayerGB12",
    "BayerBG12", "BayerRG12p", "RGB8", "BGR8", NULL};
static const char *const off_on[] = {"Off", "On", NULL};
static const char *const sources[] = {"Software", "Line0", NULL};

static BGAPI2_Node *add(BGAPI2_Device *device, const char *name, node_kind kind) {
    BGAPI2_Node *node = &device->nodes[device->node_count++];
    *node = (BGAPI2_Node){.mark = NODE, .device = device, .name = name, .kind = kind};
    return node;
}

static BGAPI2_Node *add_int(BGAPI2_Device *device, const char *name, int64_t value, int64_t min, int64_t max,
    int64_t inc) {
    BGAPI2_Node *node = add(device, name, KIND_INT);
    node->whole = value;
    node->whole_min = min;
    node->whole_max = max;
    node->whole_inc = inc;
    return node;
}

static void add_double(BGAPI2_Device *device, const char *name, double value, double min, double max, double inc) {
    BGAPI2_Node *node = add(device, name, KIND_DOUBLE);
    node->real = value;
    node->real_min = min;
    node->real_max = max;
    node->real_inc = inc;
}

static BGAPI2_Node *add_text(BGAPI2_Device *device, const char *name, const char *value, const char *const *choices) {
    BGAPI2_Node *node = add(device, name, KIND_TEXT);
    snprintf(node->text, TEXT_BYTES, "%s", value);
    node->choices = choices;
    node->read_only = choices == NULL;
    return node;
}

void nodes_make(BGAPI2_Device *device) {
    add_text(device, "DeviceVendorName", "Framedock", NULL);
    add_text(device, "DeviceModelName", "Simulator", NULL);
    add_text(device, "DeviceSerialNumber", device->camera->serial, NULL);
    add_int(device, "GevTimestampTickFrequency", 1000000000, 1000000000, 1000000000, 1)->read_only = true;
    add_int(device, "SensorWidth", SENSOR_PIXELS, SENSOR_PIXELS, SENSOR_PIXELS, 1)->read_only = true;
    add_int(device, "SensorHeight", SENSOR_PIXELS, SENSOR_PIXELS, SENSOR_PIXELS, 1)->read_only = true;
    add_int(device, "Width", 640, 16, SENSOR_PIXELS, 16)->locked_while_streaming = true;
    add_int(device, "Height", 480, 2, SENSOR_PIXELS, 2)->locked_while_streaming = true;
    add_int(device, "OffsetX", 0, 0, SENSOR_PIXELS, 16)->locked_while_streaming = true;
    add_int(device, "OffsetY", 0, 0, SENSOR_PIXELS, 2)->locked_while_streaming = true;
    add_int(device, "PayloadSize", 0, 0, INT64_MAX, 1)->read_only = true;
    add_text(device, "PixelFormat", "Mono8", pixel_formats)->locked_while_streaming = true;
    add_double(device, "ExposureTime", 10000, 20, 1000000, 1);
    add_double(device, "Gain", 1, 1, 16, 0);
    add_double(device, "AcquisitionFrameRate", 100, 0.5, FASTEST_HZ, 0);
    add(device, "AcquisitionFrameRateEnable", KIND_BOOL);
    add(device, "ChunkModeActive", KIND_BOOL)->locked_while_streaming = true;
    add_text(device, "TriggerMode", "Off", off_on);
    add_text(device, "TriggerSource", "Software", sources);
    add(device, "TriggerSoftware", KIND_COMMAND);
    add(device, "AcquisitionStart", KIND_COMMAND);
    add(device, "AcquisitionStop", KIND_COMMAND);
    add(device, "AcquisitionAbort", KIND_COMMAND);
    add_int(device, "Gamma100", 100, 10, 200, 5);
}

BGAPI2_Node *node_of(BGAPI2_Device *device, const char *name) {
    for (int i = 0; i < device->node_count; i++) {
        if (strcmp(device->nodes[i].name, name) == 0) {
            return &device->nodes[i];
        }
    }
    return NULL;
}

int64_t node_whole(BGAPI2_Device *device, const char *name) {
    return node_of(device, name)->whole;
}

uint64_t image_bytes(BGAPI2_Device *device) {
    const uint64_t pixels = (uint64_t)(node_whole(device, "Width") * node_whole(device, "Height"));
    return (pixels * (uint64_t)pixel_bits(node_of(device, "PixelFormat")->text) + 7) / 8;
}

uint64_t payload_bytes(BGAPI2_Device *device) {
    return image_bytes(device) + (uint64_t)device->camera->image_offset
        + (node_of(device, "ChunkModeActive")->flag ? TRAILING_CHUNK_BYTES : 0);
}

double frame_rate_hz(BGAPI2_Device *device) {
    const double exposed_hz = fmin(FASTEST_HZ, 1e6 / node_of(device, "ExposureTime")->real);
    return node_of(device, "AcquisitionFrameRateEnable")->flag
        ? fmin(exposed_hz, node_of(device, "AcquisitionFrameRate")->real) : exposed_hz;
}

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

static int64_t whole_max(const BGAPI2_Node *node) {
    BGAPI2_Device *device = node->device;
    if (strcmp(node->name, "Width") == 0 || strcmp(node->name, "OffsetX") == 0) {
        return SENSOR_PIXELS - node_whole(device, node->name[0] == 'W' ? "OffsetX" : "Width");
    }
    if (strcmp(node->name, "Height") == 0 || strcmp(node->name, "OffsetY") == 0) {
        return SENSOR_PIXELS - node_whole(device, node->name[0] == 'H' ? "OffsetY" : "Height");
    }
    return node->whole_max;
}

typedef enum { VALUE, MIN, MAX, INC } which;

static int get_int(const BGAPI2_Node *node, which wanted, bo_int64 *value) {
    const int bad = kind_check(node, KIND_INT);
    if (bad != 0 || value == NULL) {
        return bad != 0 ? bad : fail(BGAPI2_RESULT_INVALID_PARAMETER, "a value needs a place");
    }
    const int64_t now = strcmp(node->name, "PayloadSize") == 0 ? (int64_t)payload_bytes(node->device) : node->whole;
    *value = wanted == VALUE ? now : wanted == MIN ? node->whole_min : wanted == MAX ? whole_max(node)
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
    if (value < node->whole_min || value > whole_max(node) || (value - node->whole_min) % node->whole_inc != 0) {
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
