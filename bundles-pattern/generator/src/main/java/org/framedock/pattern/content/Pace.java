package org.framedock.pattern.content;

/**
 * Says when the next frame is due. Deadlines are absolute, counted from the start, so that neither late polls nor
 * rounding add up to a drift. Whoever falls behind by more than a second starts anew instead of catching up in a
 * burst. Times are of one monotonic clock, in nanoseconds. One thread; no allocation after construction.
 */
public final class Pace {

    private static final double NS_PER_SECOND = 1e9;
    private static final long FORGIVEN_LATENESS_NS = 1_000_000_000L;

    private final double intervalNs;
    private boolean started;
    private long startNs;
    private long framesSinceStart;

    /**
     * A pace that starts when it is first asked.
     *
     * @param rateHz frames a second; 0 for as fast as it can.
     */
    public Pace(final double rateHz) {
        intervalNs = rateHz == 0 ? 0 : NS_PER_SECOND / rateHz;
    }

    /**
     * Tells whether a frame is due.
     *
     * @param nowNs the time.
     * @return true if so; stays true until {@link #advance}.
     */
    public boolean isDue(final long nowNs) {
        if (intervalNs == 0) {
            return true;
        }
        if (!started) {
            started = true;
            startAt(nowNs);
        }
        final long latenessNs = nowNs - startNs - (long)(framesSinceStart * intervalNs);
        if (latenessNs > FORGIVEN_LATENESS_NS) {
            startAt(nowNs);
        }
        return latenessNs >= 0;
    }

    /**
     * When the next frame is due.
     *
     * @return the time, of the clock that {@link #isDue} is asked by; of no meaning before it was asked.
     */
    public long dueNs() {
        return startNs + (long)(framesSinceStart * intervalNs);
    }

    /** Counts a frame as made: the next one is due one interval after it was. */
    public void advance() {
        framesSinceStart++;
    }

    private void startAt(final long nowNs) {
        startNs = nowNs;
        framesSinceStart = 0;
    }
}
