/* Devices: finding, opening, closing. */
#include "simulator.h"

#include <stdlib.h>
#include <string.h>

BGAPI2_Device *device_make(struct camera *camera) {
    BGAPI2_Device *device = calloc(1, sizeof *device);
    if (device == NULL) {
        abort();
    }
    device->mark = DEVICE;
    device->camera = camera;
    device->present = true;
    device->earlier = camera->device;
    device->powered_on_ns = now_ns();
    condition_make(&device->wake);
    nodes_make(device);
    stream_make(&device->stream, device);
    return device;
}

struct camera *camera_of(const char *serial) {
    for (int i = 0; serial != NULL && i < CAMERAS; i++) {
        if (strcmp(simulator.cameras[i].serial, serial) == 0) {
            return &simulator.cameras[i];
        }
    }
    return NULL;
}

static int update_devices(BGAPI2_Interface *interface, bo_bool *changed) {
    const int bad = open_interface_check(interface);
    if (bad != 0) {
        return bad;
    }
    BGAPI2_Device *seen[CAMERAS] = {NULL};
    bo_uint count = 0;
    for (int i = 0; i < CAMERAS; i++) {
        struct camera *camera = &simulator.cameras[i];
        if (camera->interface_index == interface->index && camera->device->present) {
            seen[count++] = camera->device;
        }
    }
    if (changed != NULL) {
        *changed = count != interface->listed_count || memcmp(seen, interface->listed, sizeof seen) != 0;
    }
    memcpy(interface->listed, seen, sizeof seen);
    interface->listed_count = count;
    return 0;
}

BGAPI2_RESULT BGAPI2_Interface_UpdateDeviceList(BGAPI2_Interface *interface, bo_bool *changed, bo_uint64 ms) {
    (void)ms;
    CONTROL(update_devices(interface, changed));
}

static int count_devices(const BGAPI2_Interface *interface, bo_uint *count) {
    const int bad = open_interface_check(interface);
    if (bad != 0 || count == NULL) {
        return bad != 0 ? bad : no_place();
    }
    *count = interface->listed_count;
    return 0;
}

BGAPI2_RESULT BGAPI2_Interface_GetNumDevices(BGAPI2_Interface *interface, bo_uint *count) {
    CONTROL(count_devices(interface, count));
}

static int get_device(const BGAPI2_Interface *interface, bo_uint index, BGAPI2_Device **device) {
    const int bad = open_interface_check(interface);
    if (bad != 0 || device == NULL) {
        return bad != 0 ? bad : no_place();
    }
    if (index >= interface->listed_count) {
        return fail(BGAPI2_RESULT_INVALID_PARAMETER, "there is no device %u", index);
    }
    *device = interface->listed[index];
    return 0;
}

BGAPI2_RESULT BGAPI2_Interface_GetDevice(BGAPI2_Interface *interface, bo_uint index, BGAPI2_Device **device) {
    CONTROL(get_device(interface, index, device));
}

int device_check(const BGAPI2_Device *device) {
    CHECK(device, DEVICE);
    if (!device->present) {
        return fail(simulator.unplugged_node_result, "camera %s is unplugged", device->camera->serial);
    }
    return 0;
}

static int device_open(BGAPI2_Device *device) {
    const int bad = device_check(device);
    if (bad != 0) {
        return bad;
    }
    if (!simulator.interfaces[device->camera->interface_index].open) {
        return fail(BGAPI2_RESULT_NOT_INITIALIZED, "the interface of the device is not open");
    }
    if (device->open) {
        return fail(BGAPI2_RESULT_RESOURCE_IN_USE, "the device is open already");
    }
    if (device->camera->occupied) {
        return fail(BGAPI2_RESULT_ACCESS_DENIED, "camera %s is used by another program", device->camera->serial);
    }
    device->quit = false;
    if (pthread_create(&device->thread, NULL, acquisition_run, device) != 0) {
        return fail(BGAPI2_RESULT_ERROR, "no thread for the camera");
    }
    device->open = true;
    return 0;
}

BGAPI2_RESULT BGAPI2_Device_Open(BGAPI2_Device *device) {
    CONTROL(device_open(device));
}

BGAPI2_RESULT BGAPI2_Device_OpenExclusive(BGAPI2_Device *device) {
    CONTROL(device_open(device));
}

BGAPI2_RESULT BGAPI2_Device_OpenReadOnly(BGAPI2_Device *device) {
    CONTROL(device_open(device));
}

void device_end(BGAPI2_Device *device) {
    device->open = false;
    device->acquiring = false;
    device->quit = true;
    pthread_cond_broadcast(&device->wake);
    pthread_mutex_unlock(&simulator.lock);
    pthread_join(device->thread, NULL);
    pthread_mutex_lock(&simulator.lock);
}

static int device_close(BGAPI2_Device *device) {
    CHECK(device, DEVICE);
    if (!device->open) {
        return fail(BGAPI2_RESULT_NOT_INITIALIZED, "the device is not open");
    }
    if (device->stream.open) {
        return fail(BGAPI2_RESULT_RESOURCE_IN_USE, "the stream of the device is open");
    }
    device_end(device);
    return 0;
}

BGAPI2_RESULT BGAPI2_Device_Close(BGAPI2_Device *device) {
    CONTROL(device_close(device));
}

static int device_text(const BGAPI2_Device *device, const char *text, char *room, bo_uint64 *length) {
    CHECK(device, DEVICE);
    return give_text(text, room, length);
}

BGAPI2_RESULT BGAPI2_Device_GetID(BGAPI2_Device *device, char *text, bo_uint64 *length) {
    CONTROL(device_text(device, device == NULL ? "" : device->camera->id, text, length));
}

BGAPI2_RESULT BGAPI2_Device_GetModel(BGAPI2_Device *device, char *text, bo_uint64 *length) {
    CONTROL(device_text(device, "Simulator", text, length));
}

BGAPI2_RESULT BGAPI2_Device_GetSerialNumber(BGAPI2_Device *device, char *text, bo_uint64 *length) {
    CONTROL(device_text(device, device == NULL ? "" : device->camera->serial, text, length));
}

BGAPI2_RESULT BGAPI2_Device_GetAccessStatus(BGAPI2_Device *device, char *text, bo_uint64 *length) {
    CONTROL(device_text(device, device == NULL || !device->present ? "NA" : device->open || device->camera->occupied
        ? "B" : "RW", text, length));
}
