package org.framedock.source.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeviceClockTest {

    private static final long FRAME_NS = 1_000_000L;
    private static final long WAY_NS = 200_000L;
    private static final long HOST_BEGAN_NS = 77_000_000_000L;

    @Test
    @DisplayName("jitter of the delivery does not reach the capture time, which is late by the shortest way alone")
    void shouldFilterJitter() {
        final DeviceClock clock = new DeviceClock(1e9);
        final Random random = new Random(1);
        for (int frame = 1; frame < 10_000; frame++) {
            final long deviceNs = frame * FRAME_NS;
            final long jitterNs = frame % 50 == 0 ? 0 : random.nextInt(5_000_000);
            final long captureNs = clock.captureNs(deviceNs, HOST_BEGAN_NS + deviceNs + WAY_NS + jitterNs);
            if (frame > 100) {
                assertEquals(HOST_BEGAN_NS + deviceNs + WAY_NS, captureNs, "frame " + frame);
            }
        }
    }

    @Test
    @DisplayName("ticks of another length are as good, and a drift of 50 parts in a million costs 0.1 ms at most")
    void shouldFollowDrift() {
        final DeviceClock clock = new DeviceClock(125e6);
        for (int frame = 1; frame < 60_000; frame++) {
            final long trueNs = frame * FRAME_NS;
            final long ticks = (long)(trueNs * 1.00005 / 8);
            final long captureNs = clock.captureNs(ticks, HOST_BEGAN_NS + trueNs + WAY_NS);
            final long errorNs = captureNs - (HOST_BEGAN_NS + trueNs + WAY_NS);
            assertTrue(Math.abs(errorNs) <= 110_000, "frame " + frame + ": " + errorNs + " ns");
        }
        assertTrue(clock.isBelieved());
    }

    @Test
    @DisplayName("a clock that does not run at the rate it claims is not believed: deliveries count then")
    void shouldNotBelieveWrongRate() {
        final DeviceClock clock = new DeviceClock(1e9);
        for (int frame = 1; frame < 10_000; frame++) {
            final long nowNs = HOST_BEGAN_NS + frame * FRAME_NS;
            final long captureNs = clock.captureNs(frame * FRAME_NS / 8, nowNs);
            assertTrue(captureNs <= nowNs && nowNs - captureNs <= 1_000_000_000L, "frame " + frame);
            if (frame > 6_000) {
                assertEquals(nowNs, captureNs);
            }
        }
        assertFalse(clock.isBelieved());
    }

    @Test
    @DisplayName("deliveries that were held up for seconds do not make the clock a wrong one")
    void shouldSurvivePause() {
        final DeviceClock clock = new DeviceClock(1e9);
        long pausedNs = 0;
        for (int frame = 1; frame < 20_000; frame++) {
            pausedNs = frame % 7_000 == 0 ? 3_000_000_000L : Math.max(0, pausedNs - FRAME_NS * 50);
            final long deviceNs = frame * FRAME_NS;
            clock.captureNs(deviceNs, HOST_BEGAN_NS + deviceNs + WAY_NS + pausedNs);
        }
        assertTrue(clock.isBelieved());
    }

    @Test
    @DisplayName("no time, a time that stands still or one that jumps back make it the time of delivery")
    void shouldFallBackToDelivery() {
        final DeviceClock clock = new DeviceClock(1e9);
        assertEquals(1_000, clock.captureNs(0, 1_000));
        assertEquals(2_000, clock.captureNs(500, 2_000));
        assertEquals(3_000, clock.captureNs(500, 3_000));
        assertEquals(4_000, clock.captureNs(400, 4_000));
    }

    @Test
    @DisplayName("a clock that was set forward gives the time of delivery, and is followed from there")
    void shouldLearnAnew() {
        final DeviceClock clock = new DeviceClock(1e9);
        assertEquals(70 * FRAME_NS, clock.captureNs(1_234_567 * FRAME_NS, 70 * FRAME_NS));
        assertEquals(80 * FRAME_NS, clock.captureNs(1_234_577 * FRAME_NS, 85 * FRAME_NS));
        assertEquals(90 * FRAME_NS, clock.captureNs(3 * FRAME_NS, 90 * FRAME_NS));
        assertEquals(100 * FRAME_NS, clock.captureNs(13 * FRAME_NS, 103 * FRAME_NS));
        assertEquals(110 * FRAME_NS, clock.captureNs(2_000 * FRAME_NS, 110 * FRAME_NS));
        assertEquals(120 * FRAME_NS, clock.captureNs(2_010 * FRAME_NS, 121 * FRAME_NS));
    }
}
