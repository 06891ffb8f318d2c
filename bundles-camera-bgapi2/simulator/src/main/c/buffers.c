/* Buffers: making, announcing, revoking, ending. */
#include "simulator.h"

#include <stdlib.h>

static BGAPI2_Buffer *ended_buffers;

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

int announced_check(const BGAPI2_DataStream *stream, const BGAPI2_Buffer *buffer) {
    const int bad = stream_check(stream, true);
    if (bad != 0) {
        return bad;
    }
    return buffer_check(buffer) == 0 && buffer->announced_to == stream ? 0
        : fail(BGAPI2_RESULT_INVALID_BUFFER, "the buffer is not announced to this stream");
}

bool is_queued(const BGAPI2_Buffer *buffer) {
    return buffer->state == BUFFER_QUEUED || buffer->state == BUFFER_FILLING || buffer->state == BUFFER_AWAITS;
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
