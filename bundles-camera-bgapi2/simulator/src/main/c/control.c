/* The simulator's own functions, all but those of faults and of the cable. */
#include "bgapi2_simulator.h"

#include "simulator.h"

const char *bgapi2sim_description(void) {
    return "BGAPI2 simulator of Framedock: no library of Baumer's, and no camera behind it";
}

static bo_int count_open(void) {
    bo_int open = simulator.buffers + simulator.events + simulator.system.got + simulator.system.open;
    for (int i = 0; i < INTERFACES; i++) {
        open += simulator.interfaces[i].open;
    }
    for (int i = 0; i < CAMERAS; i++) {
        for (const BGAPI2_Device *device = simulator.cameras[i].device; device != NULL; device = device->earlier) {
            open += device->open + device->stream.open;
        }
    }
    return open;
}

bo_int bgapi2sim_open_handles(void) {
    pthread_mutex_lock(&simulator.lock);
    const bo_int open = count_open();
    pthread_mutex_unlock(&simulator.lock);
    return open;
}

bo_int bgapi2sim_forget_handles(void) {
    pthread_mutex_lock(&simulator.lock);
    const bo_int open = count_open();
    for (int i = 0; i < CAMERAS; i++) {
        for (BGAPI2_Device *device = simulator.cameras[i].device; device != NULL; device = device->earlier) {
            if (device->open) {
                device_end(device);
            }
            BGAPI2_DataStream *stream = &device->stream;
            stream->open = stream->started = false;
            stream->input = stream->output = (buffer_queue){NULL, NULL, 0};
            stream->announced = 0;
        }
    }
    for (int i = 0; i < INTERFACES; i++) {
        simulator.interfaces[i].open = false;
        simulator.interfaces[i].plug_mode = 0;
    }
    simulator.system = (BGAPI2_System){.mark = ENDED};
    simulator.buffers = simulator.events = 0;
    pthread_mutex_unlock(&simulator.lock);
    return open;
}

bo_int64 bgapi2sim_late_frames(void) {
    pthread_mutex_lock(&simulator.lock);
    const bo_int64 late = simulator.late_frames;
    pthread_mutex_unlock(&simulator.lock);
    return late;
}

bo_int bgapi2sim_reset(void) {
    pthread_mutex_lock(&simulator.lock);
    const bool in_use = count_open() > 0;
    if (!in_use) {
        simulator.system = (BGAPI2_System){.mark = ENDED};
        simulator.late_frames = 0;
        simulator.plug_events = true;
        simulator.unplugged_node_result = BGAPI2_RESULT_LOWLEVEL_ERROR;
        simulator.unplugged_stream_result = 0;
        for (int i = 0; i < CAMERAS; i++) {
            struct camera *camera = &simulator.cameras[i];
            camera->occupied = camera->defines_payload = false;
            camera->incomplete_every = camera->drop_every = camera->image_offset = 0;
            camera->device = device_make(camera);
        }
    }
    pthread_mutex_unlock(&simulator.lock);
    if (in_use) {
        return BGAPI2_RESULT_RESOURCE_IN_USE;
    }
    faults_reset();
    return 0;
}

bo_int bgapi2sim_plug_events(bo_int enabled) {
    pthread_mutex_lock(&simulator.lock);
    simulator.plug_events = enabled != 0;
    pthread_mutex_unlock(&simulator.lock);
    return 0;
}

bo_int bgapi2sim_unplugged_results(bo_int node_result, bo_int stream_result) {
    if (node_result == 0) {
        return BGAPI2_RESULT_INVALID_PARAMETER;
    }
    pthread_mutex_lock(&simulator.lock);
    simulator.unplugged_node_result = node_result;
    simulator.unplugged_stream_result = stream_result;
    pthread_mutex_unlock(&simulator.lock);
    return 0;
}

#define SET(serial, assignment) do { \
        pthread_mutex_lock(&simulator.lock); \
        struct camera *camera = camera_of(serial); \
        if (camera != NULL) { \
            assignment; \
        } \
        pthread_mutex_unlock(&simulator.lock); \
        return camera == NULL ? BGAPI2_RESULT_INVALID_PARAMETER : 0; \
    } while (0)

bo_int bgapi2sim_occupy(const char *serial, bo_int occupied) {
    SET(serial, camera->occupied = occupied != 0);
}

bo_int bgapi2sim_incomplete_every(const char *serial, bo_int n) {
    SET(serial, camera->incomplete_every = n);
}

bo_int bgapi2sim_drop_every(const char *serial, bo_int n) {
    SET(serial, camera->drop_every = n);
}

bo_int bgapi2sim_next_frame_id(const char *serial, bo_int64 id) {
    SET(serial, camera->device->next_frame_id = (uint64_t)id);
}

bo_int bgapi2sim_image_offset(const char *serial, bo_int bytes) {
    SET(serial, camera->image_offset = bytes);
}

bo_int bgapi2sim_stream_defines_payload(const char *serial, bo_int defined) {
    SET(serial, camera->defines_payload = defined != 0);
}
