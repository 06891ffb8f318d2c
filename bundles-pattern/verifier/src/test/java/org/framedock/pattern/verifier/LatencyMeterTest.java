package org.framedock.pattern.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.framedock.protocol.pool.FrameDescriptorDecoder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How old frames were, by whichever time they carry. */
class LatencyMeterTest {

    private static final long NONE = FrameDescriptorDecoder.timestampNsNullValue();
    private final LatencyMeter meter = new LatencyMeter();

    @Test
    @DisplayName("nothing is known without frames")
    void shouldSayNothingWithoutFrames() {
        assertEquals("latency: not known", meter.summary());
    }

    @Test
    @DisplayName("the time of publication counts before that of capture")
    void shouldPreferPublication() {
        for (int i = 1; i <= 100; i++) {
            meter.record(1_000_000, 1, 1_000_000 + i * 1_000L);
        }
        assertTrue(meter.summary().startsWith("latency since published, us: p50 50.0, p90 9"), meter.summary());
        assertTrue(meter.summary().contains("max 100.0, of 100 frames"), meter.summary());
    }

    @Test
    @DisplayName("without a time of publication that of capture counts")
    void shouldFallBackToCapture() {
        meter.record(NONE, 1_000_000, 3_000_000);
        assertTrue(meter.summary().startsWith("latency since captured, us: p50 2000."), meter.summary());
    }

    @Test
    @DisplayName("frames without a time, and those of another clock, are counted apart")
    void shouldCountUntold() {
        meter.record(NONE, 0, 5);
        meter.record(NONE, 1_000, 5);
        assertEquals("latency: not known, 2 frames without a time of this host's monotonic clock", meter.summary());
    }

    @Test
    @DisplayName("a frame that is older than the histogram is wide counts as the oldest")
    void shouldBoundAge() {
        meter.record(NONE, 1, Long.MAX_VALUE / 2);
        assertTrue(meter.summary().contains("of 1 frames"), meter.summary());
    }
}
