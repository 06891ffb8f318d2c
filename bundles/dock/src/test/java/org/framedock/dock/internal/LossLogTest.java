package org.framedock.dock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.TimeUnit;
import org.framedock.dock.FrameLoss;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Lost frames are logged with their causes, but seldom. */
class LossLogTest {

    private static final long HALF_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LossLog log = new LossLog();
    private final StreamCounters counters = new StreamCounters();

    @Test
    @DisplayName("a stream that loses nothing is not logged")
    void shouldSayNothingWithoutLoss() {
        assertNull(log.look("cam1", counters, 0));
        counters.framePublished(1);
        assertNull(log.look("cam1", counters, 4 * HALF_NS));
    }

    @Test
    @DisplayName("each cause is counted, and all together")
    void shouldNameCauses() {
        counters.lost(FrameLoss.NO_FREE_SLOT, 3);
        counters.lost(FrameLoss.INCOMPLETE, 1);
        assertEquals("stream cam1 lost 4 frames: incomplete 1, no free slot 3; 4 in all",
            log.look("cam1", counters, 0));
    }

    @Test
    @DisplayName("a second has to pass between two lines of a stream, and nothing of it is left out")
    void shouldLogOnceASecond() {
        counters.lost(FrameLoss.NO_FREE_SLOT, 1);
        assertEquals("stream cam1 lost 1 frame: no free slot 1; 1 in all", log.look("cam1", counters, 0));
        counters.lost(FrameLoss.NO_FREE_SLOT, 10);
        assertNull(log.look("cam1", counters, HALF_NS));
        counters.lost(FrameLoss.BACK_PRESSURE, 5);
        assertEquals("stream cam1 lost 15 frames: no free slot 10, back pressure 5; 16 in all",
            log.look("cam1", counters, 2 * HALF_NS));
        assertNull(log.look("cam1", counters, 4 * HALF_NS));
    }

    @Test
    @DisplayName("streams do not wait for each other")
    void shouldKeepStreamsApart() {
        counters.lost(FrameLoss.DID_NOT_FIT, 1);
        final StreamCounters others = new StreamCounters();
        others.lost(FrameLoss.DID_NOT_FIT, 2);
        log.look("cam1", counters, 0);
        assertEquals("stream cam2 lost 2 frames: did not fit 2; 2 in all", log.look("cam2", others, 1));
    }

    @Test
    @DisplayName("a stream that came back counts from 0")
    void shouldBeginAnewWithNewCounters() {
        counters.lost(FrameLoss.LEASE_LOST, 7);
        log.look("cam1", counters, 0);
        final StreamCounters anew = new StreamCounters();
        anew.lost(FrameLoss.LEASE_LOST, 2);
        assertEquals("stream cam1 lost 2 frames: lease lost 2; 2 in all", log.look("cam1", anew, 1));
    }
}
