/* A camera at work: one thread per open device, which runs free and never waits for anybody. */
#include "simulator.h"

#include <stdio.h>
#include <string.h>

#define LATE_PERIODS 2

/* What a frame is, as told when it began. */
struct frame { uint64_t id, timestamp, width, height, offset, length, rows; int bits; bool incomplete; };

static bool every(int n, uint64_t frame_id) {
    return n > 0 && frame_id % (uint64_t)n == (uint64_t)n - 1;
}

static void describe(BGAPI2_Buffer *buffer, BGAPI2_Device *device, const struct frame *frame) {
    buffer->frame_id = frame->id;
    buffer->timestamp = frame->timestamp;
    buffer->width = frame->width;
    buffer->height = frame->height;
    buffer->x = (uint64_t)node_whole(device, "OffsetX");
    buffer->y = (uint64_t)node_whole(device, "OffsetY");
    buffer->image_offset = frame->offset;
    buffer->image_length = frame->length;
    buffer->chunk = payload_bytes(device) > frame->length;
    buffer->incomplete = frame->incomplete;
    buffer->filled = frame->incomplete ? frame->length / 2 : payload_bytes(device);
    snprintf(buffer->pixel_format, TEXT_BYTES, "%s", node_of(device, "PixelFormat")->text);
}

static void write_frame(uint8_t *memory, const struct frame *frame, uint64_t payload) {
    memset(memory, 0xC7, frame->offset);
    pattern_fill(memory + frame->offset, frame->id, frame->width, frame->rows, frame->bits,
        frame->incomplete ? frame->length / 2 : frame->length);
    if (frame->incomplete) {
        return;
    }
    const uint64_t trailing = payload - frame->offset - frame->length;
    memset(memory + frame->offset + frame->length, 0xC7, trailing);
    if (trailing >= sizeof(uint64_t)) {
        // When the frame was whole, for whoever measures how long it takes from there.
        const uint64_t whole_ns = now_ns();
        memcpy(memory + frame->offset + frame->length, &whole_ns, sizeof whole_ns);
    }
}

/* With the lock taken, which is given up while the frame is written. */
static void deliver(BGAPI2_Device *device, const struct frame *frame) {
    BGAPI2_DataStream *stream = &device->stream;
    const uint64_t payload = payload_bytes(device);
    BGAPI2_Buffer *buffer = queue_pop(&stream->input);
    if (buffer == NULL) {
        stream->underrun++;
        return;
    }
    struct frame whole = *frame;
    whole.incomplete |= buffer->bytes < payload;
    buffer->state = BUFFER_FILLING;
    stream->filling = buffer;
    stream->frames++;
    describe(buffer, device, &whole);
    if (buffer->bytes >= payload) {
        pthread_mutex_unlock(&simulator.lock);
        write_frame(buffer->memory, &whole, payload);
        pthread_mutex_lock(&simulator.lock);
    } else {
        buffer->filled = 0;
    }
    buffer->host_timestamp = now_ns();
    buffer->new_data = true;
    buffer->state = BUFFER_AWAITS;
    stream->filling = NULL;
    stream->delivered++;
    queue_push(&stream->output, buffer);
    pthread_cond_broadcast(&stream->changed);
}

static void expose(BGAPI2_Device *device) {
    const struct camera *camera = device->camera;
    struct frame frame = {
        .id = device->next_frame_id++,
        .timestamp = now_ns() - device->powered_on_ns,
        .width = (uint64_t)node_whole(device, "Width"),
        .height = (uint64_t)node_whole(device, "Height"),
        .offset = (uint64_t)camera->image_offset,
        .length = image_bytes(device),
        .bits = pixel_bits(node_of(device, "PixelFormat")->text),
    };
    frame.incomplete = every(camera->incomplete_every, frame.id);
    frame.rows = frame.incomplete ? frame.height / 2 : frame.height;
    if (device->stream.started && !every(camera->drop_every, frame.id)) {
        deliver(device, &frame);
    }
}

static bool waits_for_trigger(BGAPI2_Device *device) {
    if (strcmp(node_of(device, "TriggerMode")->text, "On") != 0) {
        return false;
    }
    if (strcmp(node_of(device, "TriggerSource")->text, "Software") == 0 && device->software_triggers > 0) {
        device->software_triggers--;
        device->next_frame_ns = 0;
        return false;
    }
    return true;
}

/* True when the next frame is due. A frame that is late by more than two periods takes the schedule with it. */
static bool is_due(BGAPI2_Device *device) {
    const uint64_t period_ns = (uint64_t)(1e9 / frame_rate_hz(device));
    const uint64_t now = now_ns();
    if (device->next_frame_ns == 0) {
        device->next_frame_ns = now;
    }
    if (device->next_frame_ns > now) {
        const uint64_t until_ns = device->next_frame_ns < now + period_ns ? device->next_frame_ns : now + period_ns;
        wait_until(&device->wake, until_ns);
        return false;
    }
    if (now - device->next_frame_ns > LATE_PERIODS * period_ns) {
        simulator.late_frames++;
        device->next_frame_ns = now;
    }
    device->next_frame_ns += period_ns;
    return true;
}

void *acquisition_run(void *argument) {
    BGAPI2_Device *device = argument;
    pthread_mutex_lock(&simulator.lock);
    while (!device->quit) {
        if (!device->acquiring || !device->present || waits_for_trigger(device)) {
            wait_until(&device->wake, WAIT_FOR_EVER);
        } else if (is_due(device)) {
            expose(device);
        }
    }
    pthread_mutex_unlock(&simulator.lock);
    return NULL;
}
