package org.framedock.protocol;

import static org.framedock.protocol.GoldenFile.NULL_U32;
import static org.framedock.protocol.GoldenFile.NULL_U64;

import java.util.Map;
import java.util.function.Consumer;
import org.framedock.protocol.lease.HugepagesPolicy;
import org.framedock.protocol.lease.MessageHeaderDecoder;
import org.framedock.protocol.lease.MessageHeaderEncoder;
import org.framedock.protocol.lease.PublishMode;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.RevokeReason;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.lease.ShmAttachRequestDecoder;
import org.framedock.protocol.lease.ShmAttachRequestEncoder;
import org.framedock.protocol.lease.ShmAttachResponseDecoder;
import org.framedock.protocol.lease.ShmAttachResponseEncoder;
import org.framedock.protocol.lease.ShmDetachRequestDecoder;
import org.framedock.protocol.lease.ShmDetachRequestEncoder;
import org.framedock.protocol.lease.ShmDetachResponseDecoder;
import org.framedock.protocol.lease.ShmDetachResponseEncoder;
import org.framedock.protocol.lease.ShmDriverShutdownDecoder;
import org.framedock.protocol.lease.ShmDriverShutdownEncoder;
import org.framedock.protocol.lease.ShmLeaseKeepaliveDecoder;
import org.framedock.protocol.lease.ShmLeaseKeepaliveEncoder;
import org.framedock.protocol.lease.ShmLeaseRevokedDecoder;
import org.framedock.protocol.lease.ShmLeaseRevokedEncoder;
import org.framedock.protocol.lease.ShutdownReason;

/** What the golden files of schema 901 say. */
final class LeaseMessages {

    static final long EPOCH = 0x12b_34e7_efc8L;
    static final String REGIONS = "shm:file?path=/dev/shm/tensorpool-root/golden/10000/";
    static final String PLAIN = "|require_hugepages=false";

    private static final long STREAM = 10_000;
    private static final long PRODUCER = 101;
    private static final long CONSUMER = 202;
    private static final int NULL_U16 = 0xFFFF;
    private static final long PRODUCER_LEASE = 0x5596_df64_8e66_fa65L;
    private static final long CONSUMER_LEASE = PRODUCER_LEASE + 1;
    private static final long EXPIRED_LEASE = PRODUCER_LEASE + 2;

    private LeaseMessages() {
    }

    static void describe(final Map<String, Consumer<GoldenFile>> files) {
        files.put("attach_request_layout_mismatch", golden -> attachRequest(golden, 0x2122232425262728L, STREAM, 303,
            Role.CONSUMER, 99, PublishMode.EXISTING_OR_CREATE, NULL_U32));
        files.put("attach_request_not_provisioned", golden -> attachRequest(golden, 0x6162636465666768L, 99_999, 303,
            Role.CONSUMER, 1, PublishMode.REQUIRE_EXISTING, NULL_U32));
        files.put("attach_request_producer", golden -> attachRequest(golden, 0x0102030405060708L, STREAM, PRODUCER,
            Role.PRODUCER, 1, PublishMode.EXISTING_OR_CREATE, 4242));
        files.put("attach_request_consumer", golden -> attachRequest(golden, 0x1112131415161718L, STREAM, CONSUMER,
            Role.CONSUMER, 1, PublishMode.REQUIRE_EXISTING, NULL_U32));
        files.put("attach_request_producer_publishmode_null", golden -> attachRequest(golden, 0x0102030405060709L,
            STREAM, 505, Role.PRODUCER, 0, PublishMode.NULL_VAL, NULL_U32));

        files.put("attach_response_producer_ok",
            golden -> granted(golden, 0x0102030405060708L, PRODUCER_LEASE, 0x12b_e7b8_4cb0L, 4242));
        files.put("attach_response_consumer_ok",
            golden -> granted(golden, 0x1112131415161718L, CONSUMER_LEASE, 0x12b_e80a_b504L, 2_478_479_844L));
        files.put("attach_response_rejected_layout",
            golden -> refused(golden, 0x2122232425262728L, "layout version mismatch"));
        files.put("attach_response_rejected_not_provisioned",
            golden -> refused(golden, 0x6162636465666768L, "stream not provisioned"));
        files.put("attach_response_rejected_client_id",
            golden -> refused(golden, 0x3132333435363738L, "client_id already attached"));
        files.put("attach_response_rejected_producer_exists",
            golden -> refused(golden, 0x4142434445464748L, "producer already attached"));
        files.put("attach_response_rejected_node_id",
            golden -> refused(golden, 0x7172737475767778L, "desired node_id unavailable"));

        files.put("detach_request_producer", LeaseMessages::detachRequest);
        files.put("detach_response_ok", golden -> detachResponse(golden, 0x5152535455565759L, ResponseCode.OK, ""));
        files.put("detach_response_rejected",
            golden -> detachResponse(golden, 0x5152535455565760L, ResponseCode.REJECTED, "lease not found"));

        files.put("lease_keepalive_producer",
            golden -> keepalive(golden, PRODUCER_LEASE, PRODUCER, Role.PRODUCER, 0x12b_3584_735dL));
        files.put("lease_keepalive_consumer",
            golden -> keepalive(golden, CONSUMER_LEASE, CONSUMER, Role.CONSUMER, 0x12b_3543_213fL));

        files.put("lease_revoked_detached_producer", golden -> revoked(golden, 0x12b_a084_440cL, PRODUCER_LEASE,
            PRODUCER, Role.PRODUCER, RevokeReason.DETACHED, "lease detached"));
        files.put("lease_revoked_detached_consumer", golden -> revoked(golden, 0x12b_a6e5_51b2L, CONSUMER_LEASE,
            CONSUMER, Role.CONSUMER, RevokeReason.DETACHED, "lease detached"));
        files.put("lease_revoked_expired_producer", golden -> revoked(golden, 0x12c_6025_5721L, EXPIRED_LEASE, 505,
            Role.PRODUCER, RevokeReason.EXPIRED, "lease expired"));

        files.put("driver_shutdown", LeaseMessages::shutdown);
    }

    private static void attachRequest(
        final GoldenFile golden, final long correlationId, final long streamId, final long clientId, final Role role,
        final long layoutVersion, final PublishMode publishMode, final long desiredNodeId) {
        final var in = new ShmAttachRequestDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new ShmAttachRequestEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("correlationId", correlationId, in.correlationId(), out::correlationId)
            .field("streamId", streamId, in.streamId(), out::streamId)
            .field("clientId", clientId, in.clientId(), out::clientId)
            .field("role", role, in.role(), out::role)
            .field("expectedLayoutVersion", layoutVersion, in.expectedLayoutVersion(), out::expectedLayoutVersion)
            .field("publishMode", publishMode, in.publishMode(), out::publishMode)
            .field("requireHugepages", HugepagesPolicy.UNSPECIFIED, in.requireHugepages(), out::requireHugepages)
            .field("desiredNodeId", desiredNodeId, in.desiredNodeId(), out::desiredNodeId)
            .end(in.limit(), out.limit());
    }

    private static void granted(
        final GoldenFile golden, final long correlationId, final long leaseId, final long expiryNs,
        final long nodeId) {
        final var in = new ShmAttachResponseDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new ShmAttachResponseEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("correlationId", correlationId, in.correlationId(), out::correlationId)
            .field("code", ResponseCode.OK, in.code(), out::code)
            .field("leaseId", leaseId, in.leaseId(), out::leaseId)
            .field("leaseExpiryTimestampNs", expiryNs, in.leaseExpiryTimestampNs(), out::leaseExpiryTimestampNs)
            .field("streamId", STREAM, in.streamId(), out::streamId)
            .field("epoch", EPOCH, in.epoch(), out::epoch)
            .field("layoutVersion", 1, in.layoutVersion(), out::layoutVersion)
            .field("headerNslots", 8, in.headerNslots(), out::headerNslots)
            .field("headerSlotBytes", 256, in.headerSlotBytes(), out::headerSlotBytes)
            .field("nodeId", nodeId, in.nodeId(), out::nodeId);
        final var poolsIn = in.payloadPools();
        golden.field("numInGroup", 2, poolsIn.count(), (final int ignored) -> { });
        final var poolsOut = out.payloadPoolsCount(2);
        final long[] strides = {4096, 655_360};
        for (int poolId = 1; poolId <= 2; poolId++) {
            final var poolIn = poolsIn.next();
            final var poolOut = poolsOut.next();
            golden.field("poolId", poolId, poolIn.poolId(), poolOut::poolId)
                .field("poolNslots", 8, poolIn.poolNslots(), poolOut::poolNslots)
                .field("strideBytes", strides[poolId - 1], poolIn.strideBytes(), poolOut::strideBytes)
                .field("regionUri", REGIONS + EPOCH + "/" + poolId + ".pool" + PLAIN, poolIn.regionUri(),
                    poolOut::regionUri);
        }
        golden.field("headerRegionUri", REGIONS + EPOCH + "/header.ring" + PLAIN, in.headerRegionUri(),
                out::headerRegionUri)
            .field("errorMessage", "", in.errorMessage(), out::errorMessage)
            .end(in.limit(), out.limit());
    }

    private static void refused(final GoldenFile golden, final long correlationId, final String errorMessage) {
        final var in = new ShmAttachResponseDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new ShmAttachResponseEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("correlationId", correlationId, in.correlationId(), out::correlationId)
            .field("code", ResponseCode.REJECTED, in.code(), out::code)
            .field("leaseId", NULL_U64, in.leaseId(), out::leaseId)
            .field("leaseExpiryTimestampNs", NULL_U64, in.leaseExpiryTimestampNs(), out::leaseExpiryTimestampNs)
            .field("streamId", NULL_U32, in.streamId(), out::streamId)
            .field("epoch", NULL_U64, in.epoch(), out::epoch)
            .field("layoutVersion", NULL_U32, in.layoutVersion(), out::layoutVersion)
            .field("headerNslots", NULL_U32, in.headerNslots(), out::headerNslots)
            .field("headerSlotBytes", NULL_U16, in.headerSlotBytes(), out::headerSlotBytes)
            .field("nodeId", NULL_U32, in.nodeId(), out::nodeId)
            .field("numInGroup", 0, in.payloadPools().count(), out::payloadPoolsCount)
            .field("headerRegionUri", "", in.headerRegionUri(), out::headerRegionUri)
            .field("errorMessage", errorMessage, in.errorMessage(), out::errorMessage)
            .end(in.limit(), out.limit());
    }

    private static void detachRequest(final GoldenFile golden) {
        final var in = new ShmDetachRequestDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new ShmDetachRequestEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("correlationId", 0x5152535455565759L, in.correlationId(), out::correlationId)
            .field("leaseId", PRODUCER_LEASE, in.leaseId(), out::leaseId)
            .field("streamId", STREAM, in.streamId(), out::streamId)
            .field("clientId", PRODUCER, in.clientId(), out::clientId)
            .field("role", Role.PRODUCER, in.role(), out::role)
            .end(in.limit(), out.limit());
    }

    private static void detachResponse(
        final GoldenFile golden, final long correlationId, final ResponseCode code, final String errorMessage) {
        final var in = new ShmDetachResponseDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new ShmDetachResponseEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("correlationId", correlationId, in.correlationId(), out::correlationId)
            .field("code", code, in.code(), out::code)
            .field("errorMessage", errorMessage, in.errorMessage(), out::errorMessage)
            .end(in.limit(), out.limit());
    }

    private static void keepalive(
        final GoldenFile golden, final long leaseId, final long clientId, final Role role, final long timestampNs) {
        final var in = new ShmLeaseKeepaliveDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new ShmLeaseKeepaliveEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("leaseId", leaseId, in.leaseId(), out::leaseId)
            .field("streamId", STREAM, in.streamId(), out::streamId)
            .field("clientId", clientId, in.clientId(), out::clientId)
            .field("role", role, in.role(), out::role)
            .field("clientTimestampNs", timestampNs, in.clientTimestampNs(), out::clientTimestampNs)
            .end(in.limit(), out.limit());
    }

    private static void revoked(
        final GoldenFile golden, final long timestampNs, final long leaseId, final long clientId, final Role role,
        final RevokeReason reason, final String errorMessage) {
        final var in = new ShmLeaseRevokedDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new ShmLeaseRevokedEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("timestampNs", timestampNs, in.timestampNs(), out::timestampNs)
            .field("leaseId", leaseId, in.leaseId(), out::leaseId)
            .field("streamId", STREAM, in.streamId(), out::streamId)
            .field("clientId", clientId, in.clientId(), out::clientId)
            .field("role", role, in.role(), out::role)
            .field("reason", reason, in.reason(), out::reason)
            .field("errorMessage", errorMessage, in.errorMessage(), out::errorMessage)
            .end(in.limit(), out.limit());
    }

    private static void shutdown(final GoldenFile golden) {
        final var in = new ShmDriverShutdownDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new ShmDriverShutdownEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("timestampNs", 0x12c_cd78_a1bfL, in.timestampNs(), out::timestampNs)
            .field("reason", ShutdownReason.NORMAL, in.reason(), out::reason)
            .field("errorMessage", "", in.errorMessage(), out::errorMessage)
            .end(in.limit(), out.limit());
    }
}
