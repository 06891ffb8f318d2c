package org.framedock.dock.internal;

import org.framedock.client.Metadata;
import org.framedock.dock.FrameLoss;
import org.framedock.memory.TensorLayout;
import org.framedock.source.FrameFormat;
import org.framedock.source.FrameInfo;
import org.framedock.source.LossCause;
import org.framedock.source.SlotReservation;
import org.framedock.source.SlotWindow;

/**
 * The slots of one lease as they are lent to one source. Addresses may be asked for on any thread; reservations belong
 * to the stream's thread, which every call checks, so that a source that has been stopped, or a thread that it left
 * behind, gets an exception and nothing else. No allocation per frame.
 */
final class LentSlots implements SlotWindow {

    private final StreamPort port;
    private final SlotTable table;
    private final int mostOpen;
    private final StreamCounters counters;
    private final Thread streamThread;
    private final LayoutCache layouts = new LayoutCache();
    private final LentSlot[] slots;
    private int open;
    private volatile boolean closed;

    /** To be made on the stream's thread; as many may be open as are lent, and no more than half of the ring. */
    LentSlots(final StreamPort port, final SlotTable table, final int slotsLent, final StreamCounters counters) {
        this.port = port;
        this.table = table;
        this.mostOpen = Math.min(slotsLent, table.maxOutstanding());
        this.counters = counters;
        this.streamThread = Thread.currentThread();
        this.slots = new LentSlot[table.slotCount()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new LentSlot(this);
        }
    }

    @Override
    public int slotCount() {
        return table.slotCount();
    }

    @Override
    public int maxOutstanding() {
        return mostOpen;
    }

    @Override
    public int maxPayloadBytes() {
        return table.maxPayloadBytes();
    }

    @Override
    public long address(final int slot, final int payloadBytes) {
        return table.address(slot, payloadBytes);
    }

    @Override
    public int capacity(final int payloadBytes) {
        return table.capacity(payloadBytes);
    }

    @Override
    public SlotReservation reserve(final int payloadBytes) {
        checkCaller();
        table.check(payloadBytes);
        if (open == mostOpen) {
            return null;
        }
        final OpenSlot reserved = port.reserve(payloadBytes);
        if (reserved == null) {
            return null;
        }
        open++;
        return slots[reserved.slot()].open(reserved);
    }

    boolean publish(final OpenSlot reserved, final FrameInfo info) {
        if (info.format() == null) {
            throw new IllegalArgumentException("the frame has no format: FrameInfo.format has to be called first");
        }
        if (info.payloadBytes() > reserved.capacity()) {
            throw new IllegalArgumentException("a frame of " + info.format() + " has " + info.payloadBytes()
                + " bytes and its slot holds " + reserved.capacity());
        }
        final TensorLayout layout = layouts.of(info.format());
        final long sequence = reserved.sequence();
        final long timestampNs = info.timestampNs() == 0 ? System.nanoTime() : info.timestampNs();
        final boolean sent = reserved.publish(layout, info.payloadBytes(), timestampNs);
        open--;
        if (sent) {
            counters.framePublished(sequence);
        } else {
            counters.lost(port.isAttached() ? FrameLoss.BACK_PRESSURE : FrameLoss.LEASE_LOST, 1);
        }
        return sent;
    }

    void abandon(final OpenSlot reserved, final LossCause cause) {
        reserved.abandon();
        open--;
        counters.lost(cause, 1);
    }

    /** Of the frame that was published last, null before the first one. Stream's thread. */
    FrameFormat lastFormat() {
        return layouts.last();
    }

    /** What the frames name that are published from now on. */
    void metadata(final Metadata metadata) {
        checkCaller();
        port.metadata(metadata);
    }

    /** Refuses a call that is not made by a live source in its poll. */
    void checkCaller() {
        if (closed) {
            throw new IllegalStateException("these slots are not lent any more: the source has been stopped");
        }
        if (Thread.currentThread() != streamThread) {
            throw new IllegalStateException("slots are reserved, published and abandoned, and metadata is changed,"
                + " inside poll only, on thread " + streamThread.getName() + ", not on "
                + Thread.currentThread().getName());
        }
    }

    /** From now on every reservation is refused harmlessly. Stream's thread. */
    void close() {
        closed = true;
        for (final LentSlot slot : slots) {
            slot.end();
        }
    }
}
