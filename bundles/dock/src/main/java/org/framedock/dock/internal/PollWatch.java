package org.framedock.dock.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a poll is under way and since when, so that one that does not return can be seen and given up by another
 * thread. One begin and one end a poll, no allocation.
 */
final class PollWatch {

    private static final int NOT_POLLING = 0;
    private static final int POLLING = 1;
    private static final int GIVEN_UP = 2;

    private final AtomicInteger state = new AtomicInteger(NOT_POLLING);
    /** Published by the state. */
    private long beganNs;

    /** Stream's thread. */
    void begin(final long nowNs) {
        beganNs = nowNs;
        state.lazySet(POLLING);
    }

    /** Stream's thread; false if the poll was given up: the caller is the stream's thread no more. */
    boolean end() {
        return state.compareAndSet(POLLING, NOT_POLLING);
    }

    /** For how long the poll that is under way has not returned, 0 if none is. Any thread. */
    long underWayNs(final long nowNs) {
        return state.get() == POLLING ? Math.max(0, nowNs - beganNs) : 0;
    }

    /** Gives the poll up that is under way; false if it has returned meanwhile. Any thread. */
    boolean giveUp() {
        return state.compareAndSet(POLLING, GIVEN_UP);
    }

    /** The thread that takes over begins anew. */
    void reset() {
        state.set(NOT_POLLING);
    }
}
