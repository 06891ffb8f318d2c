package org.framedock.page.picture;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Ages of frames during the last minute or two, in two histograms that take turns: a page that is looked at for days
 * tells how it is now, in as much memory as at its beginning. Any thread.
 */
final class LatencyWindow {

    /** So long one histogram is filled. */
    static final long TURN_NS = TimeUnit.MINUTES.toNanos(1);

    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 2;
    private static final double HALF = 50;
    private static final double MOST = 99;

    private final Latency.Since since;
    private Histogram current = new Histogram(LONGEST_NS, DIGITS);
    private Histogram earlier = new Histogram(LONGEST_NS, DIGITS);
    private long turnedNs;
    private long frames;
    private long sumNs;

    LatencyWindow(final Latency.Since since, final long nowNs) {
        this.since = since;
        this.turnedNs = nowNs;
    }

    synchronized void record(final long ageNs, final long nowNs) {
        turn(nowNs);
        final long bounded = Math.min(ageNs, LONGEST_NS);
        current.recordValue(bounded);
        frames++;
        sumNs += bounded;
    }

    private void turn(final long nowNs) {
        if (nowNs - turnedNs >= TURN_NS) {
            final Histogram older = earlier;
            earlier = current;
            if (nowNs - turnedNs >= 2 * TURN_NS) {
                earlier.reset();
            }
            older.reset();
            current = older;
            turnedNs = nowNs;
        }
    }

    /** Null if no frame of the last minute or two told a time. */
    synchronized Latency latency(final long nowNs) {
        turn(nowNs);
        final Histogram both = earlier.copy();
        both.add(current);
        return both.getTotalCount() == 0 ? null : new Latency(since, frames, sumNs,
            both.getValueAtPercentile(HALF), both.getValueAtPercentile(MOST), both.getMaxValue());
    }
}
