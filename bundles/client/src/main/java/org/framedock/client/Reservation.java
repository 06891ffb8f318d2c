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

    private final Producer producer;
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private long sequence;
    private int slot;
    private int poolId;
    private long address;
    private int capacity;
    private boolean open;

    Reservation(final Producer producer) {
        this.producer = producer;
    }

    Reservation begin(final long frameSequence, final int frameSlot, final MappedRegion pool) {
        sequence = frameSequence;
        slot = frameSlot;
        poolId = pool.spec().poolId();
        address = pool.slotAddress(frameSlot);
        capacity = pool.spec().strideBytes();
        buffer.wrap(address, capacity);
        open = true;
        return this;
    }

    void end() {
        open = false;
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
        return producer.publish(this, layout, payloadBytes, timestampNs);
    }

    /**
     * Gives the slot back without a frame: a counted gap in the sequence.
     *
     * @throws IllegalStateException if the reservation has ended.
     */
    public void abandon() {
        producer.abandon(this);
    }
}
