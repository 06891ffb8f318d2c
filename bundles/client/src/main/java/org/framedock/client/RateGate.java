package org.framedock.client;

/**
 * Thins a series of frames to so many a second, by their own times (W-25, W-26). Without allocation; one thread.
 */
final class RateGate {

    private static final long SECOND_NS = 1_000_000_000L;

    private final long intervalNs;
    private long dueNs;
    private boolean begun;

    /**
     * A gate.
     *
     * @param rateHz frames a second, 0 for all.
     */
    RateGate(final long rateHz) {
        this.intervalNs = rateHz == 0 ? 0 : SECOND_NS / rateHz;
    }

    boolean isOpenForAll() {
        return intervalNs == 0;
    }

    /** Whether the frame of that time may pass. Keeps the mean rate, without bursts after a pause. */
    boolean pass(final long timeNs) {
        if (intervalNs == 0) {
            return true;
        }
        final long aheadNs = timeNs - dueNs;
        // A clock that went back, or a wrong time that lay far ahead, must not keep the gate shut.
        final boolean isElsewhere = aheadNs < -2 * intervalNs;
        if (begun && aheadNs < 0 && !isElsewhere) {
            return false;
        }
        dueNs = !begun || isElsewhere || aheadNs >= intervalNs ? timeNs + intervalNs : dueNs + intervalNs;
        begun = true;
        return true;
    }

    /** The next frame passes. */
    void reset() {
        begun = false;
    }
}
