package org.framedock.pattern.verifier;

/** Says when a line of live figures is due: once a second, on time, however long the last one took. One thread. */
final class LiveLine {

    private static final long PERIOD_NS = 1_000_000_000L;

    private long dueNs;

    /**
     * First due a second from now.
     *
     * @param nowNs the time.
     */
    LiveLine(final long nowNs) {
        dueNs = nowNs + PERIOD_NS;
    }

    /**
     * Tells whether a line is due, and if so, when the next one is.
     *
     * @param nowNs the time.
     * @return true if it is to be printed now.
     */
    boolean isDue(final long nowNs) {
        if (nowNs - dueNs < 0) {
            return false;
        }
        dueNs += PERIOD_NS;
        if (nowNs - dueNs >= 0) {
            // Held up for seconds: the lines in between would all say the same.
            dueNs = nowNs + PERIOD_NS;
        }
        return true;
    }
}
