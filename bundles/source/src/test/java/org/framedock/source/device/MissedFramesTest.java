package org.framedock.source.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.framedock.source.LossCause;
import org.framedock.source.MemorySlots;
import org.framedock.source.RecordingContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MissedFramesTest {

    private static final int PACKETS = 3;

    private final RecordingContext context = new RecordingContext(new MemorySlots(2, 1, 1));
    private long withoutSlot = 700;

    @Test
    @DisplayName("frames that are left out are the device's, unless the library had no slot for as many")
    void shouldTellCauses() {
        final MissedFrames missed = missed(1);
        missed.onFrame(1);
        missed.onFrame(2);
        assertLost(0, 0);
        missed.onFrame(5);
        assertLost(0, 2);
        withoutSlot += 3;
        missed.onFrame(10);
        assertLost(3, 3);
        missed.onFrame(12);
        assertLost(3, 4);
    }

    @Test
    @DisplayName("what the library had no slot for before the first frame explains nothing")
    void shouldBeginWithFirstFrame() {
        final MissedFrames missed = missed(1);
        missed.onFrame(10);
        missed.onFrame(12);
        assertLost(0, 1);
    }

    @Test
    @DisplayName("packets without a slot account for as many frames as they make, a begun one included")
    void shouldCountPackets() {
        final MissedFrames missed = missed(PACKETS);
        missed.onFrame(1);
        withoutSlot += 3 * PACKETS - 1;
        missed.onFrame(3);
        missed.onFrame(5);
        assertLost(2, 0);
        missed.onFrame(9);
        assertLost(3, 2);
    }

    @Test
    @DisplayName("an incomplete frame is not counted a second time as missing")
    void shouldNotCountIncompleteTwice() {
        final MissedFrames missed = missed(1);
        missed.onFrame(1);
        missed.onIncomplete();
        missed.onIncomplete();
        missed.onFrame(5);
        assertLost(0, 1);
        missed.onIncomplete();
        missed.onFrameWithoutId();
        missed.onFrame(6);
        assertLost(0, 1);
    }

    private MissedFrames missed(final int unitsPerFrame) {
        return new MissedFrames(context, new FrameIds(true), unitsPerFrame, () -> withoutSlot);
    }

    private void assertLost(final long noFreeSlot, final long deviceDropped) {
        assertEquals(noFreeSlot, context.lost(LossCause.NO_FREE_SLOT));
        assertEquals(deviceDropped, context.lost(LossCause.DEVICE_DROPPED));
    }
}
