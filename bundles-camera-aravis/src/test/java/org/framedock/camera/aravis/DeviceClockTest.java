package org.framedock.camera.aravis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeviceClockTest {

    private static final long MS = 1_000_000L;
    private static final long PERIOD_NS = 10 * MS;
    private static final long AHEAD_NS = 1_234_567 * MS;
    private static final int SEED = 4;

    private final DeviceClock clock = new DeviceClock();

    @Test
    @DisplayName("takes the varying part of the way out of the times of arrival, and is never later than the arrival")
    void shouldTakeJitterOut() {
        final Random random = new Random(SEED);
        long lastNs = 0;
        for (int frame = 0; frame < 2_000; frame++) {
            final long stampedNs = 5_000 * MS + frame * PERIOD_NS;
            final long arrivalNs = stampedNs + MS + (long)(random.nextDouble() * 3 * MS);
            final long captureNs = clock.captureNs(stampedNs + AHEAD_NS, arrivalNs);
            assertTrue(captureNs <= arrivalNs && captureNs > lastNs, "frame " + frame);
            if (frame > 200) {
                // The least way was 1 ms; the difference may grow by 0.2 ms a second between frames that come so soon.
                final long errorNs = captureNs - stampedNs - MS;
                assertTrue(errorNs >= 0 && errorNs < MS / 2, "frame " + frame + " is " + errorNs + " ns off");
            }
            lastNs = captureNs;
        }
    }

    @Test
    @DisplayName("follows a clock that is slower than this host's by 100 parts per million")
    void shouldFollowDrift() {
        for (int frame = 1; frame < 100_000; frame++) {
            final long trueNs = frame * PERIOD_NS;
            final long captureNs = clock.captureNs(trueNs - trueNs / 10_000, trueNs + MS);
            assertTrue(Math.abs(captureNs - trueNs - MS) < MS / 100, "frame " + frame);
        }
    }

    @Test
    @DisplayName("takes the arrival if the camera has no clock, or if it was set, and learns anew")
    void shouldFallBackToArrival() {
        assertEquals(50 * MS, clock.captureNs(0, 50 * MS));
        assertEquals(60 * MS, clock.captureNs(0, 60 * MS));
        assertEquals(70 * MS, clock.captureNs(AHEAD_NS, 70 * MS));
        assertEquals(80 * MS, clock.captureNs(AHEAD_NS + 10 * MS, 85 * MS), 1_000_000.0);
        assertEquals(90 * MS, clock.captureNs(3 * MS, 90 * MS));
        assertEquals(100 * MS, clock.captureNs(13 * MS, 103 * MS), 1_000_000.0);
        assertEquals(110 * MS, clock.captureNs(2_000 * MS, 110 * MS));
    }
}
