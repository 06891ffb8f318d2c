package org.framedock.bench.latency;

import org.HdrHistogram.Histogram;
import org.framedock.bench.load.Blackboard;
import org.framedock.bench.load.FrameUse;
import org.framedock.client.FrameView;

/**
 * Records when a frame reaches its handler: since it should have been published, so that a producer that falls behind
 * hides nothing, and since its publishing really began. Both times come from one clock, CLOCK_MONOTONIC. The
 * consumer's thread.
 */
public final class LatencyUse extends FrameUse {

    private static final long LONGEST_NS = 10_000_000_000L;
    private static final int DIGITS = 3;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    private final Histogram sinceIntended = new Histogram(LONGEST_NS, DIGITS);
    private final Histogram sinceBegun = new Histogram(LONGEST_NS, DIGITS);

    @Override
    protected long use(final FrameView frame) {
        final long nowNs = System.nanoTime();
        final long intendedNs = frame.buffer().getLong(0);
        sinceIntended.recordValue(bounded(nowNs - intendedNs));
        sinceBegun.recordValue(bounded(nowNs - frame.timestampNs()));
        return intendedNs;
    }

    private static long bounded(final long ns) {
        return Math.max(0, Math.min(ns, LONGEST_NS));
    }

    @Override
    protected void begin() {
        sinceIntended.reset();
        sinceBegun.reset();
    }

    @Override
    protected void end(final Blackboard board) {
        board.result(Blackboard.SAMPLES, sinceIntended.getTotalCount());
        for (int i = 0; i < PERCENTILES.length; i++) {
            board.result(Blackboard.SINCE_INTENDED + i, sinceIntended.getValueAtPercentile(PERCENTILES[i]));
            board.result(Blackboard.SINCE_BEGUN + i, sinceBegun.getValueAtPercentile(PERCENTILES[i]));
        }
    }
}
