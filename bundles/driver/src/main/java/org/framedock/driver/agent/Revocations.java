package org.framedock.driver.agent;

import java.util.ArrayDeque;
import org.agrona.ExpandableArrayBuffer;
import org.framedock.driver.DriverLimit;
import org.framedock.protocol.lease.MessageHeaderEncoder;
import org.framedock.protocol.lease.RevokeReason;
import org.framedock.protocol.lease.ShmLeaseRevokedEncoder;

/**
 * Tells everybody of each lease that has ended (D-6). What cannot be sent is kept, in order, and sent before the next
 * announce; only a queue that overflows loses some, which is counted.
 */
final class Revocations {

    private final ControlLink link;
    private final Tally tally;
    private final DutyClock clock;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(256);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ShmLeaseRevokedEncoder revoked = new ShmLeaseRevokedEncoder();

    Revocations(final ControlLink link, final Tally tally, final DutyClock clock) {
        this.link = link;
        this.tally = tally;
        this.clock = clock;
    }

    private record Waiting(Lease lease, RevokeReason reason, String text) {
    }

    /** Sends a revocation now or as soon as possible. */
    void publish(final Lease lease, final RevokeReason reason, final String text) {
        waiting.add(new Waiting(lease, reason, text));
        flush();
        if (waiting.size() > tally.limit(DriverLimit.WAITING_REVOCATIONS)) {
            waiting.remove();
            tally.countLimited(DriverLimit.WAITING_REVOCATIONS, "too many revocations wait for the control stream");
            tally.count(Tally.Kind.LOST, "a revocation was lost, since the control stream takes nothing");
        }
    }

    /** Sends what waits; returns how many were sent. */
    int flush() {
        int sent = 0;
        while (!waiting.isEmpty() && send(waiting.peek())) {
            waiting.remove();
            sent++;
        }
        return sent;
    }

    private boolean send(final Waiting next) {
        final Lease lease = next.lease();
        revoked.wrapAndApplyHeader(buffer, 0, header)
            .timestampNs(clock.nowNs())
            .leaseId(lease.leaseId)
            .streamId(lease.stream.streamId)
            .clientId(lease.clientId)
            .role(lease.role)
            .reason(next.reason())
            .errorMessage(next.text());
        return link.sendControl(buffer, MessageHeaderEncoder.ENCODED_LENGTH + revoked.encodedLength());
    }

    int waitingCount() {
        return waiting.size();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
