package org.framedock.pattern.verifier;

/** Says when a line of live figures is due: once a period, on time, however long the last one took. One thread. */
final class LiveLine {

    /** The period of people. */
    static final long SECOND_NS = 1_000_000_000L;

    private final long periodNs;
    private long dueNs;

    /**
     * First due a period from now.
     *
     * @param nowNs    the time.
     * @param periodNs between two lines.
     */
    LiveLine(final long nowNs, final long periodNs) {
        this.periodNs = periodNs;
        dueNs = nowNs + periodNs;
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
        dueNs += periodNs;
        if (nowNs - dueNs >= 0) {
            // Held up for periods: the lines in between would all say the same.
            dueNs = nowNs + periodNs;
        }
        return true;
    }
}
