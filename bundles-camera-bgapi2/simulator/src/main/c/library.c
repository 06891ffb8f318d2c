/* Systems, interfaces and devices: finding, opening, closing. */
#include "simulator.h"

#include <stdlib.h>
#include <string.h>

struct simulator simulator;

static void begin(void) __attribute__((constructor));

static void begin(void) {
    static const char *const serials[CAMERAS] = {"SIM0001", "SIM0002", "SIM0003"};
    static const char *const ids[CAMERAS] = {"simulator-1", "simulator-2", "simulator-3"};
    pthread_mutex_init(&simulator.lock, NULL);
    simulator.plug_events = true;
    simulator.unplugged_node_result = BGAPI2_RESULT_LOWLEVEL_ERROR;
    for (int i = 0; i < INTERFACES; i++) {
        simulator.interfaces[i].index = i;
        condition_make(&simulator.interfaces[i].changed);
    }
    for (int i = 0; i < CAMERAS; i++) {
        struct camera *camera = &simulator.cameras[i];
        camera->serial = serials[i];
        camera->id = ids[i];
        camera->interface_index = i / 2;
        camera->device = device_make(camera);
    }
}

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

static int check(const void *handle, const int *mark, int expected) {
    return handle != NULL && *mark == expected ? 0
        : fail(BGAPI2_RESULT_INVALID_HANDLE, "this handle is not valid");
}

#define CHECK(handle, expected) do { \
        const int bad_ = check(handle, (const int *)(const void *)(handle), expected); \
        if (bad_ != 0) { \
            return bad_; \
        } \
    } while (0)

static int no_place(void) {
    return fail(BGAPI2_RESULT_INVALID_PARAMETER, "a result needs a place");
}

static int update_systems(void) {
    simulator.system.listed = true;
    simulator.system.mark = SYSTEM;
    return 0;
}

BGAPI2_RESULT BGAPI2_UpdateSystemList(void) {
    CONTROL(update_systems());
}

BGAPI2_RESULT BGAPI2_UpdateSystemListFromPath(const char *path) {
    CONTROL(path == NULL ? no_place() : update_systems());
}

static int count_systems(bo_uint *count) {
    if (count == NULL) {
        return no_place();
    }
    *count = simulator.system.listed ? 1 : 0;
    return 0;
}

BGAPI2_RESULT BGAPI2_GetNumSystems(bo_uint *count) {
    CONTROL(count_systems(count));
}

static int get_system(bo_uint index, BGAPI2_System **system) {
    if (system == NULL || index > 0 || !simulator.system.listed) {
        return fail(BGAPI2_RESULT_INVALID_PARAMETER, "there is no system %u", index);
    }
    simulator.system.got = true;
    *system = &simulator.system;
    return 0;
}

BGAPI2_RESULT BGAPI2_GetSystem(bo_uint index, BGAPI2_System **system) {
    CONTROL(get_system(index, system));
}

static int system_open(BGAPI2_System *system) {
    CHECK(system, SYSTEM);
    if (system->open) {
        return fail(BGAPI2_RESULT_RESOURCE_IN_USE, "the system is open already");
    }
    system->open = true;
    return 0;
}

BGAPI2_RESULT BGAPI2_System_Open(BGAPI2_System *system) {
    CONTROL(system_open(system));
}

static int system_close(BGAPI2_System *system) {
    CHECK(system, SYSTEM);
    if (!system->open) {
        return fail(BGAPI2_RESULT_NOT_INITIALIZED, "the system is not open");
    }
    for (int i = 0; i < INTERFACES; i++) {
        if (simulator.interfaces[i].open) {
            return fail(BGAPI2_RESULT_RESOURCE_IN_USE, "interface %d of the system is open", i);
        }
    }
    system->open = false;
    system->interfaces_listed = false;
    return 0;
}

BGAPI2_RESULT BGAPI2_System_Close(BGAPI2_System *system) {
    CONTROL(system_close(system));
}

static int system_release(BGAPI2_System *system) {
    CHECK(system, SYSTEM);
    if (system->open) {
        return fail(BGAPI2_RESULT_RESOURCE_IN_USE, "the system is open");
    }
    *system = (BGAPI2_System){.mark = ENDED};
    return 0;
}

BGAPI2_RESULT BGAPI2_ReleaseSystem(BGAPI2_System *system) {
    CONTROL(system_release(system));
}

static int open_system_check(const BGAPI2_System *system) {
    CHECK(system, SYSTEM);
    return system->open ? 0 : fail(BGAPI2_RESULT_NOT_INITIALIZED, "the system is not open");
}

static int update_interfaces(BGAPI2_System *system, bo_bool *changed) {
    const int bad = open_system_check(system);
    if (bad != 0) {
        return bad;
    }
    if (changed != NULL) {
        *changed = !system->interfaces_listed;
    }
    system->interfaces_listed = true;
    for (int i = 0; i < INTERFACES; i++) {
        simulator.interfaces[i].mark = INTERFACE;
    }
    return 0;
}

BGAPI2_RESULT BGAPI2_System_UpdateInterfaceList(BGAPI2_System *system, bo_bool *changed, bo_uint64 ms) {
    (void)ms;
    CONTROL(update_interfaces(system, changed));
}

static int count_interfaces(const BGAPI2_System *system, bo_uint *count) {
    const int bad = open_system_check(system);
    if (bad != 0 || count == NULL) {
        return bad != 0 ? bad : no_place();
    }
    *count = system->interfaces_listed ? INTERFACES : 0;
    return 0;
}

BGAPI2_RESULT BGAPI2_System_GetNumInterfaces(BGAPI2_System *system, bo_uint *count) {
    CONTROL(count_interfaces(system, count));
}

static int get_interface(const BGAPI2_System *system, bo_uint index, BGAPI2_Interface **interface) {
    const int bad = open_system_check(system);
    if (bad != 0 || interface == NULL) {
        return bad != 0 ? bad : no_place();
    }
    if (!system->interfaces_listed || index >= INTERFACES) {
        return fail(BGAPI2_RESULT_INVALID_PARAMETER, "there is no interface %u", index);
    }
    *interface = &simulator.interfaces[index];
    return 0;
}

BGAPI2_RESULT BGAPI2_System_GetInterface(BGAPI2_System *system, bo_uint index, BGAPI2_Interface **interface) {
    CONTROL(get_interface(system, index, interface));
}

static int interface_open(BGAPI2_Interface *interface) {
    CHECK(interface, INTERFACE);
    if (!simulator.system.open) {
        return fail(BGAPI2_RESULT_NOT_INITIALIZED, "the system is not open");
    }
    if (interface->open) {
        return fail(BGAPI2_RESULT_RESOURCE_IN_USE, "the interface is open already");
    }
    interface->open = true;
    return 0;
}

BGAPI2_RESULT BGAPI2_Interface_Open(BGAPI2_Interface *interface) {
    CONTROL(interface_open(interface));
}

static int open_interface_check(const BGAPI2_Interface *interface) {
    CHECK(interface, INTERFACE);
    return interface->open ? 0 : fail(BGAPI2_RESULT_NOT_INITIALIZED, "the interface is not open");
}

static int interface_close(BGAPI2_Interface *interface) {
    const int bad = open_interface_check(interface);
    if (bad != 0) {
        return bad;
    }
    for (int i = 0; i < CAMERAS; i++) {
        for (const BGAPI2_Device *device = simulator.cameras[i].device; device != NULL; device = device->earlier) {
            if (device->open && device->camera->interface_index == interface->index) {
                return fail(BGAPI2_RESULT_RESOURCE_IN_USE, "device %s is open", device->camera->serial);
            }
        }
    }
    interface->open = false;
    interface->plug_mode = 0;
    interface->event_count = 0;
    interface->listed_count = 0;
    return 0;
}

BGAPI2_RESULT BGAPI2_Interface_Close(BGAPI2_Interface *interface) {
    CONTROL(interface_close(interface));
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
