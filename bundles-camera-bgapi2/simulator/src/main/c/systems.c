/* Systems and interfaces: finding, opening, closing. */
#include "simulator.h"

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

int no_place(void) {
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

int open_interface_check(const BGAPI2_Interface *interface) {
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
