package org.framedock.pattern.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long START_NS = -5_000_000_123L;

    @Test
    void shouldKeepTheRateOverAnHourWithoutDrift() {
        final Pace pace = new Pace(30);
        assertTrue(pace.isDue(START_NS));
        long frames = 0;
        // Polled every 7.3 ms, so every frame is late by a different amount.
        for (long ns = 0; ns <= 3600 * SECOND_NS; ns += 7_300_000) {
            while (pace.isDue(START_NS + ns)) {
                pace.advance();
                frames++;
            }
        }
        assertEquals(3600 * 30, frames, 1);
    }

    @Test
    void shouldHaveAFrameDueAtItsDeadlineAndNotBefore() {
        final Pace pace = new Pace(1000);
        assertTrue(pace.isDue(START_NS));
        pace.advance();
        assertFalse(pace.isDue(START_NS + 999_999));
        assertTrue(pace.isDue(START_NS + 1_000_000));
        assertTrue(pace.isDue(START_NS + 1_000_000), "stays due until it is made");
    }

    @Test
    void shouldCatchUpAfterAShortDelay() {
        assertEquals(501, framesAfterSilence(SECOND_NS / 2));
    }

    @Test
    void shouldStartAnewInsteadOfBurstingAfterMoreThanASecond() {
        assertEquals(1, framesAfterSilence(2 * SECOND_NS));
    }

    private static int framesAfterSilence(final long silenceNs) {
        final Pace pace = new Pace(1000);
        pace.isDue(START_NS);
        int frames = 0;
        while (pace.isDue(START_NS + silenceNs)) {
            pace.advance();
            frames++;
        }
        assertFalse(pace.isDue(START_NS + silenceNs + 999_999));
        assertTrue(pace.isDue(START_NS + silenceNs + 1_000_000), "the old rate goes on from there");
        return frames;
    }

    @Test
    void shouldKeepRatesBelowOneAMinute() {
        final Pace pace = new Pace(0.01);
        assertTrue(pace.isDue(0));
        pace.advance();
        assertFalse(pace.isDue(99 * SECOND_NS));
        assertTrue(pace.isDue(100 * SECOND_NS));
    }

    @Test
    void shouldAlwaysBeDueAtRateZero() {
        final Pace pace = new Pace(0);
        for (int i = 0; i < 10; i++) {
            assertTrue(pace.isDue(START_NS));
            pace.advance();
        }
    }
}
