package org.framedock.dock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.framedock.dock.FrameLoss;
import org.framedock.source.ElementType;
import org.framedock.source.FrameFormat;
import org.framedock.source.FrameInfo;
import org.framedock.source.LossCause;
import org.framedock.source.SlotReservation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LentSlotsTest {

    private final FakePort port = new FakePort(StreamHarness.wiring(1));
    private final StreamCounters counters = new StreamCounters();
    private final FrameInfo info = new FrameInfo().format(FakeSource.FORMAT);
    private LentSlots slots;

    @BeforeEach
    void attach() {
        port.doWork(0);
        slots = new LentSlots(port, SlotTable.of("cam1", port), FakePort.SLOTS, counters);
    }

    @Test
    @DisplayName("addresses and capacities are those of the smallest pool that holds the payload")
    void shouldKnowSlots() {
        assertEquals(FakePort.SLOTS, slots.slotCount());
        assertEquals(FakePort.SLOTS / 2, slots.maxOutstanding());
        assertEquals(FakePort.LARGE_BYTES, slots.maxPayloadBytes());
        assertEquals(FakePort.SMALL_BYTES, slots.capacity(FakePort.SMALL_BYTES));
        assertEquals(FakePort.LARGE_BYTES, slots.capacity(FakePort.SMALL_BYTES + 1));
        for (int i = 0; i < FakePort.SLOTS; i++) {
            assertEquals(port.slotAddress(i, 1), slots.address(i, 1));
            final SlotReservation small = slots.reserve(1);
            assertEquals(slots.address(i, 1), small.address());
            assertEquals(i, small.slot());
            assertEquals(i, small.sequence());
            small.abandon(LossCause.INCOMPLETE);
        }
        assertEquals(port.slotAddress(3, 100), slots.address(3, 100));
        final String tooLarge = assertThrows(
            IllegalArgumentException.class, () -> slots.reserve(FakePort.LARGE_BYTES + 1)).getMessage();
        assertTrue(tooLarge.contains("257 bytes fits no slot of stream cam1: 0 to 256 bytes would"), tooLarge);
        assertThrows(IllegalArgumentException.class, () -> slots.address(FakePort.SLOTS, 1));
        assertThrows(IllegalArgumentException.class, () -> slots.capacity(FakePort.LARGE_BYTES + 1));
    }

    @Test
    @DisplayName("no more slots are open at once than the stream lends, however they end")
    void shouldLendNoMoreThanConfigured() {
        slots = new LentSlots(port, SlotTable.of("cam1", port), 2, counters);
        assertEquals(2, slots.maxOutstanding());
        for (int frame = 0; frame < 100; frame++) {
            final SlotReservation first = slots.reserve(16);
            final SlotReservation second = slots.reserve(16);
            assertNull(slots.reserve(16));
            assertThrows(IllegalArgumentException.class, () -> first.publish(
                new FrameInfo().format(FrameFormat.of(ElementType.UINT16, 100))));
            assertNull(slots.reserve(16), "a refused publication leaves the slot open");
            assertTrue(first.publish(info));
            second.abandon(LossCause.INCOMPLETE);
        }
    }

    @Test
    @DisplayName("every lost frame is counted under its cause")
    void shouldCountLosses() {
        assertTrue(slots.reserve(16).publish(info));
        port.backPressured = true;
        assertFalse(slots.reserve(16).publish(info));
        port.backPressured = false;
        slots.reserve(16).abandon(LossCause.DEVICE_DROPPED);
        slots.reserve(16).abandon(LossCause.NO_FREE_SLOT);
        slots.reserve(16).abandon(LossCause.DID_NOT_FIT);
        final SlotReservation late = slots.reserve(16);
        port.leaseWanted = false;
        port.doWork(0);
        assertFalse(late.publish(info));
        assertNull(slots.reserve(16));
        new LentContext("cam1", slots, counters, () -> { }).lost(LossCause.INCOMPLETE, 5);

        assertEquals(1, counters.published());
        assertEquals(0, counters.lastSequence());
        assertEquals(1, counters.lost().get(FrameLoss.BACK_PRESSURE));
        assertEquals(1, counters.lost().get(FrameLoss.DEVICE_DROPPED));
        assertEquals(1, counters.lost().get(FrameLoss.NO_FREE_SLOT));
        assertEquals(1, counters.lost().get(FrameLoss.DID_NOT_FIT));
        assertEquals(1, counters.lost().get(FrameLoss.LEASE_LOST));
        assertEquals(5, counters.lost().get(FrameLoss.INCOMPLETE));
    }

    @Test
    @DisplayName("a frame that is wrong is refused and its reservation stays open")
    void shouldRefuseWrongFrames() {
        final SlotReservation slot = slots.reserve(16);
        assertThrows(IllegalArgumentException.class, () -> slot.publish(new FrameInfo()));
        final FrameInfo large = new FrameInfo().format(FrameFormat.of(ElementType.UINT16, 100));
        final String message =
            assertThrows(IllegalArgumentException.class, () -> slot.publish(large)).getMessage();
        assertEquals("a frame of UINT16[100] has 200 bytes and its slot holds 64", message);
        assertTrue(slot.publish(info));
        assertThrows(IllegalStateException.class, () -> slot.publish(info));
        assertThrows(IllegalStateException.class, () -> slot.abandon(LossCause.INCOMPLETE));
    }

    @Test
    @DisplayName("reserving on another thread is refused with the thread that may")
    void shouldBelongToStreamThread() {
        final ExecutionException refused = assertThrows(
            ExecutionException.class, () -> CompletableFuture.supplyAsync(() -> slots.reserve(16)).get());
        assertTrue(refused.getCause() instanceof IllegalStateException, refused.toString());
        assertTrue(refused.getCause().getMessage().contains("inside poll only, on thread "
            + Thread.currentThread().getName()), refused.getCause().getMessage());
        assertNotNull(slots.reserve(16));
    }

    @Test
    @DisplayName("100,000 frames allocate nothing, in two formats by turns")
    void shouldNotAllocatePerFrame() {
        port.recording = false;
        final FrameFormat other = FrameFormat.of(ElementType.FLOAT32, 5, 7);
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        publish(20_000, other);
        final long before = threads.getCurrentThreadAllocatedBytes();
        publish(100_000, other);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(120_000, counters.published());
        // Reading the counter itself allocates now and then; one byte per frame would be 100,000.
        assertTrue(allocated < 1_000, allocated + " bytes");
    }

    private void publish(final int frames, final FrameFormat other) {
        for (int i = 0; i < frames; i++) {
            final SlotReservation slot = slots.reserve(140);
            slot.buffer().putLong(0, slot.sequence());
            slot.publish(info.format((i & 1) == 0 ? FakeSource.FORMAT : other));
        }
    }
}
