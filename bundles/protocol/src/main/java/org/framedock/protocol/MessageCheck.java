package org.framedock.protocol;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.framedock.protocol.lease.MessageHeaderDecoder;

/**
 * Looks at the structure of a received message before anybody decodes it: header, block length, groups and var data
 * have to fill the message exactly. A decoder that runs after it never reads beyond the message and never trusts a
 * length.
 *
 * <p>Stateless, no allocation. One instance serves one schema.
 */
public final class MessageCheck {

    /** What a message turned out to be. */
    public enum Verdict {
        /** A message of this schema with a sound structure. */
        SOUND,
        /** Too short for a header, another schema, or a template that this schema does not have: not for us. */
        FOREIGN,
        /** Of this schema, but of a version newer than ours. */
        NEWER_VERSION,
        /** Of this schema and version, with lengths that contradict each other. */
        MALFORMED
    }

    /** Bytes of the header before each message. */
    public static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;

    private static final int GROUP_HEADER_BYTES = 4;
    private static final int DATA_LENGTH_BYTES = 4;

    private final int schemaId;
    private final int schemaVersion;
    private final Int2ObjectHashMap<MessageShape> shapes = new Int2ObjectHashMap<>();

    MessageCheck(final int schemaId, final int schemaVersion, final MessageShape... shapes) {
        this.schemaId = schemaId;
        this.schemaVersion = schemaVersion;
        for (final MessageShape shape : shapes) {
            this.shapes.put(shape.templateId(), shape);
        }
    }

    /**
     * Template id of a message.
     *
     * @param buffer holds the message.
     * @param offset of its header.
     * @return u16; only meaningful for a message that was not found {@link Verdict#FOREIGN}.
     */
    public static int templateId(final DirectBuffer buffer, final int offset) {
        return u16(buffer, offset + MessageHeaderDecoder.templateIdEncodingOffset());
    }

    /**
     * Judges a message.
     *
     * @param buffer holds the message.
     * @param offset of its header.
     * @param length of the whole message in bytes, as received.
     * @return the verdict.
     */
    public Verdict judge(final DirectBuffer buffer, final int offset, final int length) {
        if (length < HEADER_BYTES || u16(buffer, offset + 4) != schemaId) {
            return Verdict.FOREIGN;
        }
        final MessageShape shape = shapes.get(templateId(buffer, offset));
        if (shape == null) {
            return Verdict.FOREIGN;
        }
        final int version = u16(buffer, offset + 6);
        if (version > schemaVersion) {
            return Verdict.NEWER_VERSION;
        }
        if (version < schemaVersion || u16(buffer, offset) != shape.blockLength()) {
            return Verdict.MALFORMED;
        }
        final long end = (long)offset + length;
        long at = (long)offset + HEADER_BYTES + shape.blockLength();
        if (shape.hasGroup()) {
            at = skipGroup(buffer, at, end, shape);
        }
        at = skipData(buffer, at, end, shape.dataCount());
        return at == end ? Verdict.SOUND : Verdict.MALFORMED;
    }

    /** Returns where the group ends, or a place beyond the message. */
    private static long skipGroup(
        final DirectBuffer buffer, final long from, final long end, final MessageShape shape) {
        if (from + GROUP_HEADER_BYTES > end || u16(buffer, (int)from) != shape.groupBlockLength()) {
            return Long.MAX_VALUE;
        }
        final int count = u16(buffer, (int)from + 2);
        long at = from + GROUP_HEADER_BYTES;
        for (int i = 0; i < count && at <= end; i++) {
            at = skipData(buffer, at + shape.groupBlockLength(), end, shape.groupDataCount());
        }
        return at;
    }

    private static long skipData(final DirectBuffer buffer, final long from, final long end, final int count) {
        long at = from;
        for (int i = 0; i < count; i++) {
            if (at > end - DATA_LENGTH_BYTES) {
                return Long.MAX_VALUE;
            }
            at += DATA_LENGTH_BYTES + (buffer.getInt((int)at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL);
        }
        return at;
    }

    private static int u16(final DirectBuffer buffer, final int index) {
        return buffer.getShort(index, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
