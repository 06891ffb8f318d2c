package org.framedock.dock.internal;

/** When a device may be tried again: each time later, up to a limit. Stream's thread only. */
final class Backoff {

    private final long firstNs;
    private final long longestNs;
    private long delayNs;
    private long dueNs;

    /** Due at once. */
    Backoff(final long firstNs, final long longestNs, final long nowNs) {
        this.firstNs = firstNs;
        this.longestNs = longestNs;
        this.dueNs = nowNs;
    }

    void fail(final long nowNs) {
        delayNs = delayNs == 0 ? firstNs : Math.min(2 * delayNs, longestNs);
        dueNs = nowNs + delayNs;
    }

    /** The next failure is a first one again. */
    void forget() {
        delayNs = 0;
    }

    void beDueNow(final long nowNs) {
        dueNs = nowNs;
    }

    boolean isDue(final long nowNs) {
        return nowNs - dueNs >= 0;
    }

    /** The earlier of a time and the one at which it is due. */
    long soonest(final long otherNs) {
        return dueNs - otherNs < 0 ? dueNs : otherNs;
    }
}
