/* What streams and buffers tell of themselves. */
#include "simulator.h"

static int stream_count(const BGAPI2_DataStream *stream, uint64_t value, bo_uint64 *count) {
    if (stream == NULL || stream->mark != STREAM) {
        return fail(BGAPI2_RESULT_INVALID_HANDLE, "this is no stream");
    }
    if (!stream->open) {
        return fail(BGAPI2_RESULT_NOT_INITIALIZED, "the stream is not open");
    }
    if (!stream->device->present && simulator.unplugged_stream_result != 0) {
        return fail(simulator.unplugged_stream_result, "camera %s is unplugged", stream->device->camera->serial);
    }
    if (count == NULL) {
        return fail(BGAPI2_RESULT_INVALID_PARAMETER, "a count needs a place");
    }
    *count = value;
    return 0;
}

#define STREAM_COUNT(name, value) \
    BGAPI2_RESULT BGAPI2_DataStream_GetNum ## name(BGAPI2_DataStream *stream, bo_uint64 *count) { \
        DATA(stream_count(stream, stream == NULL ? 0 : (value), count)); \
    }

STREAM_COUNT(Delivered, stream->delivered)
STREAM_COUNT(Underrun, stream->underrun)
STREAM_COUNT(Announced, stream->announced)
STREAM_COUNT(Queued, stream->input.count)
STREAM_COUNT(AwaitDelivery, stream->output.count)
STREAM_COUNT(Started, stream->frames)

static int buffer_check(const BGAPI2_Buffer *buffer, const void *value) {
    if (buffer == NULL || buffer->mark != BUFFER) {
        return fail(BGAPI2_RESULT_INVALID_BUFFER, "this is no buffer");
    }
    return value != NULL ? 0 : fail(BGAPI2_RESULT_INVALID_PARAMETER, "a value needs a place");
}

static int number(const BGAPI2_Buffer *buffer, uint64_t of_buffer, bo_uint64 *value) {
    const int bad = buffer_check(buffer, value);
    if (bad == 0) {
        *value = of_buffer;
    }
    return bad;
}

static int flag(const BGAPI2_Buffer *buffer, bool of_buffer, bo_bool *value) {
    const int bad = buffer_check(buffer, value);
    if (bad == 0) {
        *value = of_buffer;
    }
    return bad;
}

static int pointer(const BGAPI2_Buffer *buffer, void *of_buffer, void **value) {
    const int bad = buffer_check(buffer, value);
    if (bad == 0) {
        *value = of_buffer;
    }
    return bad;
}

static int text(const BGAPI2_Buffer *buffer, const char *of_buffer, char *room, bo_uint64 *length) {
    const int bad = buffer_check(buffer, length);
    return bad != 0 ? bad : give_text(of_buffer, room, length);
}

#define BUFFER_NUMBER(name, of_buffer) \
    BGAPI2_RESULT BGAPI2_Buffer_Get ## name(BGAPI2_Buffer *buffer, bo_uint64 *value) { \
        DATA(number(buffer, buffer == NULL ? 0 : (of_buffer), value)); \
    }
#define BUFFER_FLAG(name, of_buffer) \
    BGAPI2_RESULT BGAPI2_Buffer_Get ## name(BGAPI2_Buffer *buffer, bo_bool *value) { \
        DATA(flag(buffer, buffer != NULL && (of_buffer), value)); \
    }

BUFFER_NUMBER(FrameID, buffer->frame_id)
BUFFER_NUMBER(Timestamp, buffer->timestamp)
BUFFER_NUMBER(HostTimestamp, buffer->host_timestamp)
BUFFER_NUMBER(SizeFilled, buffer->filled)
BUFFER_NUMBER(Width, buffer->width)
BUFFER_NUMBER(Height, buffer->height)
BUFFER_NUMBER(XOffset, buffer->x)
BUFFER_NUMBER(YOffset, buffer->y)
BUFFER_NUMBER(XPadding, 0)
BUFFER_NUMBER(YPadding, 0)
BUFFER_NUMBER(ImageOffset, buffer->image_offset)
BUFFER_NUMBER(ImageLength, buffer->image_length)
BUFFER_NUMBER(MemSize, buffer->bytes)
BUFFER_FLAG(IsIncomplete, buffer->incomplete)
BUFFER_FLAG(NewData, buffer->new_data)
BUFFER_FLAG(IsQueued, buffer->state == BUFFER_QUEUED || buffer->state == BUFFER_FILLING)
BUFFER_FLAG(ImagePresent, buffer->new_data)
BUFFER_FLAG(ContainsChunk, buffer->chunk)

BGAPI2_RESULT BGAPI2_Buffer_GetMemPtr(BGAPI2_Buffer *buffer, void **value) {
    DATA(pointer(buffer, buffer == NULL ? NULL : buffer->memory, value));
}

BGAPI2_RESULT BGAPI2_Buffer_GetUserPtr(BGAPI2_Buffer *buffer, void **value) {
    DATA(pointer(buffer, buffer == NULL ? NULL : buffer->user, value));
}

BGAPI2_RESULT BGAPI2_Buffer_GetPixelFormat(BGAPI2_Buffer *buffer, char *room, bo_uint64 *length) {
    DATA(text(buffer, buffer == NULL ? "" : buffer->pixel_format, room, length));
}

BGAPI2_RESULT BGAPI2_Buffer_GetPayloadType(BGAPI2_Buffer *buffer, char *room, bo_uint64 *length) {
    DATA(text(buffer, buffer != NULL && buffer->chunk ? "ImageExtendedChunk" : "Image", room, length));
}
