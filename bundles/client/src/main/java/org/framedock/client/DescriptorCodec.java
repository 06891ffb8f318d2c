package org.framedock.client;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.pool.FrameDescriptorDecoder;
import org.framedock.protocol.pool.FrameDescriptorEncoder;

/**
 * The 48 bytes of a frame descriptor, read and written at fixed places: the generated codec's own offsets, with the
 * eight bytes of its message header taken as one number.
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
        buffer.putLong(offset, HEADER, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + STREAM_ID, (int)streamId, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + EPOCH, epoch, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + SEQ, seq, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + TIMESTAMP, timestampNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + META_VERSION, metaVersion, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + TRACE_ID, traceId, ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether the message is a descriptor of our version. */
    static boolean matches(final DirectBuffer buffer, final int offset, final int length) {
        return length == LENGTH && buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN) == HEADER;
    }

    static long streamId(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + STREAM_ID, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
    }

    static long epoch(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + EPOCH, ByteOrder.LITTLE_ENDIAN);
    }

    static long seq(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + SEQ, ByteOrder.LITTLE_ENDIAN);
    }

    static long timestampNs(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + TIMESTAMP, ByteOrder.LITTLE_ENDIAN);
    }

    static long traceId(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + TRACE_ID, ByteOrder.LITTLE_ENDIAN);
    }
}
