package org.framedock.source;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A ring of slots in plain memory that keeps the rules of the SPI, with a page of canaries before and after each slot.
 * Allocates nothing while it is used.
 */
public final class MemorySlots implements SlotWindow {

    /** Sees every published slot, on the thread that polls. */
    public interface Reader {
        void onFrame(long sequence, UnsafeBuffer payload, FrameInfo info);
    }

    private static final int CANARY_BYTES = 4096;
    private static final byte CANARY = 0x5A;

    private final int maxOutstanding;
    private final int slotBytes;
    private final ByteBuffer memory;
    private final UnsafeBuffer whole;
    private final Slot[] slots;
    private Reader reader = (sequence, payload, info) -> { };
    private long nextSequence;
    private long lastPublished = -1;
    private int open;
    private boolean lending = true;
    private long published;
    private final long[] abandoned = new long[LossCause.values().length];

    /** All slots are free, and lent until {@link #lend} says otherwise. */
    public MemorySlots(final int slotCount, final int maxOutstanding, final int slotBytes) {
        this.maxOutstanding = maxOutstanding;
        this.slotBytes = slotBytes;
        final int strideBytes = slotBytes + CANARY_BYTES;
        memory = BufferUtil.allocateDirectAligned(CANARY_BYTES + slotCount * strideBytes, 64);
        whole = new UnsafeBuffer(memory);
        whole.setMemory(0, whole.capacity(), CANARY);
        slots = new Slot[slotCount];
        for (int i = 0; i < slotCount; i++) {
            slots[i] = new Slot(i, new UnsafeBuffer(memory, CANARY_BYTES + i * strideBytes, slotBytes));
        }
    }

    public void reader(final Reader frameReader) {
        reader = frameReader;
    }

    /** Fills every slot with one byte. */
    public void fill(final byte value) {
        for (final Slot slot : slots) {
            slot.payload.setMemory(0, slotBytes, value);
        }
    }

    /** Whether nothing has been written into any slot since. */
    public boolean isFilledWith(final byte value) {
        final byte[] expected = new byte[slotBytes];
        Arrays.fill(expected, value);
        final UnsafeBuffer pattern = new UnsafeBuffer(expected);
        return Arrays.stream(slots).allMatch(slot -> slot.payload.equals(pattern));
    }

    /** Whether nothing was written before, between and behind the slots. */
    public boolean canariesLive() {
        final byte[] expected = new byte[CANARY_BYTES];
        Arrays.fill(expected, CANARY);
        final UnsafeBuffer page = new UnsafeBuffer(expected);
        final UnsafeBuffer seen = new UnsafeBuffer(0, 0);
        for (int i = 0; i <= slots.length; i++) {
            seen.wrap(whole, i * (slotBytes + CANARY_BYTES), CANARY_BYTES);
            if (!seen.equals(page)) {
                return false;
            }
        }
        return true;
    }

    public void lend(final boolean slotsAreFree) {
        lending = slotsAreFree;
    }

    public long published() {
        return published;
    }

    public long abandoned(final LossCause cause) {
        return abandoned[cause.ordinal()];
    }

    public int open() {
        return open;
    }

    /** Slots of the open reservations, the oldest first. */
    public ArrayDeque<Integer> openSlots() {
        final ArrayDeque<Integer> result = new ArrayDeque<>();
        for (long sequence = Math.max(0, nextSequence - slots.length); sequence < nextSequence; sequence++) {
            final Slot slot = slots[(int)(sequence & (slots.length - 1))];
            if (slot.isOpen && slot.sequence == sequence) {
                result.add(slot.index);
            }
        }
        return result;
    }

    @Override
    public int slotCount() {
        return slots.length;
    }

    @Override
    public int maxOutstanding() {
        return maxOutstanding;
    }

    @Override
    public int maxPayloadBytes() {
        return slotBytes;
    }

    @Override
    public long address(final int slot, final int payloadBytes) {
        capacity(payloadBytes);
        return slots[slot].payload.addressOffset();
    }

    @Override
    public int capacity(final int payloadBytes) {
        if (payloadBytes > slotBytes) {
            throw new IllegalArgumentException(payloadBytes + " bytes do not fit " + slotBytes);
        }
        return slotBytes;
    }

    @Override
    public SlotReservation reserve(final int payloadBytes) {
        capacity(payloadBytes);
        final Slot slot = slots[(int)(nextSequence & (slots.length - 1))];
        if (!lending || open == maxOutstanding || slot.isOpen) {
            return null;
        }
        slot.sequence = nextSequence++;
        slot.isOpen = true;
        open++;
        return slot;
    }

    /** One slot and its reservation. */
    private final class Slot implements SlotReservation {

        private final int index;
        private final UnsafeBuffer payload;
        private long sequence;
        private boolean isOpen;

        Slot(final int index, final UnsafeBuffer payload) {
            this.index = index;
            this.payload = payload;
        }

        @Override
        public long sequence() {
            return sequence;
        }

        @Override
        public int slot() {
            return index;
        }

        @Override
        public long address() {
            return payload.addressOffset();
        }

        @Override
        public int capacity() {
            return slotBytes;
        }

        @Override
        public MutableDirectBuffer buffer() {
            return payload;
        }

        @Override
        public boolean publish(final FrameInfo info) {
            close();
            if (sequence <= lastPublished) {
                throw new IllegalStateException(sequence + " published after " + lastPublished);
            }
            lastPublished = sequence;
            published++;
            reader.onFrame(sequence, payload, info);
            return true;
        }

        @Override
        public void abandon(final LossCause cause) {
            close();
            abandoned[cause.ordinal()]++;
        }

        private void close() {
            if (!isOpen) {
                throw new IllegalStateException("the reservation of slot " + index + " has ended");
            }
            isOpen = false;
            open--;
        }
    }
}
