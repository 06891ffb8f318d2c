package org.framedock.pattern.verifier;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.framedock.client.FrameView;
import org.framedock.protocol.pool.FrameDescriptorDecoder;

/**
 * How old frames are when the handler gets them: since they were published if their descriptors say when, else since
 * they were captured. Frames without either are counted apart, and so are those from the future, whose clock is another
 * one. One thread; no allocation for a frame.
 */
final class LatencyMeter {

    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 3;
    private static final double NS_PER_US = 1e3;

    private final Histogram sincePublished = new Histogram(LONGEST_NS, DIGITS);
    private final Histogram sinceCaptured = new Histogram(LONGEST_NS, DIGITS);
    private long untold;

    void onFrame(final FrameView frame) {
        record(frame.publishTimestampNs(), frame.timestampNs(), System.nanoTime());
    }

    void record(final long publishedNs, final long capturedNs, final long nowNs) {
        if (publishedNs != FrameDescriptorDecoder.timestampNsNullValue() && nowNs - publishedNs >= 0) {
            sincePublished.recordValue(Math.min(nowNs - publishedNs, LONGEST_NS));
        } else if (capturedNs != 0 && nowNs - capturedNs >= 0) {
            sinceCaptured.recordValue(Math.min(nowNs - capturedNs, LONGEST_NS));
        } else {
            untold++;
        }
    }

    /** One line, or two if some frames told one time and some the other. */
    String summary() {
        final StringBuilder text = new StringBuilder();
        if (sincePublished.getTotalCount() > 0) {
            text.append(line("published", sincePublished));
        }
        if (sinceCaptured.getTotalCount() > 0) {
            text.append(text.isEmpty() ? "" : System.lineSeparator()).append(line("captured", sinceCaptured));
        }
        if (text.isEmpty()) {
            text.append("latency: not known");
        }
        return text + (untold == 0 ? "" : ", " + untold + " frames without a time of this host's monotonic clock");
    }

    private static String line(final String since, final Histogram histogram) {
        return String.format(Locale.ROOT, "latency since %s, us: p50 %.1f, p90 %.1f, p99 %.1f, p99.9 %.1f, max %.1f,"
            + " of %d frames", since, percentile(histogram, 50), percentile(histogram, 90), percentile(histogram, 99),
            percentile(histogram, 99.9), histogram.getMaxValue() / NS_PER_US, histogram.getTotalCount());
    }

    private static double percentile(final Histogram histogram, final double percentile) {
        return histogram.getValueAtPercentile(percentile) / NS_PER_US;
    }
}
