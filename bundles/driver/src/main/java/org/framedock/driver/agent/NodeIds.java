package org.framedock.driver.agent;

import org.agrona.collections.LongHashSet;

/** Which node ids are taken (D-14). */
final class NodeIds {

    /** Ids that are given out unasked lie below this, since that is what a snowflake id has room for. */
    private static final int ASSIGNED_BELOW = 1024;

    private final LongHashSet taken = new LongHashSet();
    private int next;

    boolean isTaken(final long nodeId) {
        return taken.contains(nodeId);
    }

    /** Takes a certain id that is free. */
    long take(final long nodeId) {
        taken.add(nodeId);
        return nodeId;
    }

    /** Takes some free id; one that was given back is taken again as late as possible. */
    long takeAny() {
        for (int i = 0; i < ASSIGNED_BELOW; i++) {
            final int candidate = (next + i) % ASSIGNED_BELOW;
            if (!taken.contains(candidate)) {
                next = candidate + 1;
                return take(candidate);
            }
        }
        return Lease.NO_NODE;
    }

    void release(final long nodeId) {
        taken.remove(nodeId);
    }
}
