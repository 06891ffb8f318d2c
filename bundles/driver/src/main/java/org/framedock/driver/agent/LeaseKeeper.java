package org.framedock.driver.agent;

import org.framedock.protocol.lease.RevokeReason;
import org.framedock.protocol.lease.Role;

/** Gives leases and ends them, with all that follows from it: node ids, revocations, epochs, announces. */
final class LeaseKeeper {

    private final LeaseTable leases;
    private final NodeIds nodeIds = new NodeIds();
    private final EpochKeeper epochs;
    private final Revocations revocations;
    private final Announcer announcer;
    private final Tally tally;
    private final DutyClock clock;
    private boolean changed;

    LeaseKeeper(final LeaseTable leases, final EpochKeeper epochs, final Revocations revocations,
        final Announcer announcer, final Tally tally, final DutyClock clock) {
        this.leases = leases;
        this.epochs = epochs;
        this.revocations = revocations;
        this.announcer = announcer;
        this.tally = tally;
        this.clock = clock;
    }

    /** Whether a client may have the node id that it asks for (D-14). */
    boolean isFree(final long nodeId) {
        return !nodeIds.isTaken(nodeId);
    }

    /** Gives a lease of a stream that has regions. */
    Lease give(final StreamState stream, final long clientId, final Role role, final long correlationId,
        final long desiredNodeId, final int sessionId) {
        final long nodeId = desiredNodeId == Lease.NO_NODE ? nodeIds.takeAny() : nodeIds.take(desiredNodeId);
        final Lease lease = leases.add(stream, clientId, role, correlationId, nodeId, sessionId, clock.nowNs());
        if (lease.isProducer()) {
            stream.producer = lease;
        } else {
            stream.consumerCount++;
        }
        changed = true;
        return lease;
    }

    /** Extends a lease; what matches none changes nothing (D-5). No allocation. */
    void keepAlive(final long leaseId, final long streamId, final long clientId, final int role) {
        final Lease lease = leases.find(leaseId);
        if (lease != null && lease.matches(streamId, clientId, role)) {
            leases.keepAlive(lease, clock.nowNs());
        }
    }

    /** Ends a lease if exactly that one is meant (D-8). */
    boolean detach(final long leaseId, final long streamId, final long clientId, final int role) {
        final Lease lease = leases.find(leaseId);
        if (lease == null || !lease.matches(streamId, clientId, role)) {
            return false;
        }
        end(lease, RevokeReason.DETACHED, "lease detached");
        return true;
    }

    /**
     * Ends leases whose deadline has passed (D-5). After a producer's, which costs the making of files, the others wait
     * for the next cycle.
     */
    int expire() {
        int count = 0;
        boolean goOn = true;
        for (Lease lease = leases.findExpired(clock.nowNs()); goOn && lease != null;
            lease = leases.findExpired(clock.nowNs())) {
            end(lease, RevokeReason.EXPIRED, "lease expired");
            tally.expired++;
            count++;
            goOn = !lease.isProducer();
        }
        return count;
    }

    /** Ends all leases, since their holders can no longer be heard (D-19a). */
    void revokeAll(final String text) {
        while (!leases.all().isEmpty()) {
            end(leases.all().get(0), RevokeReason.REVOKED, text);
        }
    }

    /** The order of messages is revocation, announce, and the answer to a detach (D-6). */
    private void end(final Lease lease, final RevokeReason reason, final String text) {
        leases.remove(lease);
        nodeIds.release(lease.nodeId);
        changed = true;
        revocations.publish(lease, reason, text);
        final StreamState stream = lease.stream;
        if (!lease.isProducer()) {
            stream.consumerCount--;
            return;
        }
        stream.producer = null;
        if (epochs.raise(stream) == null) {
            announcer.announce(stream);
        } else {
            epochs.withdraw(stream);
        }
    }

    /** Whether leases were given or ended since the last call. */
    boolean takeChanged() {
        final boolean result = changed;
        changed = false;
        return result;
    }
}
