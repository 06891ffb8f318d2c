package org.framedock.driver.agent;

import org.framedock.protocol.lease.Role;

/** A lease while it lives. */
final class Lease {

    /** No node id was free, or none is needed. */
    static final long NO_NODE = -1;

    final long leaseId;
    final StreamState stream;
    final long clientId;
    final Role role;
    /** Of the attach that it was given for, so that a repeated attach is known (D-2a). */
    final long correlationId;
    final long nodeId;
    /** The Aeron session that the attach came from. */
    final int sessionId;
    final long sinceNs;
    long lastKeepaliveNs;
    long deadlineNs;
    /** By how much the deadline was moved since the last keepalive. */
    long postponedNs;

    Lease(final long leaseId, final StreamState stream, final long clientId, final Role role,
        final long correlationId, final long nodeId, final int sessionId, final long nowNs) {
        this.leaseId = leaseId;
        this.stream = stream;
        this.clientId = clientId;
        this.role = role;
        this.correlationId = correlationId;
        this.nodeId = nodeId;
        this.sessionId = sessionId;
        sinceNs = nowNs;
        lastKeepaliveNs = nowNs;
    }

    boolean isProducer() {
        return role == Role.PRODUCER;
    }

    /** Whether a message means exactly this lease (D-5, D-8). */
    boolean matches(final long streamId, final long otherClientId, final int otherRole) {
        return stream.streamId == streamId && clientId == otherClientId && role.value() == otherRole;
    }
}
