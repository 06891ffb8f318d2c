package org.framedock.source.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.framedock.source.ElementType;
import org.framedock.source.FrameFormat;
import org.framedock.source.LossCause;
import org.framedock.source.MemorySlots;
import org.framedock.source.RecordingContext;
import org.framedock.source.SettingsException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SlotQueueTest {

    private static final int BYTES = 64;
    private static final int DEPTH = 3;
    private static final FrameFormat FORMAT = FrameFormat.of(ElementType.UINT8, BYTES);

    private final MemorySlots slots = new MemorySlots(8, 4, BYTES);
    private final RecordingContext context = new RecordingContext(slots);
    private final SlotQueue queue = new SlotQueue(context, BYTES, DEPTH);
    private final List<String> published = new ArrayList<>();

    @Test
    @DisplayName("lends as many slots as it may, and one more for each that comes back")
    void shouldKeepDepth() {
        assertFalse(queue.isLent());
        assertEquals(List.of(0, 1, 2), lendAll());
        assertTrue(queue.isLent());
        queue.filled(0, FORMAT, 5);
        assertEquals(List.of(3), lendAll());
        assertEquals(DEPTH, slots.open());
    }

    @Test
    @DisplayName("lends nothing while the stream has no slot to spare")
    void shouldWaitForStream() {
        slots.lend(false);
        assertEquals(List.of(), lendAll());
        slots.lend(true);
        assertEquals(List.of(0, 1, 2), lendAll());
    }

    @Test
    @DisplayName("publishes and abandons in the order of the reservations, whatever order the device has")
    void shouldSettleInOrder() {
        slots.reader((sequence, payload, info) -> published.add(sequence + " at " + info.timestampNs()));
        lendAll();
        queue.filled(2, FORMAT, 30);
        queue.lost(1, LossCause.INCOMPLETE);
        assertEquals(List.of(), published);
        assertEquals(0, slots.abandoned(LossCause.INCOMPLETE));
        assertEquals(List.of(), lendAll(), "what waits for an earlier slot is still open");
        queue.filled(0, FORMAT, 10);
        assertEquals(List.of("0 at 10", "2 at 30"), published);
        assertEquals(1, slots.abandoned(LossCause.INCOMPLETE));
        assertEquals(List.of(3, 4, 5), lendAll());
    }

    @Test
    @DisplayName("a slot that the device does not have is refused, and its reservation is told of one that it has")
    void shouldKnowLentSlots() {
        lendAll();
        assertEquals(1, queue.reservation(1).slot());
        assertSame(queue.reservation(2), queue.reservation(2));
        assertThrows(IllegalArgumentException.class, () -> queue.filled(3, FORMAT, 0));
        queue.filled(1, FORMAT, 0);
        assertThrows(IllegalArgumentException.class, () -> queue.filled(1, FORMAT, 0));
        assertThrows(IllegalArgumentException.class, () -> queue.lost(1, LossCause.INCOMPLETE));
    }

    @Test
    @DisplayName("100,000 frames allocate nothing")
    void shouldNotAllocatePerFrame() {
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        run(20_000);
        final long before = threads.getCurrentThreadAllocatedBytes();
        run(100_000);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 1_000, allocated + " bytes");
        assertEquals(60_000, slots.published());
    }

    private void run(final int frames) {
        for (int frame = 0; frame < frames; frame++) {
            final int slot = queue.lend();
            if ((frame & 1) == 0) {
                queue.filled(slot, FORMAT, frame);
            } else {
                queue.lost(slot, LossCause.DEVICE_DROPPED);
            }
        }
    }

    private List<Integer> lendAll() {
        final List<Integer> lent = new ArrayList<>();
        for (int slot = queue.lend(); slot != SlotQueue.NONE; slot = queue.lend()) {
            lent.add(slot);
        }
        return lent;
    }

    @Test
    @DisplayName("all that the stream lends is used, unless a setting says fewer; more is refused with what would do")
    void shouldChooseDepth() throws SettingsException {
        assertEquals(4, DeviceSlots.depth(slots, 0));
        assertEquals(2, DeviceSlots.depth(slots, 2));
        assertEquals("buffers = 5 is not accepted: this stream lends at most 4 slots at once, which slots_lent of its"
            + " configuration sets",
            assertThrows(SettingsException.class, () -> DeviceSlots.depth(slots, 5)).getMessage());
    }

    @Test
    @DisplayName("a frame that no slot holds is refused with a stride that would do")
    void shouldRefuseTooLargeFrames() throws SettingsException {
        assertEquals(BYTES, DeviceSlots.checkFits(context, "8x8 Mono8", BYTES));
        assertEquals("a frame of 5x13 Mono8 has 65 bytes and the largest slot of stream test holds 64: a pool with a"
            + " stride of 128 bytes would do, or a smaller width and height", assertThrows(
                SettingsException.class, () -> DeviceSlots.checkFits(context, "5x13 Mono8", BYTES + 1)).getMessage());
        assertEquals(slots.address(5, BYTES), DeviceSlots.addresses(slots, BYTES)[5]);
    }
}
