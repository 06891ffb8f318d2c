package org.framedock.source.device;

import org.framedock.source.FrameFormat;
import org.framedock.source.FrameInfo;
import org.framedock.source.LossCause;
import org.framedock.source.SlotReservation;
import org.framedock.source.SourceContext;

/**
 * The slots that a device may write to at the moment, and what became of them. Slots are lent in the order of their
 * reservations; a device may give them back in any order, and they are published and abandoned in the order of their
 * reservations again. Stream's thread only; no allocation after construction.
 *
 * <pre>{@code
 * for (int slot = queue.lend(); slot != SlotQueue.NONE; slot = queue.lend()) {
 *     device.write(bufferOfSlot[slot]);
 * }
 * for (int slot = device.takeBack(); slot != NOTHING; slot = device.takeBack()) {
 *     queue.filled(slot, format, captureNs);
 * }
 * }</pre>
 */
public final class SlotQueue {

    /** No slot can be lent now. */
    public static final int NONE = -1;

    private final SourceContext context;
    private final int payloadBytes;
    private final int depth;
    private final FrameInfo info = new FrameInfo();
    private final Entry[] entries;
    private long head;
    private long tail;

    /** A lent slot; neither format nor cause is set while the device has it. */
    private static final class Entry {
        private SlotReservation reservation;
        private FrameFormat format;
        private long timestampNs;
        private LossCause cause;
    }

    /**
     * With nothing lent.
     *
     * @param context      the stream that is fed.
     * @param payloadBytes what the device may write to a slot.
     * @param depth        how many slots are lent at once, at least 1; more than the window's
     *                     {@link org.framedock.source.SlotWindow#maxOutstanding} is never reached.
     */
    public SlotQueue(final SourceContext context, final int payloadBytes, final int depth) {
        this.context = context;
        this.payloadBytes = payloadBytes;
        this.depth = depth;
        entries = new Entry[depth];
        for (int i = 0; i < depth; i++) {
            entries[i] = new Entry();
        }
    }

    /**
     * Reserves the next slot for the device.
     *
     * @return index of the slot, {@link #NONE} while as many are lent as may be or the stream has no slot to spare.
     */
    public int lend() {
        if (tail - head == depth) {
            return NONE;
        }
        final SlotReservation reservation = context.slots().reserve(payloadBytes);
        if (reservation == null) {
            return NONE;
        }
        final Entry entry = entries[(int)(tail % depth)];
        entry.reservation = reservation;
        entry.format = null;
        entry.cause = null;
        tail++;
        return reservation.slot();
    }

    /**
     * How many slots are lent at once.
     *
     * @return slots, at least 1.
     */
    public int depth() {
        return depth;
    }

    /**
     * Whether the device has somewhere to write to, or something that it has given back waits for an earlier slot.
     *
     * @return true if a slot is lent.
     */
    public boolean isLent() {
        return head < tail;
    }

    /**
     * The reservation of a slot that the device has given back, before {@link #filled} or {@link #lost} ends it.
     *
     * @param slot index of a lent slot.
     * @return its open reservation.
     * @throws IllegalArgumentException if the slot is not lent.
     */
    public SlotReservation reservation(final int slot) {
        return entryOf(slot).reservation;
    }

    /**
     * The device has given a slot back with a whole frame. It is published as soon as those lent before it are back.
     *
     * @param slot        index of a lent slot.
     * @param format      shape of the frame; the same object for all frames of a shape.
     * @param timestampNs capture time on CLOCK_MONOTONIC, 0 if it is not known.
     * @throws IllegalArgumentException if the slot is not lent.
     */
    public void filled(final int slot, final FrameFormat format, final long timestampNs) {
        final Entry entry = entryOf(slot);
        entry.format = format;
        entry.timestampNs = timestampNs;
        settle();
    }

    /**
     * The device has given a slot back without a whole frame. It is abandoned as soon as those lent before it are back.
     *
     * @param slot  index of a lent slot.
     * @param cause why there is no frame.
     * @throws IllegalArgumentException if the slot is not lent.
     */
    public void lost(final int slot, final LossCause cause) {
        entryOf(slot).cause = cause;
        settle();
    }

    private Entry entryOf(final int slot) {
        for (long position = head; position < tail; position++) {
            final Entry entry = entries[(int)(position % depth)];
            if (entry.reservation.slot() == slot && entry.format == null && entry.cause == null) {
                return entry;
            }
        }
        throw new IllegalArgumentException("slot " + slot + " is not lent to the device");
    }

    private void settle() {
        while (head < tail) {
            final Entry entry = entries[(int)(head % depth)];
            if (entry.format == null && entry.cause == null) {
                return;
            }
            final SlotReservation reservation = entry.reservation;
            entry.reservation = null;
            head++;
            if (entry.cause == null) {
                reservation.publish(info.format(entry.format).timestampNs(entry.timestampNs));
            } else {
                reservation.abandon(entry.cause);
            }
        }
    }
}
