package org.framedock.camera.aravis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.framedock.source.LossCause;
import org.framedock.source.MemorySlots;
import org.framedock.source.PixelFormat;
import org.framedock.source.RecordingContext;
import org.framedock.source.device.FrameIds;
import org.framedock.source.device.MissedFrames;
import org.framedock.source.device.SlotQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameIntakeTest {

    private static final int SUCCESS = 0;
    private static final int MISSING_PACKETS = 3;
    private static final int SIZE_MISMATCH = 5;
    private static final int BYTES = 64;
    private static final int DEPTH = 4;
    private static final int PACKETS = 3;

    private ScriptedAravis aravis;
    private MemorySlots slots;
    private RecordingContext context;
    private final List<Long> published = new ArrayList<>();
    private final List<Long> timestampsNs = new ArrayList<>();
    private final List<String> formats = new ArrayList<>();
    private FrameIntake intake;

    @BeforeEach
    void lendFirstSlots() {
        queueOf(new FrameLayout(PixelFormat.MONO8, 0, 0, 8, 8, BYTES, false, 100, false));
    }

    private void queueOf(final FrameLayout layout) {
        aravis = new ScriptedAravis();
        slots = new MemorySlots(8, DEPTH, BYTES);
        context = new RecordingContext(slots);
        slots.reader((sequence, payload, info) -> {
            published.add(sequence);
            timestampsNs.add(info.timestampNs());
            formats.add(info.format().toString());
        });
        final long[] addresses = new long[slots.slotCount()];
        final Aravis library = aravis.library();
        final BufferStream stream = new BufferStream(library, 1, addresses, BYTES);
        final NativeCells cells = new NativeCells(library);
        intake = new FrameIntake(library, new SlotQueue(context, BYTES, DEPTH), stream, new MissedFrames(context,
            new FrameIds(true), PACKETS, () -> stream.underrunPackets(cells)), layout, cells);
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

    @Test
    @DisplayName("stamps frames with the device's clock as it passes, whatever their ways took")
    void shouldStampByDeviceClock() {
        // Clocks that are read one after the other are not read at once, least of all on a busy machine.
        long stepNs = 0;
        for (int attempt = 0; attempt < 50 && Math.abs(stepNs - 20_000_000L) >= 3_000_000L; attempt++) {
            lendFirstSlots();
            timestampsNs.clear();
            stepNs = stepOfStampedFrames();
        }
        assertTrue(Math.abs(stepNs - 20_000_000L) < 3_000_000L, stepNs + " ns and not 20 ms");
    }

    /** Three frames that were stamped 200, 180 and 160 ms ago and arrived 5 ms and 30 ms after each other. */
    private long stepOfStampedFrames() {
        final long[] waysNs = {100_000_000L, 85_000_000L, 95_000_000L};
        for (int frame = 0; frame < waysNs.length; frame++) {
            final long laterNs = frame * 20_000_000L;
            aravis.fill(frame, SUCCESS, BYTES, frame + 1, 200_000_000L - laterNs - waysNs[frame]);
            aravis.stamp(frame, 7_000_000_000L + laterNs);
        }
        work();
        return timestampsNs.get(2) - timestampsNs.get(1);
    }

    @Test
    @DisplayName("publishes the image and leaves out the chunk data that follow it")
    void shouldLeaveOutChunks() {
        queueOf(new FrameLayout(PixelFormat.MONO8, 0, 0, 8, 7, BYTES, true, 100, false));
        aravis.fill(0, SUCCESS, BYTES, 1, 0);
        aravis.fill(1, SUCCESS, 60, 2, 0);
        work();
        assertEquals(List.of("UINT8[7, 8]", "UINT8[7, 8]"), formats);
    }

    @Test
    @DisplayName("publishes a payload that is larger than its image as bytes, and one that is as large as an image")
    void shouldPublishPaddedAsBytes() {
        queueOf(new FrameLayout(PixelFormat.MONO8, 0, 0, 8, 7, BYTES, false, 100, false));
        aravis.fill(0, SUCCESS, BYTES, 1, 0);
        aravis.fill(1, SUCCESS, 56, 2, 0);
        aravis.fill(2, SUCCESS, 60, 3, 0);
        work();
        assertEquals(List.of("BYTES[64]", "UINT8[7, 8]"), formats);
        assertEquals(1, slots.abandoned(LossCause.INCOMPLETE));
    }

    @Test
    @DisplayName("abandons a frame for which its buffer was too small as one that did not fit")
    void shouldAbandonTooLarge() {
        aravis.fill(0, SIZE_MISMATCH, BYTES, 1, 0);
        work();
        assertEquals(1, slots.abandoned(LossCause.DID_NOT_FIT));
    }

    private void fill(final int slot, final long frameId) {
        aravis.fill(slot, SUCCESS, BYTES, frameId, slot * 1_000L);
    }

    private int work() {
        return intake.work();
    }
}
