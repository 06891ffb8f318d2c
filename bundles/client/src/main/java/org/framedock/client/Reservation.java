package org.framedock.client;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.memory.MappedRegion;
import org.framedock.memory.TensorLayout;

/**
 * One slot while a producer fills it. Ends by {@link #publish}, {@link #abandon} or the producer's {@code withdraw};
 * the object is then used again for a later frame. Belongs to the producer's thread; the memory may be filled by
 * others.
 */
public final class Reservation {

    private final FrameWriter writer;
    private final FillState fill = new FillState();
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private long sequence;
    private int slot;
    private int poolId;
    private long address;
    private int capacity;
    private boolean open;

    Reservation(final FrameWriter writer) {
        this.writer = writer;
    }

    Reservation begin(final long frameSequence, final int frameSlot, final MappedRegion pool) {
        sequence = frameSequence;
        slot = frameSlot;
        poolId = pool.spec().poolId();
        address = pool.slotAddress(frameSlot);
        capacity = pool.spec().strideBytes();
        buffer.wrap(address, capacity);
        fill.begin();
        open = true;
        return this;
    }

    void end() {
        open = false;
    }

    FillState fill() {
        return fill;
    }

    int poolId() {
        return poolId;
    }

    /**
     * The frame's number.
     *
     * @return sequence in the stream's epoch.
     */
    public long sequence() {
        return sequence;
    }

    /**
     * The slot's index in the ring.
     *
     * @return index.
     */
    public int slot() {
        return slot;
    }

    /**
     * Where the payload lies.
     *
     * @return native address.
     */
    public long address() {
        return address;
    }

    /**
     * How much may be written.
     *
     * @return bytes.
     */
    public int capacity() {
        return capacity;
    }

    /**
     * The payload as a buffer.
     *
     * @return view on shared memory, not to be used once the reservation has ended.
     */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /**
     * Whether the slot is still to be filled.
     *
     * @return false once the reservation has ended.
     */
    public boolean isOpen() {
        return open;
    }

    /**
     * Hands the filled slot to the consumers.
     *
     * @param layout       shape of the payload.
     * @param payloadBytes length of the payload.
     * @param timestampNs  time of capture, CLOCK_MONOTONIC.
     * @return true if the frame went out; false if it was dropped and counted, by back-pressure or a lost lease.
     * @throws IllegalStateException    if the reservation has ended, or a later one was published before.
     * @throws IllegalArgumentException if the payload is larger than the slot; the reservation stays open.
     */
    public boolean publish(final TensorLayout layout, final int payloadBytes, final long timestampNs) {
        return writer.publish(this, layout, payloadBytes, timestampNs);
    }

    /**
     * Tells consumers that ask for it how far the frame is filled, so that they may begin with what is there (W-27).
     * Costs next to nothing while nobody asks; told at most as often as they want. The commit is still what makes the
     * frame valid. The bytes counted have to be written already, by whoever writes them.
     *
     * @param layout       shape of the frame, the same as will be published.
     * @param payloadBytes length that will be published.
     * @param filledBytes  bytes filled so far from the start of the slot; never fewer than before.
     * @throws IllegalArgumentException if the count falls or exceeds the payload, or the payload the slot.
     * @throws IllegalStateException    if the reservation has ended or was passed over.
     */
    public void progress(final TensorLayout layout, final int payloadBytes, final int filledBytes) {
        writer.progress(this, layout, payloadBytes, filledBytes);
    }

    /**
     * Gives the slot back without a frame: a counted gap in the sequence.
     *
     * @throws IllegalStateException if the reservation has ended.
     */
    public void abandon() {
        writer.abandon(this);
    }
}
