/* The cable, and the events that tell of it. */
#include "simulator.h"

#include <stdlib.h>

#include "bgapi2_simulator.h"

static BGAPI2_PnPEvent *ended_events;

static void tell(const struct camera *camera, uint64_t type) {
    BGAPI2_Interface *interface = &simulator.interfaces[camera->interface_index];
    if (!simulator.plug_events || interface->plug_mode == 0 || interface->event_count == PLUG_EVENTS) {
        return;
    }
    const unsigned last = (interface->first_event + interface->event_count++) % PLUG_EVENTS;
    interface->events[last] = (struct plug_event){type, camera->serial, camera->id};
    pthread_cond_broadcast(&interface->changed);
}

static bo_int set_plugged(const char *serial, bool plugged) {
    pthread_mutex_lock(&simulator.lock);
    struct camera *camera = camera_of(serial);
    if (camera != NULL && camera->device->present != plugged) {
        if (plugged) {
            camera->device = device_make(camera);
        } else {
            camera->device->present = false;
            camera->device->acquiring = false;
            pthread_cond_broadcast(&camera->device->wake);
            pthread_cond_broadcast(&camera->device->stream.changed);
        }
        tell(camera, plugged ? 1 : 0);
    }
    pthread_mutex_unlock(&simulator.lock);
    return camera == NULL ? BGAPI2_RESULT_INVALID_PARAMETER : 0;
}

bo_int bgapi2sim_unplug(const char *serial) {
    return set_plugged(serial, false);
}

bo_int bgapi2sim_replug(const char *serial) {
    return set_plugged(serial, true);
}

static int event_create(BGAPI2_PnPEvent **event) {
    if (event == NULL) {
        return fail(BGAPI2_RESULT_INVALID_PARAMETER, "an event needs a place");
    }
    BGAPI2_PnPEvent *made = ended_events;
    if (made != NULL) {
        ended_events = made->next_ended;
    } else if ((made = malloc(sizeof *made)) == NULL) {
        return fail(BGAPI2_RESULT_ERROR, "no memory");
    }
    *made = (BGAPI2_PnPEvent){.mark = EVENT, .happened = {0, "", ""}};
    simulator.events++;
    *event = made;
    return 0;
}

BGAPI2_RESULT BGAPI2_CreatePnPEvent(BGAPI2_PnPEvent **event) {
    CONTROL(event_create(event));
}

static int event_check(const BGAPI2_PnPEvent *event) {
    return event != NULL && event->mark == EVENT ? 0 : fail(BGAPI2_RESULT_INVALID_HANDLE, "this is no event");
}

static int event_release(BGAPI2_PnPEvent *event) {
    const int bad = event_check(event);
    if (bad == 0) {
        event->mark = ENDED;
        event->next_ended = ended_events;
        ended_events = event;
        simulator.events--;
    }
    return bad;
}

BGAPI2_RESULT BGAPI2_ReleasePnPEvent(BGAPI2_PnPEvent *event) {
    CONTROL(event_release(event));
}

static int interface_check(const BGAPI2_Interface *interface) {
    if (interface == NULL || interface->mark != INTERFACE) {
        return fail(BGAPI2_RESULT_INVALID_HANDLE, "this is no interface");
    }
    return interface->open ? 0 : fail(BGAPI2_RESULT_NOT_INITIALIZED, "the interface is not open");
}

static int set_mode(BGAPI2_Interface *interface, bo_int mode) {
    const int bad = interface_check(interface);
    if (bad != 0) {
        return bad;
    }
    if (mode < 0 || mode > 1) {
        return fail(BGAPI2_RESULT_NOT_IMPLEMENTED, "the simulator tells of events by polling only");
    }
    interface->plug_mode = mode;
    interface->event_count = 0;
    return 0;
}

BGAPI2_RESULT BGAPI2_Interface_SetPnPEventMode(BGAPI2_Interface *interface, bo_int mode) {
    CONTROL(set_mode(interface, mode));
}

static int get_event(BGAPI2_Interface *interface, BGAPI2_PnPEvent *event, uint64_t ms) {
    int bad = event_check(event);
    const uint64_t deadline_ns = deadline_after_ms(ms);
    while (bad == 0 && (bad = interface_check(interface)) == 0) {
        if (interface->plug_mode != 1) {
            return fail(BGAPI2_RESULT_NOT_INITIALIZED, "events are not polled on this interface");
        }
        if (interface->event_count > 0) {
            event->happened = interface->events[interface->first_event];
            interface->first_event = (interface->first_event + 1) % PLUG_EVENTS;
            interface->event_count--;
            return 0;
        }
        if (interface->cancelled) {
            interface->cancelled = false;
            return fail(BGAPI2_RESULT_ABORT, "the wait for an event was cancelled");
        }
        if (ms == 0 || !wait_until(&interface->changed, deadline_ns)) {
            return fail(BGAPI2_RESULT_TIMEOUT, "no event within %llu ms", (unsigned long long)ms);
        }
    }
    return bad;
}

BGAPI2_RESULT BGAPI2_Interface_GetPnPEvent(BGAPI2_Interface *interface, BGAPI2_PnPEvent *event, bo_uint64 ms) {
    DATA(get_event(interface, event, ms));
}

static int cancel(BGAPI2_Interface *interface) {
    const int bad = interface_check(interface);
    if (bad == 0) {
        interface->cancelled = true;
        pthread_cond_broadcast(&interface->changed);
    }
    return bad;
}

BGAPI2_RESULT BGAPI2_Interface_CancelGetPnPEvent(BGAPI2_Interface *interface) {
    DATA(cancel(interface));
}

static int event_type(const BGAPI2_PnPEvent *event, bo_uint64 *type) {
    const int bad = event_check(event);
    if (bad == 0 && type != NULL) {
        *type = event->happened.type;
    }
    return bad;
}

BGAPI2_RESULT BGAPI2_PnPEvent_GetPnPType(BGAPI2_PnPEvent *event, bo_uint64 *type) {
    DATA(event_type(event, type));
}

static int event_text(const BGAPI2_PnPEvent *event, bool serial, char *text, bo_uint64 *length) {
    const int bad = event_check(event);
    return bad != 0 ? bad : give_text(serial ? event->happened.serial : event->happened.id, text, length);
}

BGAPI2_RESULT BGAPI2_PnPEvent_GetSerialNumber(BGAPI2_PnPEvent *event, char *text, bo_uint64 *length) {
    DATA(event_text(event, true, text, length));
}

BGAPI2_RESULT BGAPI2_PnPEvent_GetID(BGAPI2_PnPEvent *event, char *text, bo_uint64 *length) {
    DATA(event_text(event, false, text, length));
}
