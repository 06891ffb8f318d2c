package org.framedock.replay;

import java.util.ArrayList;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.source.FrameInfo;
import org.framedock.source.LossCause;
import org.framedock.source.SlotReservation;
import org.framedock.source.SlotWindow;
import org.framedock.source.SourceContext;
import org.framedock.source.SourceMetadata;

/** A stream in native memory: one slot at a time, each frame shown to a reader. Allocates nothing for a frame. */
final class MemorySlots implements SourceContext, SlotWindow, SlotReservation {

    /** Sees a frame when it is published. */
    interface Reader {
        void onFrame(long seq, UnsafeBuffer payload, FrameInfo info);
    }

    private static final int SLOTS = 8;

    private final int slotBytes;
    private final UnsafeBuffer payload;
    private final Reader reader;
    private final List<SourceMetadata> metadata = new ArrayList<>();
    private long nextSequence;
    private boolean isOpen;
    private boolean hasLease = true;
    private String description;
    private String lostReason;

    MemorySlots(final int slotBytes, final Reader reader) {
        this.slotBytes = slotBytes;
        this.reader = reader;
        payload = new UnsafeBuffer(BufferUtil.allocateDirectAligned(slotBytes, 64));
    }

    void hasLease(final boolean value) {
        hasLease = value;
    }

    String description() {
        return description;
    }

    String lostReason() {
        return lostReason;
    }

    long frames() {
        return nextSequence;
    }

    List<SourceMetadata> metadata() {
        return metadata;
    }

    @Override
    public String streamName() {
        return "cam1";
    }

    @Override
    public SlotWindow slots() {
        return this;
    }

    @Override
    public void lost(final LossCause cause, final long frames) {
        throw new AssertionError("nothing gets lost before a slot");
    }

    @Override
    public void deviceLost(final String reason) {
        lostReason = reason;
    }

    @Override
    public void describe(final String text) {
        description = text;
    }

    @Override
    public void metadata(final SourceMetadata said) {
        metadata.add(said);
    }

    @Override
    public int slotCount() {
        return SLOTS;
    }

    @Override
    public int maxOutstanding() {
        return 1;
    }

    @Override
    public int maxPayloadBytes() {
        return slotBytes;
    }

    @Override
    public long address(final int slot, final int payloadBytes) {
        return payload.addressOffset();
    }

    @Override
    public int capacity(final int payloadBytes) {
        return slotBytes;
    }

    @Override
    public SlotReservation reserve(final int payloadBytes) {
        if (payloadBytes > slotBytes) {
            throw new IllegalArgumentException(payloadBytes + " bytes do not fit " + slotBytes);
        }
        if (isOpen || !hasLease) {
            return null;
        }
        isOpen = true;
        return this;
    }

    @Override
    public long sequence() {
        return nextSequence;
    }

    @Override
    public int slot() {
        return (int)(nextSequence & (SLOTS - 1));
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
        if (!isOpen) {
            throw new IllegalStateException("the reservation has ended");
        }
        isOpen = false;
        reader.onFrame(nextSequence++, payload, info);
        return true;
    }

    @Override
    public void abandon(final LossCause cause) {
        throw new AssertionError("every slot is filled");
    }
}
