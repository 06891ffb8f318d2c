package org.framedock.replay;

/**
 * Says when the next frame is due. Deadlines are counted from a start, so that late polls do not add up to a drift;
 * whoever falls behind by more than a second starts anew instead of catching up in a burst. Times are of one monotonic
 * clock, in nanoseconds. One thread; no allocation after construction.
 */
final class Pace {

    private static final double NS_PER_SECOND = 1e9;
    private static final long FORGIVEN_LATENESS_NS = 1_000_000_000L;

    private final double intervalNs;
    private boolean isStarted;
    private long startNs;
    private long framesSinceStart;

    /**
     * A pace that starts when it is first asked.
     *
     * @param rateHz frames a second; 0 for as fast as it can.
     */
    Pace(final double rateHz) {
        intervalNs = rateHz == 0 ? 0 : NS_PER_SECOND / rateHz;
    }

    /**
     * Tells whether a frame is due.
     *
     * @param nowNs the time.
     * @return true if so; stays true until {@link #advance}.
     */
    boolean isDue(final long nowNs) {
        final long latenessNs = nowNs - startNs - (long)(framesSinceStart * intervalNs);
        if (isStarted && latenessNs <= FORGIVEN_LATENESS_NS) {
            return latenessNs >= 0 || intervalNs == 0;
        }
        isStarted = true;
        startNs = nowNs;
        framesSinceStart = 0;
        return true;
    }

    /** When the next frame is due, once {@link #isDue} was asked. */
    long dueNs() {
        return startNs + (long)(framesSinceStart * intervalNs);
    }

    /** The frame that was due is out. */
    void advance() {
        framesSinceStart++;
    }
}
