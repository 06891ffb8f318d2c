package org.framedock.client;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.pool.FrameDescriptorDecoder;
import org.framedock.protocol.pool.FrameDescriptorEncoder;

/**
 * The 48 bytes of a frame descriptor, read and written at fixed places: the generated codec's own offsets, with the
 * eight bytes of its message header taken as one number. Bounds are checked once a descriptor, by {@link #matches} and
 * {@link #write}; a getter is for what has matched. Numbers are little-endian, as the machines are that this runs on.
 */
final class DescriptorCodec {

    static final int LENGTH = MessageCheck.HEADER_BYTES + FrameDescriptorEncoder.BLOCK_LENGTH;

    private static final long HEADER = FrameDescriptorEncoder.BLOCK_LENGTH
        | (long)FrameDescriptorEncoder.TEMPLATE_ID << 16
        | (long)FrameDescriptorEncoder.SCHEMA_ID << 32
        | (long)FrameDescriptorEncoder.SCHEMA_VERSION << 48;
    private static final int STREAM_ID = MessageCheck.HEADER_BYTES + FrameDescriptorDecoder.streamIdEncodingOffset();
    private static final int EPOCH = MessageCheck.HEADER_BYTES + FrameDescriptorDecoder.epochEncodingOffset();
    private static final int SEQ = MessageCheck.HEADER_BYTES + FrameDescriptorDecoder.seqEncodingOffset();
    private static final int TIMESTAMP = MessageCheck.HEADER_BYTES + FrameDescriptorDecoder.timestampNsEncodingOffset();
    private static final int META_VERSION =
        MessageCheck.HEADER_BYTES + FrameDescriptorDecoder.metaVersionEncodingOffset();
    private static final int TRACE_ID = MessageCheck.HEADER_BYTES + FrameDescriptorDecoder.traceIdEncodingOffset();

    private DescriptorCodec() {
    }

    static void write(
        final MutableDirectBuffer buffer, final int offset, final long streamId, final long epoch, final long seq,
        final long timestampNs, final int metaVersion, final long traceId) {
        buffer.boundsCheck(offset, LENGTH);
        final byte[] array = buffer.byteArray();
        final long at = buffer.addressOffset() + offset;
        UnsafeApi.putLong(array, at, HEADER);
        UnsafeApi.putInt(array, at + STREAM_ID, (int)streamId);
        UnsafeApi.putLong(array, at + EPOCH, epoch);
        UnsafeApi.putLong(array, at + SEQ, seq);
        UnsafeApi.putLong(array, at + TIMESTAMP, timestampNs);
        UnsafeApi.putInt(array, at + META_VERSION, metaVersion);
        UnsafeApi.putLong(array, at + TRACE_ID, traceId);
    }

    /** Whether the message is a descriptor of our version, and lies where it can be read. */
    static boolean matches(final DirectBuffer buffer, final int offset, final int length) {
        if (length != LENGTH) {
            return false;
        }
        buffer.boundsCheck(offset, LENGTH);
        return getLong(buffer, offset) == HEADER;
    }

    static long streamId(final DirectBuffer buffer, final int offset) {
        return UnsafeApi.getInt(buffer.byteArray(), buffer.addressOffset() + offset + STREAM_ID) & 0xFFFF_FFFFL;
    }

    static long epoch(final DirectBuffer buffer, final int offset) {
        return getLong(buffer, offset + EPOCH);
    }

    static long seq(final DirectBuffer buffer, final int offset) {
        return getLong(buffer, offset + SEQ);
    }

    static long timestampNs(final DirectBuffer buffer, final int offset) {
        return getLong(buffer, offset + TIMESTAMP);
    }

    static long traceId(final DirectBuffer buffer, final int offset) {
        return getLong(buffer, offset + TRACE_ID);
    }

    private static long getLong(final DirectBuffer buffer, final int index) {
        return UnsafeApi.getLong(buffer.byteArray(), buffer.addressOffset() + index);
    }
}
