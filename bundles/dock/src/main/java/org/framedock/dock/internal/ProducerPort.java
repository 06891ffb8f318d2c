package org.framedock.dock.internal;

import org.agrona.MutableDirectBuffer;
import org.framedock.client.Metadata;
import org.framedock.client.Producer;
import org.framedock.client.Reservation;
import org.framedock.memory.TensorLayout;

/** A client's producer behind the dock's port. One object per slot serves all reservations of it. */
final class ProducerPort implements StreamPort {

    private final Producer producer;
    private final Runnable whenClosed;
    private int metadataVersion = Metadata.NO_VERSION;
    private ReservedSlot[] slots = new ReservedSlot[0];

    /**
     * Over a producer that only this port uses.
     *
     * @param whenClosed called once the producer is closed.
     */
    ProducerPort(final Producer producer, final Runnable whenClosed) {
        this.producer = producer;
        this.whenClosed = whenClosed;
    }

    @Override
    public int doWork(final long nowNs) {
        return producer.doWork(nowNs);
    }

    @Override
    public boolean isAttached() {
        return producer.isAttached();
    }

    @Override
    public long leaseId() {
        return producer.leaseId();
    }

    @Override
    public long epoch() {
        return producer.epoch();
    }

    @Override
    public String detail() {
        return producer.detail();
    }

    @Override
    public int slotCount() {
        return producer.slotCount();
    }

    @Override
    public int maxOutstanding() {
        return producer.maxOutstanding();
    }

    @Override
    public int maxPayloadBytes() {
        return producer.maxPayloadBytes();
    }

    @Override
    public long slotAddress(final int slot, final int payloadBytes) {
        return producer.slotAddress(slot, payloadBytes);
    }

    @Override
    public int capacity(final int payloadBytes) {
        return producer.capacity(payloadBytes);
    }

    @Override
    public OpenSlot reserve(final int payloadBytes) {
        final Reservation reservation = producer.reserve(payloadBytes);
        if (reservation == null) {
            return null;
        }
        final int slot = reservation.slot();
        if (slot >= slots.length) {
            slots = slotsFor(producer.slotCount());
        }
        return slots[slot].of(reservation);
    }

    private static ReservedSlot[] slotsFor(final int slotCount) {
        final ReservedSlot[] slots = new ReservedSlot[slotCount];
        for (int i = 0; i < slotCount; i++) {
            slots[i] = new ReservedSlot();
        }
        return slots;
    }

    @Override
    public int openReservations() {
        return producer.openReservations();
    }

    @Override
    public int metadataVersion() {
        return metadataVersion;
    }

    @Override
    public void metadata(final Metadata metadata) {
        metadataVersion = producer.metadata(metadata);
    }

    @Override
    public void withdraw() {
        producer.withdraw();
    }

    @Override
    public void detachAndLeaveMapped() {
        producer.detachAndLeaveMapped();
    }

    @Override
    public void close() {
        try {
            producer.close();
        } finally {
            whenClosed.run();
        }
    }

    private static final class ReservedSlot implements OpenSlot {

        private Reservation reservation;

        ReservedSlot of(final Reservation reserved) {
            reservation = reserved;
            return this;
        }

        @Override
        public long sequence() {
            return reservation.sequence();
        }

        @Override
        public int slot() {
            return reservation.slot();
        }

        @Override
        public long address() {
            return reservation.address();
        }

        @Override
        public int capacity() {
            return reservation.capacity();
        }

        @Override
        public MutableDirectBuffer buffer() {
            return reservation.buffer();
        }

        @Override
        public boolean publish(final TensorLayout layout, final int payloadBytes, final long timestampNs) {
            return reservation.publish(layout, payloadBytes, timestampNs);
        }

        @Override
        public void abandon() {
            reservation.abandon();
        }
    }
}
