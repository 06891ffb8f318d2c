package org.framedock.dock.internal;

import java.util.concurrent.TimeUnit;

/**
 * How long the dock waits for what.
 *
 * @param stopTimeoutNs  for a source's stop, before it is quarantined.
 * @param closeTimeoutNs for the same when the dock itself ends.
 * @param firstRetryNs   before a lost device is tried for the first time.
 * @param longestRetryNs before a device is tried again, at most; also the time after which it counts as steady.
 * @param threadsLeftNs  for the threads of a source to end after its stop: closing a device that is gone takes
 *                       seconds.
 */
record Timings(
    long stopTimeoutNs, long closeTimeoutNs, long firstRetryNs, long longestRetryNs, long threadsLeftNs) {

    private static final long CLOSE_TIMEOUT_NS = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final long FIRST_RETRY_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_RETRY_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long THREADS_LEFT_NS = TimeUnit.SECONDS.toNanos(10);

    /** The usual ones with a given stop timeout. */
    static Timings withStopTimeoutMs(final long stopTimeoutMs) {
        final long stopTimeoutNs = TimeUnit.MILLISECONDS.toNanos(stopTimeoutMs);
        return new Timings(stopTimeoutNs, Math.min(stopTimeoutNs, CLOSE_TIMEOUT_NS), FIRST_RETRY_NS,
            LONGEST_RETRY_NS, THREADS_LEFT_NS);
    }
}
