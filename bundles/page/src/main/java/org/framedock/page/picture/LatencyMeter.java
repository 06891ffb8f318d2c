package org.framedock.page.picture;

import java.util.ArrayList;
import java.util.List;
import org.framedock.protocol.pool.FrameDescriptorDecoder;

/**
 * Ages of a stream's frames: since they were published if their descriptors say when, else since they were captured.
 * What tells neither, or tells a time to come, whose clock is another one, is not counted. Any thread.
 */
final class LatencyMeter {

    private final LatencyWindow published;
    private final LatencyWindow captured;

    LatencyMeter(final long nowNs) {
        published = new LatencyWindow(Latency.Since.PUBLISHED, nowNs);
        captured = new LatencyWindow(Latency.Since.CAPTURED, nowNs);
    }

    /** Counts a frame. All times are CLOCK_MONOTONIC, nanoseconds. */
    void record(final long publishedNs, final long capturedNs, final long nowNs) {
        if (publishedNs != FrameDescriptorDecoder.timestampNsNullValue() && nowNs - publishedNs >= 0) {
            published.record(nowNs - publishedNs, nowNs);
        } else if (capturedNs != 0 && nowNs - capturedNs >= 0) {
            captured.record(nowNs - capturedNs, nowNs);
        }
    }

    /** Since publication first; empty if nothing is known. */
    List<Latency> latencies(final long nowNs) {
        final List<Latency> known = new ArrayList<>();
        for (final LatencyWindow window : new LatencyWindow[] {published, captured}) {
            final Latency latency = window.latency(nowNs);
            if (latency != null) {
                known.add(latency);
            }
        }
        return known;
    }
}
