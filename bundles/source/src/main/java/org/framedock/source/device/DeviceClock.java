package org.framedock.source.device;

/**
 * Maps the device's clock to this host's CLOCK_MONOTONIC. One thread; allocates nothing.
 *
 * <p>The two clocks are compared whenever a frame is taken back: its time by the device, and now. What lies between is
 * the way of the frame, which is shortest for the luckiest frame of the last one to two seconds. That frame's
 * difference is taken for all: a capture time is therefore the device's own time, moved by a constant, and late by the
 * shortest way that a frame takes from the device's time stamp to its delivery (exposure, read-out and transfer, where
 * the device stamps before them). Jitter of the delivery does not reach it. Clocks that drift apart by 50 parts in a
 * million put an error of 0.1 ms on it at most.
 *
 * <p>A device whose clock stands still or jumps is not believed for that frame, and one whose clock does not run at the
 * rate that it claims is not believed any more: then the time of delivery is the capture time.
 */
public final class DeviceClock {

    private static final long WINDOW_NS = 1_000_000_000L;
    private static final long LARGEST_AGE_NS = 1_000_000_000L;
    private static final double LARGEST_DRIFT = 0.01;
    private static final long JITTER_NS = 1_000_000L;
    private static final int PATIENCE_WINDOWS = 3;
    private static final double NS_PER_S = 1e9;

    private final double nsPerTick;
    private final boolean ticksAreNs;
    private boolean running;
    private long firstTicks;
    private long lastTicks;
    private long windowStartNs;
    private long leastNs;
    private long leastBeforeNs;
    private long lastCaptureNs = Long.MIN_VALUE;
    private int driftingWindows;

    /**
     * Before the first frame.
     *
     * @param ticksPerSecond of the device's clock, more than 0.
     */
    public DeviceClock(final double ticksPerSecond) {
        nsPerTick = NS_PER_S / ticksPerSecond;
        ticksAreNs = ticksPerSecond == NS_PER_S;
    }

    /**
     * When a frame was captured.
     *
     * @param ticks the device's time of the frame, 0 if it has none.
     * @param nowNs CLOCK_MONOTONIC, right after the frame was taken back.
     * @return CLOCK_MONOTONIC, not later than now and not earlier than the frame before.
     */
    public long captureNs(final long ticks, final long nowNs) {
        final long mappedNs = ticks == 0 || !isBelieved() ? nowNs : mapped(ticks, nowNs);
        final long captureNs = nowNs - mappedNs > LARGEST_AGE_NS ? nowNs : mappedNs;
        lastCaptureNs = Math.min(nowNs, Math.max(captureNs, lastCaptureNs));
        return lastCaptureNs;
    }

    private long mapped(final long ticks, final long nowNs) {
        if (!running || ticks <= lastTicks) {
            begin(ticks, nowNs);
            return nowNs;
        }
        lastTicks = ticks;
        final long deviceNs = sinceFirstNs(ticks);
        final long differenceNs = nowNs - deviceNs;
        if (nowNs - windowStartNs > WINDOW_NS) {
            final double allowedNs = LARGEST_DRIFT * (nowNs - windowStartNs) + JITTER_NS;
            driftingWindows = Math.abs(leastNs - leastBeforeNs) > allowedNs ? driftingWindows + 1 : 0;
            leastBeforeNs = leastNs;
            leastNs = differenceNs;
            windowStartNs = nowNs;
        } else {
            leastNs = Math.min(leastNs, differenceNs);
        }
        return deviceNs + Math.min(leastNs, leastBeforeNs);
    }

    private void begin(final long ticks, final long nowNs) {
        running = true;
        firstTicks = ticks;
        lastTicks = ticks;
        windowStartNs = nowNs;
        leastNs = nowNs;
        leastBeforeNs = nowNs;
    }

    private long sinceFirstNs(final long ticks) {
        final long sinceFirst = ticks - firstTicks;
        return ticksAreNs ? sinceFirst : (long)(sinceFirst * nsPerTick);
    }

    /**
     * Whether the device's clock is used.
     *
     * @return false once it has been seen to run at another rate than it claims.
     */
    public boolean isBelieved() {
        return driftingWindows < PATIENCE_WINDOWS;
    }
}
