package org.framedock.tools;

import static org.framedock.tools.Json.u64;

import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.agrona.DirectBuffer;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.Schemas;
import org.framedock.protocol.pool.MessageHeaderDecoder;

/**
 * Turns a received message into names and values. What is not of the protocol, or contradicts itself, becomes an entry
 * with the reason; nothing that arrives makes it fail. One thread.
 */
final class MessageReader {

    static final String MESSAGE = "message";
    static final String STREAM = "streamId";
    static final String MALFORMED = "malformed";
    static final String REASON = "reason";

    private static final long NULL_U32 = 0xFFFF_FFFFL;
    private static final long NULL_U64 = -1L;

    private final LeaseMessageReader leases = new LeaseMessageReader();
    private final PoolMessageReader pool = new PoolMessageReader();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /** Name and fields of a message, in their order on the wire. */
    Map<String, Object> read(final DirectBuffer buffer, final int offset, final int length) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        final String fault = faultOf(buffer, offset, length);
        if (fault != null) {
            return malformed(fields, fault, length);
        }
        try {
            final int body = offset + MessageCheck.HEADER_BYTES;
            final int templateId = MessageCheck.templateId(buffer, offset);
            if (Schemas.LEASE.judge(buffer, offset, length) == MessageCheck.Verdict.SOUND) {
                leases.read(templateId, buffer, body, fields);
            } else {
                pool.read(templateId, buffer, body, fields);
            }
        } catch (final RuntimeException e) {
            fields.clear();
            return malformed(fields, "it cannot be decoded (" + Shown.reason(e) + ")", length);
        }
        return fields;
    }

    private static Map<String, Object> malformed(
        final Map<String, Object> fields, final String reason, final int length) {
        fields.put(MESSAGE, MALFORMED);
        fields.put("bytes", length);
        fields.put(REASON, reason);
        return fields;
    }

    /** Why a message is none of the protocol's, or null. */
    private String faultOf(final DirectBuffer buffer, final int offset, final int length) {
        if (length < MessageCheck.HEADER_BYTES) {
            return "it has " + length + " bytes, and a message header alone has " + MessageCheck.HEADER_BYTES;
        }
        header.wrap(buffer, offset);
        final int schemaId = header.schemaId();
        final MessageCheck check;
        if (schemaId == org.framedock.protocol.pool.MessageHeaderDecoder.SCHEMA_ID) {
            check = Schemas.POOL;
        } else if (schemaId == org.framedock.protocol.lease.MessageHeaderDecoder.SCHEMA_ID) {
            check = Schemas.LEASE;
        } else {
            return "its schema " + schemaId + " is neither 900 nor 901";
        }
        final String what = "template " + header.templateId() + " of schema " + schemaId;
        return switch (check.judge(buffer, offset, length)) {
            case SOUND -> null;
            case FOREIGN -> what + " is not listed";
            case NEWER_VERSION -> what + " has version " + header.version() + ", which is newer than 1";
            case MALFORMED -> what + ": its version " + header.version() + ", its block length "
                + header.blockLength() + " or a length in it contradicts the schema or its " + length + " bytes";
            default -> what + " is not understood";
        };
    }

    /** Name of an enumeration's value, or its number if that is not listed. */
    static String name(final IntFunction<? extends Enum<?>> get, final int raw) {
        try {
            final String name = get.apply(raw).name();
            return "NULL_VAL".equals(name) ? "none" : name;
        } catch (final IllegalArgumentException unlisted) {
            return "unlisted " + raw;
        }
    }

    /** An optional number; null if the message leaves it out. */
    static Object optionalU32(final long value) {
        return value == NULL_U32 ? null : (Object)value;
    }

    /** An optional number; null if the message leaves it out. */
    static Object optionalU64(final long value) {
        return value == NULL_U64 ? null : u64(value);
    }

    static Map<String, Object> pool(
        final int poolId, final long slotCount, final long strideBytes, final String regionUri) {
        final Map<String, Object> pool = new LinkedHashMap<>();
        pool.put("poolId", poolId);
        pool.put("poolNslots", slotCount);
        pool.put("strideBytes", strideBytes);
        pool.put("regionUri", Shown.text(regionUri));
        return pool;
    }

    /** Whether a message is a descriptor, whatever its fields say: looked at before it is decoded. */
    static boolean isDescriptor(final DirectBuffer buffer, final int offset, final int length) {
        return length >= MessageCheck.HEADER_BYTES
            && (buffer.getShort(offset + MessageHeaderDecoder.schemaIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN)
                & 0xFFFF) == org.framedock.protocol.pool.FrameDescriptorDecoder.SCHEMA_ID
            && MessageCheck.templateId(buffer, offset)
                == org.framedock.protocol.pool.FrameDescriptorDecoder.TEMPLATE_ID;
    }
}
