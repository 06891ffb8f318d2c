package org.framedock.camera.aravis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.framedock.source.FrameFormat;
import org.framedock.source.LossCause;
import org.framedock.source.PixelFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SlotQueueTest {

    private static final int SUCCESS = 0;
    private static final int MISSING_PACKETS = 3;
    private static final int BYTES = 64;
    private static final int DEPTH = 4;
    private static final int PACKETS = 3;

    private final ScriptedAravis aravis = new ScriptedAravis();
    private final MemorySlots slots = new MemorySlots(8, DEPTH, BYTES);
    private final RecordingContext context = new RecordingContext(slots);
    private final List<Long> published = new ArrayList<>();
    private final List<Long> timestampsNs = new ArrayList<>();
    private SlotQueue queue;

    @BeforeEach
    void lendFirstSlots() {
        slots.reader((sequence, payload, info) -> {
            published.add(sequence);
            timestampsNs.add(info.timestampNs());
        });
        final long[] addresses = new long[slots.slotCount()];
        final Aravis library = aravis.library();
        queue = new SlotQueue(library, context, new BufferStream(library, 1, addresses, BYTES), new FrameIds(true),
            PACKETS, FrameFormat.image(PixelFormat.MONO8, 8, 8), DEPTH);
        work();
    }

    @Test
    @DisplayName("lends as many slots as it may and lends the next one for each that comes back")
    void shouldKeepDepth() {
        assertEquals(List.of(0, 1, 2, 3), aravis.pushed());
        fill(0, 1);
        assertEquals(1, work());
        assertEquals(List.of(0, 1, 2, 3, 4), aravis.pushed());
        assertEquals(DEPTH, slots.open());
    }

    @Test
    @DisplayName("lends only slots whose reservation is open")
    void shouldLendOnlyReservedSlots() {
        for (int frame = 0; frame < 100; frame++) {
            fill(frame % 8, frame + 1);
            work();
            assertEquals(aravis.pushed().subList(frame + 1, frame + 1 + DEPTH), List.copyOf(slots.openSlots()));
        }
        assertEquals(100, published.size());
    }

    @Test
    @DisplayName("holds a slot that is done before an earlier one, and publishes in the order of the reservations")
    void shouldPublishInOrder() {
        fill(2, 3);
        fill(1, 2);
        assertEquals(2, work());
        assertEquals(List.of(), published);
        assertEquals(4, aravis.pushed().size());
        fill(0, 1);
        work();
        assertEquals(List.of(0L, 1L, 2L), published);
        assertEquals(7, aravis.pushed().size());
    }

    @Test
    @DisplayName("abandons an incomplete frame as such, and does not count it a second time as dropped")
    void shouldAbandonIncomplete() {
        fill(0, 1);
        aravis.fill(1, MISSING_PACKETS, BYTES, 2, 0);
        fill(2, 3);
        work();
        assertEquals(List.of(0L, 2L), published);
        assertEquals(1, slots.abandoned(LossCause.INCOMPLETE));
        assertEquals(0, context.lost(LossCause.DEVICE_DROPPED));
    }

    @Test
    @DisplayName("abandons a frame of another size than was agreed")
    void shouldAbandonWrongSize() {
        aravis.fill(0, SUCCESS, BYTES - 1, 1, 0);
        work();
        assertEquals(1, slots.abandoned(LossCause.INCOMPLETE));
        assertEquals(List.of(), published);
    }

    @Test
    @DisplayName("does not publish a buffer again that came back untouched")
    void shouldAbandonUntouchedBuffer() {
        for (int frame = 0; frame < 8; frame++) {
            fill(frame, frame + 1);
            work();
        }
        aravis.giveBack(0);
        work();
        assertEquals(8, published.size());
        assertEquals(1, slots.abandoned(LossCause.INCOMPLETE));
    }

    @Test
    @DisplayName("counts left out frame ids as dropped by the device, across the wrap of 16 bits")
    void shouldCountDeviceDrops() {
        fill(0, 65_534);
        fill(1, 2);
        work();
        assertEquals(2, context.lost(LossCause.DEVICE_DROPPED));
        assertEquals(0, context.lost(LossCause.NO_FREE_SLOT));
    }

    @Test
    @DisplayName("counts left out frame ids as without a slot, as far as the packets without a buffer explain them")
    void shouldCountMissedForWantOfSlot() {
        aravis.underruns(700);
        fill(0, 1);
        work();
        aravis.underruns(700 + 3 * PACKETS - 1);
        fill(1, 3);
        work();
        fill(2, 5);
        work();
        assertEquals(2, context.lost(LossCause.NO_FREE_SLOT));
        assertEquals(0, context.lost(LossCause.DEVICE_DROPPED));
        fill(3, 9);
        work();
        assertEquals(3, context.lost(LossCause.NO_FREE_SLOT));
        assertEquals(2, context.lost(LossCause.DEVICE_DROPPED));
    }

    @Test
    @DisplayName("stamps a frame with its arrival, or with now if the clocks do not agree")
    void shouldStampArrival() {
        aravis.fill(0, SUCCESS, BYTES, 1, 500_000_000L);
        aravis.fill(1, SUCCESS, BYTES, 2, 5_000_000_000L);
        final long beforeNs = System.nanoTime();
        work();
        final long afterNs = System.nanoTime();
        assertTrue(timestampsNs.get(0) < beforeNs - 490_000_000L, "half a second ago");
        assertTrue(timestampsNs.get(1) >= beforeNs && timestampsNs.get(1) <= afterNs, "now");
    }

    private void fill(final int slot, final long frameId) {
        aravis.fill(slot, SUCCESS, BYTES, frameId, slot * 1_000L);
    }

    private int work() {
        return queue.work();
    }
}
