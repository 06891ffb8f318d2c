package org.framedock.client;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.lease.MessageHeaderEncoder;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.lease.ShmAttachRequestEncoder;
import org.framedock.protocol.lease.ShmDetachRequestEncoder;
import org.framedock.protocol.lease.ShmLeaseKeepaliveEncoder;

/** Encodes what a lease holder sends, into one buffer that is used again. */
final class LeaseMessages {

    private static final int CAPACITY = 64;

    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[CAPACITY]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ShmAttachRequestEncoder attach = new ShmAttachRequestEncoder();
    private final ShmLeaseKeepaliveEncoder keepalive = new ShmLeaseKeepaliveEncoder();
    private final ShmDetachRequestEncoder detach = new ShmDetachRequestEncoder();
    private final LeaseRequest request;
    private final long streamId;
    private final Role role;

    LeaseMessages(final LeaseRequest request) {
        this.request = request;
        this.streamId = request.streamId();
        this.role = request.role();
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }

    int attachRequest(final long correlationId, final long clientId) {
        attach.wrapAndApplyHeader(buffer, 0, header)
            .correlationId(correlationId)
            .streamId(streamId)
            .clientId(clientId)
            .role(role)
            .expectedLayoutVersion(request.layoutVersion())
            .publishMode(request.publishMode())
            .requireHugepages(request.hugepages())
            .desiredNodeId(request.nodeId());
        return MessageHeaderEncoder.ENCODED_LENGTH + attach.encodedLength();
    }

    int keepalive(final long leaseId, final long clientId, final long nowNs) {
        keepalive.wrapAndApplyHeader(buffer, 0, header)
            .leaseId(leaseId)
            .streamId(streamId)
            .clientId(clientId)
            .role(role)
            .clientTimestampNs(nowNs);
        return MessageHeaderEncoder.ENCODED_LENGTH + keepalive.encodedLength();
    }

    int detachRequest(final long correlationId, final long leaseId, final long clientId) {
        detach.wrapAndApplyHeader(buffer, 0, header)
            .correlationId(correlationId)
            .leaseId(leaseId)
            .streamId(streamId)
            .clientId(clientId)
            .role(role);
        return MessageHeaderEncoder.ENCODED_LENGTH + detach.encodedLength();
    }
}
