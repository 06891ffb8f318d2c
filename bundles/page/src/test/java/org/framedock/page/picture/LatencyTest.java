package org.framedock.page.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LatencyTest {

    private static final long START_NS = TimeUnit.HOURS.toNanos(5);
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LatencyMeter meter = new LatencyMeter(START_NS);

    private static void assertNear(final long expected, final long actual) {
        assertTrue(Math.abs(actual - expected) <= expected / 100, expected + " is not about " + actual);
    }

    @Test
    @DisplayName("since publication goes before since capture; what tells neither, or a time to come, is left out")
    void shouldTellPublicationFirst() {
        for (int i = 1; i <= 100; i++) {
            meter.record(START_NS, START_NS - 7, START_NS + i * MS);
        }
        meter.record(-1, START_NS, START_NS + 40 * MS);
        meter.record(-1, 0, START_NS);
        meter.record(-1, START_NS + 1, START_NS);
        final List<Latency> latencies = meter.latencies(START_NS + 100 * MS);
        assertEquals(2, latencies.size());
        final Latency published = latencies.get(0);
        assertEquals(Latency.Since.PUBLISHED, published.since());
        assertEquals(100, published.frames());
        assertEquals(5050 * MS, published.sumNs());
        assertNear(50 * MS, published.p50Ns());
        assertNear(99 * MS, published.p99Ns());
        assertNear(100 * MS, published.maxNs());
        assertEquals(Latency.Since.CAPTURED, latencies.get(1).since());
        assertEquals(1, latencies.get(1).frames());
    }

    @Test
    @DisplayName("quantiles forget what is older than two minutes, the sum and the count do not")
    void shouldForget() {
        meter.record(-1, START_NS, START_NS + 500 * MS);
        long nowNs = START_NS + LatencyWindow.TURN_NS;
        meter.record(-1, nowNs, nowNs + MS);
        assertNear(500 * MS, meter.latencies(nowNs).get(0).maxNs());
        nowNs += LatencyWindow.TURN_NS;
        meter.record(-1, nowNs, nowNs + MS);
        final Latency later = meter.latencies(nowNs + MS).get(0);
        assertNear(MS, later.maxNs());
        assertEquals(3, later.frames());
        assertEquals(502 * MS, later.sumNs());
        assertTrue(meter.latencies(nowNs + 3 * LatencyWindow.TURN_NS).isEmpty());
    }

    @Test
    @DisplayName("an age of an hour is counted as the longest one that there is room for")
    void shouldBoundAges() {
        meter.record(-1, START_NS - TimeUnit.HOURS.toNanos(1), START_NS);
        assertNear(TimeUnit.MINUTES.toNanos(1), meter.latencies(START_NS).get(0).maxNs());
    }
}
