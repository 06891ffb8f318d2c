package org.framedock.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.framedock.protocol.lease.HugepagesPolicy;
import org.framedock.protocol.lease.PublishMode;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.RevokeReason;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.lease.ShmAttachRequestDecoder;
import org.framedock.protocol.lease.ShmAttachResponseDecoder;
import org.framedock.protocol.lease.ShmDetachRequestDecoder;
import org.framedock.protocol.lease.ShmDetachResponseDecoder;
import org.framedock.protocol.lease.ShmDriverShutdownDecoder;
import org.framedock.protocol.lease.ShmDriverShutdownRequestDecoder;
import org.framedock.protocol.lease.ShmLeaseKeepaliveDecoder;
import org.framedock.protocol.lease.ShmLeaseRevokedDecoder;
import org.framedock.protocol.lease.ShutdownReason;

/**
 * The messages of schema 901. A shutdown token is a secret and is never shown. Called for messages whose structure is
 * sound.
 */
final class LeaseMessageReader {

    /** Reads a message's fields, in their order on the wire. */
    void read(final int templateId, final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        switch (templateId) {
            case ShmAttachRequestDecoder.TEMPLATE_ID -> shmAttachRequest(buffer, body, fields);
            case ShmAttachResponseDecoder.TEMPLATE_ID -> shmAttachResponse(buffer, body, fields);
            case ShmDetachRequestDecoder.TEMPLATE_ID -> shmDetachRequest(buffer, body, fields);
            case ShmDetachResponseDecoder.TEMPLATE_ID -> shmDetachResponse(buffer, body, fields);
            case ShmLeaseKeepaliveDecoder.TEMPLATE_ID -> shmLeaseKeepalive(buffer, body, fields);
            case ShmDriverShutdownDecoder.TEMPLATE_ID -> shmDriverShutdown(buffer, body, fields);
            case ShmLeaseRevokedDecoder.TEMPLATE_ID -> shmLeaseRevoked(buffer, body, fields);
            case ShmDriverShutdownRequestDecoder.TEMPLATE_ID -> shmDriverShutdownRequest(buffer, body, fields);
            default -> throw new IllegalArgumentException("template " + templateId);
        }
    }

    private static void shmAttachRequest(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final ShmAttachRequestDecoder message = new ShmAttachRequestDecoder()
            .wrap(buffer, body, ShmAttachRequestDecoder.BLOCK_LENGTH, ShmAttachRequestDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "ShmAttachRequest");
        fields.put("correlationId", message.correlationId());
        fields.put("streamId", message.streamId());
        fields.put("clientId", message.clientId());
        fields.put("role", MessageReader.name(raw -> Role.get((short)raw), message.roleRaw()));
        fields.put("expectedLayoutVersion", message.expectedLayoutVersion());
        fields.put("publishMode", MessageReader.name(raw -> PublishMode.get((short)raw), message.publishModeRaw()));
        fields.put("requireHugepages",
            MessageReader.name(raw -> HugepagesPolicy.get((short)raw), message.requireHugepagesRaw()));
        fields.put("desiredNodeId", MessageReader.optionalU32(message.desiredNodeId()));
    }

    private static void shmAttachResponse(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final ShmAttachResponseDecoder message = new ShmAttachResponseDecoder()
            .wrap(buffer, body, ShmAttachResponseDecoder.BLOCK_LENGTH, ShmAttachResponseDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "ShmAttachResponse");
        fields.put("correlationId", message.correlationId());
        fields.put("code", MessageReader.name(ResponseCode::get, message.codeRaw()));
        fields.put("leaseId", MessageReader.optionalU64(message.leaseId()));
        fields.put("leaseExpiryTimestampNs", MessageReader.optionalU64(message.leaseExpiryTimestampNs()));
        fields.put("streamId", MessageReader.optionalU32(message.streamId()));
        fields.put("epoch", MessageReader.optionalU64(message.epoch()));
        fields.put("layoutVersion", MessageReader.optionalU32(message.layoutVersion()));
        fields.put("headerNslots", MessageReader.optionalU32(message.headerNslots()));
        fields.put("headerSlotBytes", message.headerSlotBytes() == 0xFFFF ? null : message.headerSlotBytes());
        fields.put("nodeId", MessageReader.optionalU32(message.nodeId()));
        final List<Object> pools = new ArrayList<>();
        for (final ShmAttachResponseDecoder.PayloadPoolsDecoder pool : message.payloadPools()) {
            pools.add(MessageReader.pool(
                pool.poolId(), pool.poolNslots(), pool.strideBytes(), pool.regionUri()));
        }
        fields.put("payloadPools", pools);
        fields.put("headerRegionUri", Shown.text(message.headerRegionUri()));
        fields.put("errorMessage", Shown.text(message.errorMessage()));
    }

    private static void shmDetachRequest(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final ShmDetachRequestDecoder message = new ShmDetachRequestDecoder()
            .wrap(buffer, body, ShmDetachRequestDecoder.BLOCK_LENGTH, ShmDetachRequestDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "ShmDetachRequest");
        fields.put("correlationId", message.correlationId());
        fields.put("leaseId", Json.u64(message.leaseId()));
        fields.put("streamId", message.streamId());
        fields.put("clientId", message.clientId());
        fields.put("role", MessageReader.name(raw -> Role.get((short)raw), message.roleRaw()));
    }

    private static void shmDetachResponse(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final ShmDetachResponseDecoder message = new ShmDetachResponseDecoder()
            .wrap(buffer, body, ShmDetachResponseDecoder.BLOCK_LENGTH, ShmDetachResponseDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "ShmDetachResponse");
        fields.put("correlationId", message.correlationId());
        fields.put("code", MessageReader.name(ResponseCode::get, message.codeRaw()));
        fields.put("errorMessage", Shown.text(message.errorMessage()));
    }

    private static void shmLeaseKeepalive(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final ShmLeaseKeepaliveDecoder message = new ShmLeaseKeepaliveDecoder()
            .wrap(buffer, body, ShmLeaseKeepaliveDecoder.BLOCK_LENGTH, ShmLeaseKeepaliveDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "ShmLeaseKeepalive");
        fields.put("leaseId", Json.u64(message.leaseId()));
        fields.put("streamId", message.streamId());
        fields.put("clientId", message.clientId());
        fields.put("role", MessageReader.name(raw -> Role.get((short)raw), message.roleRaw()));
        fields.put("clientTimestampNs", Json.u64(message.clientTimestampNs()));
    }

    private static void shmDriverShutdown(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final ShmDriverShutdownDecoder message = new ShmDriverShutdownDecoder()
            .wrap(buffer, body, ShmDriverShutdownDecoder.BLOCK_LENGTH, ShmDriverShutdownDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "ShmDriverShutdown");
        fields.put("timestampNs", Json.u64(message.timestampNs()));
        fields.put("reason", MessageReader.name(raw -> ShutdownReason.get((short)raw), message.reasonRaw()));
        fields.put("errorMessage", Shown.text(message.errorMessage()));
    }

    private static void shmLeaseRevoked(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final ShmLeaseRevokedDecoder message = new ShmLeaseRevokedDecoder()
            .wrap(buffer, body, ShmLeaseRevokedDecoder.BLOCK_LENGTH, ShmLeaseRevokedDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "ShmLeaseRevoked");
        fields.put("timestampNs", Json.u64(message.timestampNs()));
        fields.put("leaseId", Json.u64(message.leaseId()));
        fields.put("streamId", message.streamId());
        fields.put("clientId", message.clientId());
        fields.put("role", MessageReader.name(raw -> Role.get((short)raw), message.roleRaw()));
        fields.put("reason", MessageReader.name(raw -> RevokeReason.get((short)raw), message.reasonRaw()));
        fields.put("errorMessage", Shown.text(message.errorMessage()));
    }

    private static void shmDriverShutdownRequest(
        final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final ShmDriverShutdownRequestDecoder message = new ShmDriverShutdownRequestDecoder()
            .wrap(
                buffer, body, ShmDriverShutdownRequestDecoder.BLOCK_LENGTH,
                ShmDriverShutdownRequestDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "ShmDriverShutdownRequest");
        fields.put("correlationId", message.correlationId());
        fields.put("reason", MessageReader.name(raw -> ShutdownReason.get((short)raw), message.reasonRaw()));
        fields.put("token", "(" + message.skipToken() + " bytes, not shown)");
        fields.put("errorMessage", Shown.text(message.errorMessage()));
    }
}
