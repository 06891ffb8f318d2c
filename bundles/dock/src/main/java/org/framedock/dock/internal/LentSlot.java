package org.framedock.dock.internal;

import org.agrona.MutableDirectBuffer;
import org.framedock.source.FrameInfo;
import org.framedock.source.LossCause;
import org.framedock.source.SlotReservation;

/** One slot of a window; serves every reservation of that slot. */
final class LentSlot implements SlotReservation {

    private final LentSlots window;
    /** Null while the slot is not reserved. */
    private OpenSlot openSlot;

    LentSlot(final LentSlots window) {
        this.window = window;
    }

    LentSlot open(final OpenSlot reserved) {
        openSlot = reserved;
        return this;
    }

    void end() {
        openSlot = null;
    }

    @Override
    public long sequence() {
        return reserved().sequence();
    }

    @Override
    public int slot() {
        return reserved().slot();
    }

    @Override
    public long address() {
        return reserved().address();
    }

    @Override
    public int capacity() {
        return reserved().capacity();
    }

    @Override
    public MutableDirectBuffer buffer() {
        return reserved().buffer();
    }

    @Override
    public boolean publish(final FrameInfo info) {
        window.checkCaller();
        final boolean sent = window.publish(reserved(), info);
        end();
        return sent;
    }

    @Override
    public void abandon(final LossCause cause) {
        window.checkCaller();
        window.abandon(reserved(), cause);
        end();
    }

    private OpenSlot reserved() {
        final OpenSlot reserved = openSlot;
        if (reserved == null) {
            throw new IllegalStateException("this reservation has ended: it was published, abandoned, or its source"
                + " was stopped");
        }
        return reserved;
    }
}
