package org.framedock.driver.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.collections.Int2IntCounterMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.framedock.protocol.lease.Role;

/** The live leases: ids that are never used twice (D-2), deadlines that keepalives move (D-5). */
final class LeaseTable {

    private final long lifeNs;
    private final Long2ObjectHashMap<Lease> byId = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<Lease> byClient = new Long2ObjectHashMap<>();
    private final Int2IntCounterMap countBySession = new Int2IntCounterMap(0);
    private final List<Lease> inOrder = new ArrayList<>();
    /** Starts at random, so that a lease of a former driver means none of this one (D-19). */
    private long nextLeaseId = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE >> 1);
    /** No deadline is earlier; keepalives make it lag, which costs one look at all leases. */
    private long earliestDeadlineNs;

    /** Leases that live for some nanoseconds after each keepalive. */
    LeaseTable(final long lifeNs) {
        this.lifeNs = lifeNs;
    }

    Lease add(final StreamState stream, final long clientId, final Role role, final long correlationId,
        final long nodeId, final int sessionId, final long nowNs) {
        final Lease lease =
            new Lease(nextLeaseId++, stream, clientId, role, correlationId, nodeId, sessionId, nowNs);
        lease.deadlineNs = nowNs + lifeNs;
        if (inOrder.isEmpty() || lease.deadlineNs - earliestDeadlineNs < 0) {
            earliestDeadlineNs = lease.deadlineNs;
        }
        byId.put(lease.leaseId, lease);
        byClient.put(clientId, lease);
        inOrder.add(lease);
        countBySession.incrementAndGet(sessionId);
        return lease;
    }

    void remove(final Lease lease) {
        byId.remove(lease.leaseId);
        byClient.remove(lease.clientId);
        inOrder.remove(lease);
        countBySession.decrementAndGet(lease.sessionId);
    }

    /** How many live leases came from a session. */
    int countOf(final int sessionId) {
        return countBySession.get(sessionId);
    }

    Lease find(final long leaseId) {
        return byId.get(leaseId);
    }

    Lease findByClient(final long clientId) {
        return byClient.get(clientId);
    }

    /** Moves a lease's deadline away. No allocation. */
    void keepAlive(final Lease lease, final long nowNs) {
        lease.lastKeepaliveNs = nowNs;
        lease.deadlineNs = nowNs + lifeNs;
        lease.postponedNs = 0;
    }

    /**
     * Moves all deadlines, since for a while the driver did not read the keepalives that may have come. On a machine
     * that holds it up in every cycle, leases of the dead would never end: once it has waited for a lease's life in
     * all, it waits no more.
     */
    void postpone(final long byNs) {
        for (int i = 0; i < inOrder.size(); i++) {
            final Lease lease = inOrder.get(i);
            if (lease.postponedNs < lifeNs) {
                lease.postponedNs += byNs;
                lease.deadlineNs += byNs;
            }
        }
    }

    /** Some lease whose deadline has passed, or null. No allocation. */
    Lease findExpired(final long nowNs) {
        if (inOrder.isEmpty() || nowNs - earliestDeadlineNs < 0) {
            return null;
        }
        long earliestNs = inOrder.get(0).deadlineNs;
        for (int i = 0; i < inOrder.size(); i++) {
            final Lease lease = inOrder.get(i);
            if (nowNs - lease.deadlineNs >= 0) {
                return lease;
            }
            if (lease.deadlineNs - earliestNs < 0) {
                earliestNs = lease.deadlineNs;
            }
        }
        earliestDeadlineNs = earliestNs;
        return null;
    }

    /** All live leases, oldest first; a view. */
    List<Lease> all() {
        return inOrder;
    }
}
