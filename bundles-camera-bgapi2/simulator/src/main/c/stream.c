/* Streams and buffers: announcing, queueing, delivering, revoking. */
#include "simulator.h"

#include <stdlib.h>

static BGAPI2_Buffer *ended_buffers;

void queue_push(buffer_queue *queue, BGAPI2_Buffer *buffer) {
    buffer->next_in_queue = NULL;
    if (queue->last == NULL) {
        queue->first = buffer;
    } else {
        queue->last->next_in_queue = buffer;
    }
    queue->last = buffer;
    queue->count++;
}

BGAPI2_Buffer *queue_pop(buffer_queue *queue) {
    BGAPI2_Buffer *buffer = queue->first;
    if (buffer != NULL) {
        queue->first = buffer->next_in_queue;
        queue->last = queue->first == NULL ? NULL : queue->last;
        queue->count--;
    }
    return buffer;
}

void stream_make(BGAPI2_DataStream *stream, BGAPI2_Device *device) {
    *stream = (BGAPI2_DataStream){.mark = STREAM, .device = device};
    condition_make(&stream->changed);
}

static int get_stream(BGAPI2_Device *device, bo_uint index, BGAPI2_DataStream **stream) {
    const int bad = device_check(device);
    if (bad != 0) {
        return bad;
    }
    if (!device->open) {
        return fail(BGAPI2_RESULT_NOT_INITIALIZED, "the device is not open");
    }
    if (index > 0 || stream == NULL) {
        return fail(BGAPI2_RESULT_INVALID_PARAMETER, "there is no stream %u", index);
    }
    *stream = &device->stream;
    return 0;
}

BGAPI2_RESULT BGAPI2_Device_GetDataStream(BGAPI2_Device *device, bo_uint index, BGAPI2_DataStream **stream) {
    CONTROL(get_stream(device, index, stream));
}

/* A stream goes on existing without its camera, so that it can be taken down. */
static int stream_check(const BGAPI2_DataStream *stream, bool open) {
    if (stream == NULL || stream->mark != STREAM) {
        return fail(BGAPI2_RESULT_INVALID_HANDLE, "this is no stream");
    }
    if (stream->open == open) {
        return 0;
    }
    return open ? fail(BGAPI2_RESULT_NOT_INITIALIZED, "the stream is not open")
        : fail(BGAPI2_RESULT_RESOURCE_IN_USE, "the stream is open already");
}

static int stream_open(BGAPI2_DataStream *stream) {
    int bad = stream_check(stream, false);
    if (bad == 0 && !stream->device->open) {
        bad = fail(BGAPI2_RESULT_NOT_INITIALIZED, "the device is not open");
    }
    if (bad == 0) {
        bad = device_check(stream->device);
    }
    if (bad == 0) {
        stream->open = true;
        stream->delivered = stream->underrun = stream->frames = 0;
    }
    return bad;
}

BGAPI2_RESULT BGAPI2_DataStream_Open(BGAPI2_DataStream *stream) {
    CONTROL(stream_open(stream));
}

static int stream_close(BGAPI2_DataStream *stream) {
    const int bad = stream_check(stream, true);
    if (bad != 0) {
        return bad;
    }
    if (stream->started || stream->announced > 0) {
        return fail(BGAPI2_RESULT_RESOURCE_IN_USE, stream->started ? "the stream is started"
            : "buffers of the stream are announced");
    }
    stream->open = false;
    return 0;
}

BGAPI2_RESULT BGAPI2_DataStream_Close(BGAPI2_DataStream *stream) {
    CONTROL(stream_close(stream));
}

static int defines_payload(const BGAPI2_DataStream *stream, bo_bool *value) {
    const int bad = stream_check(stream, true);
    if (bad == 0 && value != NULL) {
        *value = stream->device->camera->defines_payload;
    }
    return bad;
}

BGAPI2_RESULT BGAPI2_DataStream_GetDefinesPayloadSize(BGAPI2_DataStream *stream, bo_bool *value) {
    CONTROL(defines_payload(stream, value));
}

static int payload(const BGAPI2_DataStream *stream, bo_uint64 *value) {
    const int bad = stream_check(stream, true);
    if (bad != 0) {
        return bad;
    }
    if (!stream->device->camera->defines_payload) {
        return fail(BGAPI2_RESULT_NOT_AVAILABLE, "the stream does not define the payload's size");
    }
    *value = payload_bytes(stream->device);
    return 0;
}

BGAPI2_RESULT BGAPI2_DataStream_GetPayloadSize(BGAPI2_DataStream *stream, bo_uint64 *bytes) {
    CONTROL(payload(stream, bytes));
}

static int start(BGAPI2_DataStream *stream) {
    int bad = stream_check(stream, true);
    if (bad == 0) {
        bad = device_check(stream->device);
    }
    if (bad == 0 && stream->started) {
        bad = fail(BGAPI2_RESULT_RESOURCE_IN_USE, "the stream is started already");
    }
    if (bad == 0) {
        stream->started = true;
    }
    return bad;
}

BGAPI2_RESULT BGAPI2_DataStream_StartAcquisitionContinuous(BGAPI2_DataStream *stream) {
    CONTROL(start(stream));
}

/* When it has returned, no buffer is written to any more. */
static int stop(BGAPI2_DataStream *stream) {
    const int bad = stream_check(stream, true);
    if (bad != 0) {
        return bad;
    }
    if (!stream->started) {
        return fail(BGAPI2_RESULT_NOT_INITIALIZED, "the stream is not started");
    }
    stream->started = false;
    while (stream->filling != NULL) {
        wait_until(&stream->changed, WAIT_FOR_EVER);
    }
    return 0;
}

BGAPI2_RESULT BGAPI2_DataStream_StopAcquisition(BGAPI2_DataStream *stream) {
    CONTROL(stop(stream));
}

BGAPI2_RESULT BGAPI2_DataStream_AbortAcquisition(BGAPI2_DataStream *stream) {
    CONTROL(stop(stream));
}

static int create(BGAPI2_Buffer **buffer, void *memory, uint64_t bytes, void *user) {
    if (buffer == NULL || memory == NULL || bytes == 0) {
        return fail(BGAPI2_RESULT_INVALID_PARAMETER, "a buffer needs memory");
    }
    BGAPI2_Buffer *made = ended_buffers;
    if (made != NULL) {
        ended_buffers = made->next_ended;
    } else if ((made = malloc(sizeof *made)) == NULL) {
        return fail(BGAPI2_RESULT_ERROR, "no memory");
    }
    *made = (BGAPI2_Buffer){.mark = BUFFER, .memory = memory, .bytes = bytes, .user = user};
    simulator.buffers++;
    *buffer = made;
    return 0;
}

BGAPI2_RESULT BGAPI2_CreateBufferWithExternalMemory(BGAPI2_Buffer **buffer, void *memory, bo_uint64 bytes,
    void *user) {
    CONTROL(create(buffer, memory, bytes, user));
}

static int buffer_check(const BGAPI2_Buffer *buffer) {
    return buffer != NULL && buffer->mark == BUFFER ? 0 : fail(BGAPI2_RESULT_INVALID_BUFFER, "this is no buffer");
}

static int delete(BGAPI2_Buffer *buffer, void **user) {
    const int bad = buffer_check(buffer);
    if (bad != 0) {
        return bad;
    }
    if (buffer->announced_to != NULL) {
        return fail(BGAPI2_RESULT_RESOURCE_IN_USE, "the buffer is announced");
    }
    if (user != NULL) {
        *user = buffer->user;
    }
    buffer->mark = ENDED;
    buffer->next_ended = ended_buffers;
    ended_buffers = buffer;
    simulator.buffers--;
    return 0;
}

BGAPI2_RESULT BGAPI2_DeleteBuffer(BGAPI2_Buffer *buffer, void **user) {
    CONTROL(delete(buffer, user));
}

static int announce(BGAPI2_DataStream *stream, BGAPI2_Buffer *buffer) {
    int bad = stream_check(stream, true);
    if (bad == 0) {
        bad = buffer_check(buffer);
    }
    if (bad == 0 && buffer->announced_to != NULL) {
        bad = fail(BGAPI2_RESULT_RESOURCE_IN_USE, "the buffer is announced already");
    }
    if (bad == 0) {
        buffer->announced_to = stream;
        buffer->state = BUFFER_IDLE;
        stream->announced++;
    }
    return bad;
}

BGAPI2_RESULT BGAPI2_DataStream_AnnounceBuffer(BGAPI2_DataStream *stream, BGAPI2_Buffer *buffer) {
    CONTROL(announce(stream, buffer));
}

static int announced_check(const BGAPI2_DataStream *stream, const BGAPI2_Buffer *buffer) {
    const int bad = stream_check(stream, true);
    if (bad != 0) {
        return bad;
    }
    return buffer_check(buffer) == 0 && buffer->announced_to == stream ? 0
        : fail(BGAPI2_RESULT_INVALID_BUFFER, "the buffer is not announced to this stream");
}

static bool is_queued(const BGAPI2_Buffer *buffer) {
    return buffer->state == BUFFER_QUEUED || buffer->state == BUFFER_FILLING || buffer->state == BUFFER_AWAITS;
}

static int queue(BGAPI2_DataStream *stream, BGAPI2_Buffer *buffer) {
    const int bad = announced_check(stream, buffer);
    if (bad != 0) {
        return bad;
    }
    if (is_queued(buffer)) {
        return fail(BGAPI2_RESULT_RESOURCE_IN_USE, "the buffer is queued already");
    }
    buffer->state = BUFFER_QUEUED;
    buffer->new_data = false;
    queue_push(&stream->input, buffer);
    return 0;
}

BGAPI2_RESULT BGAPI2_DataStream_QueueBuffer(BGAPI2_DataStream *stream, BGAPI2_Buffer *buffer) {
    DATA(queue(stream, buffer));
}

static int get_filled(BGAPI2_DataStream *stream, BGAPI2_Buffer **buffer, uint64_t ms) {
    int bad = buffer == NULL ? fail(BGAPI2_RESULT_INVALID_PARAMETER, "a buffer needs a place") : 0;
    const uint64_t deadline_ns = ms == 0 ? 0 : deadline_after_ms(ms);
    while (bad == 0 && (bad = stream_check(stream, true)) == 0) {
        BGAPI2_Buffer *filled = queue_pop(&stream->output);
        if (filled != NULL) {
            filled->state = BUFFER_TAKEN;
            *buffer = filled;
            return 0;
        }
        if (!stream->device->present && simulator.unplugged_stream_result != 0) {
            return fail(simulator.unplugged_stream_result, "camera %s is unplugged", stream->device->camera->serial);
        }
        if (stream->cancelled) {
            stream->cancelled = false;
            return fail(BGAPI2_RESULT_ABORT, "the wait for a buffer was cancelled");
        }
        if (ms == 0 || !wait_until(&stream->changed, deadline_ns)) {
            return fail(BGAPI2_RESULT_TIMEOUT, "no filled buffer within %llu ms", (unsigned long long)ms);
        }
    }
    return bad;
}

BGAPI2_RESULT BGAPI2_DataStream_GetFilledBuffer(BGAPI2_DataStream *stream, BGAPI2_Buffer **buffer, bo_uint64 ms) {
    DATA(get_filled(stream, buffer, ms));
}

static int cancel(BGAPI2_DataStream *stream) {
    const int bad = stream_check(stream, true);
    if (bad == 0) {
        stream->cancelled = true;
        pthread_cond_broadcast(&stream->changed);
    }
    return bad;
}

BGAPI2_RESULT BGAPI2_DataStream_CancelGetFilledBuffer(BGAPI2_DataStream *stream) {
    DATA(cancel(stream));
}

static int discard(BGAPI2_DataStream *stream) {
    const int bad = stream_check(stream, true);
    if (bad != 0) {
        return bad;
    }
    BGAPI2_Buffer *buffer;
    while ((buffer = queue_pop(&stream->input)) != NULL || (buffer = queue_pop(&stream->output)) != NULL) {
        buffer->state = BUFFER_IDLE;
    }
    return 0;
}

BGAPI2_RESULT BGAPI2_DataStream_DiscardAllBuffers(BGAPI2_DataStream *stream) {
    CONTROL(discard(stream));
}

static int revoke(BGAPI2_DataStream *stream, BGAPI2_Buffer *buffer, void **user) {
    const int bad = announced_check(stream, buffer);
    if (bad != 0) {
        return bad;
    }
    if (is_queued(buffer)) {
        return fail(BGAPI2_RESULT_RESOURCE_IN_USE, "the buffer is queued");
    }
    if (user != NULL) {
        *user = buffer->user;
    }
    buffer->announced_to = NULL;
    stream->announced--;
    return 0;
}

BGAPI2_RESULT BGAPI2_DataStream_RevokeBuffer(BGAPI2_DataStream *stream, BGAPI2_Buffer *buffer, void **user) {
    CONTROL(revoke(stream, buffer, user));
}
