package org.framedock.client;

import org.agrona.DirectBuffer;
import org.framedock.memory.HeaderRing;
import org.framedock.memory.MappedRegion;
import org.framedock.memory.MappedStream;
import org.framedock.memory.MemoryFault;
import org.framedock.memory.TensorLayout;
import org.framedock.protocol.pool.FrameProgressState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory side of a producer: slots are reserved, filled, committed and told of. Memory of a lost lease stays mapped
 * until the last reservation in it has ended, so that a device may finish writing. No allocation per frame; the
 * producer's thread.
 */
final class FrameWriter {

    private static final Logger LOG = LoggerFactory.getLogger(FrameWriter.class);

    private final long streamId;
    private final int maxOutstanding;
    private final ProducerCounters counters;
    private final DescriptorSender descriptors;
    private final ProgressReporter progress;
    private final MetadataPublisher metadata;

    private ReservationWindow window;
    private MappedStream stream;
    private HeaderRing ring;
    private long epoch;
    private boolean attached;
    private String fault;

    FrameWriter(
        final long streamId, final int maxOutstanding, final ProducerCounters counters,
        final DescriptorSender descriptors, final ProgressReporter progress, final MetadataPublisher metadata) {
        this.streamId = streamId;
        this.maxOutstanding = maxOutstanding;
        this.counters = counters;
        this.descriptors = descriptors;
        this.progress = progress;
        this.metadata = metadata;
        this.window = new ReservationWindow(this, maxOutstanding);
    }

    /** Begins a new epoch in memory of its own. */
    void attach(final MappedStream mapped) {
        stream = mapped;
        ring = mapped.ring();
        epoch = mapped.regions().epoch();
        final int limit = Math.min(maxOutstanding, Math.max(1, ring.slotCount() / 2));
        if (limit != window.limit()) {
            window = new ReservationWindow(this, limit);
        }
        window.restart();
        attached = true;
    }

    /** The lease is over. */
    void detach() {
        attached = false;
        releaseLostMemory();
    }

    /** Leaves the memory mapped for ever, for a device that does not stop writing into it. */
    void leaveMapped() {
        if (stream != null) {
            LOG.warn("stream {}: memory of epoch {} is left mapped", streamId, Long.toUnsignedString(epoch));
            stream = null;
            ring = null;
            window = new ReservationWindow(this, maxOutstanding);
        }
        attached = false;
    }

    boolean isAttached() {
        return attached;
    }

    /** Whether memory of a lost lease is still lent out. */
    boolean holdsMemory() {
        return stream != null;
    }

    long epoch() {
        return epoch;
    }

    ReservationWindow window() {
        return window;
    }

    MappedStream mapped(final String whyNot) {
        if (stream == null) {
            throw new IllegalStateException("stream " + streamId + " is not mapped: " + whyNot);
        }
        return stream;
    }

    MappedRegion fitting(final int payloadBytes) {
        final MappedRegion pool = stream.smallestFitting(payloadBytes);
        if (pool == null) {
            throw new IllegalArgumentException("a payload of " + payloadBytes + " bytes fits no slot of stream "
                + streamId + ": the largest has " + stream.maxPayloadBytes() + " bytes");
        }
        return pool;
    }

    void refreshActivity(final long nowNs) {
        if (!stream.isIntact()) {
            fault = "a region of epoch " + Long.toUnsignedString(epoch) + " was shortened while it was mapped";
            return;
        }
        try {
            stream.refreshActivity(nowNs);
        } catch (final InternalError e) {
            onFault(e);
        }
    }

    /** What was wrong with the memory since the last call, null if nothing was. */
    String takeFault() {
        final String taken = fault;
        fault = null;
        return taken;
    }

    /** The virtual machine says that a mapped page is not there any more: of this stream or another of this thread. */
    private void onFault(final InternalError e) {
        if (!MemoryFault.isOne(e)) {
            throw e;
        }
        counters.memoryFaults++;
        if (!stream.isIntact()) {
            fault = "a region of epoch " + Long.toUnsignedString(epoch) + " was shortened while it was mapped";
        }
    }

    Reservation reserve(final int payloadBytes) {
        if (!attached || window.isFull()) {
            return null;
        }
        final MappedRegion pool = fitting(payloadBytes);
        final long seq = window.nextSequence();
        try {
            ring.beginWrite(seq);
        } catch (final InternalError e) {
            onFault(e);
            return null;
        }
        return window.open(ring.slotOf(seq), pool);
    }

    long offer(
        final DirectBuffer source, final int offset, final int length, final TensorLayout layout,
        final long timestampNs) {
        if (!attached) {
            return Producer.NOT_ATTACHED;
        }
        if (!window.isEmpty()) {
            throw new IllegalStateException("reservations are open: publish or abandon them before an offer");
        }
        final MappedRegion pool = stream.smallestFitting(length);
        if (pool == null) {
            counters.didNotFit++;
            return Producer.DID_NOT_FIT;
        }
        final long seq = window.skip();
        try {
            ring.beginWrite(seq);
            pool.copyIn(ring.slotOf(seq), source, offset, length);
            return commit(seq, pool.spec().poolId(), layout, length, timestampNs) ? seq : Producer.BACK_PRESSURED;
        } catch (final InternalError e) {
            onFault(e);
            return Producer.NOT_ATTACHED;
        }
    }

    boolean publish(
        final Reservation reservation, final TensorLayout layout, final int payloadBytes, final long timestampNs) {
        window.requirePublishable(reservation);
        if (payloadBytes < 0 || payloadBytes > reservation.capacity()) {
            throw new IllegalArgumentException(
                "a payload of " + payloadBytes + " bytes does not fit a slot of " + reservation.capacity());
        }
        if (!attached) {
            counters.lostWithLease++;
            window.end(reservation);
            releaseLostMemory();
            return false;
        }
        window.published(reservation);
        try {
            final boolean described =
                commit(reservation.sequence(), reservation.poolId(), layout, payloadBytes, timestampNs);
            if (reservation.fill().isTold()) {
                progress.send(epoch, reservation.sequence(), payloadBytes, FrameProgressState.COMPLETE);
            }
            return described;
        } catch (final InternalError e) {
            onFault(e);
            return false;
        }
    }

    private boolean commit(
        final long seq, final int poolId, final TensorLayout layout, final int payloadBytes, final long timestampNs) {
        final int metaVersion = metadata.version();
        ring.writeHeader(seq, poolId, payloadBytes, timestampNs, metaVersion, layout);
        ring.commit(seq);
        final boolean described = descriptors.send(epoch, seq, metaVersion);
        if (described) {
            counters.published++;
        } else {
            counters.backPressured++;
        }
        return described;
    }

    /**
     * Tells how far a reserved frame is filled (W-27). Its header is written first, still under the writing word, so
     * that consumers know what the bytes mean.
     */
    void progress(
        final Reservation reservation, final TensorLayout layout, final int payloadBytes, final int filledBytes) {
        window.requirePublishable(reservation);
        final FillState fill = reservation.fill();
        if (payloadBytes > reservation.capacity() || filledBytes < fill.filledBytes() || filledBytes > payloadBytes) {
            throw new IllegalArgumentException(filledBytes + " bytes of " + payloadBytes + " cannot be filled after "
                + fill.filledBytes() + " in a slot of " + reservation.capacity());
        }
        fill.filled(filledBytes);
        if (!attached || !progress.isWanted()) {
            return;
        }
        final long nowNs = System.nanoTime();
        if (!fill.isTold()) {
            try {
                ring.writeHeader(reservation.sequence(), reservation.poolId(), payloadBytes, nowNs,
                    metadata.version(), layout);
            } catch (final InternalError e) {
                onFault(e);
                return;
            }
            progress.send(epoch, reservation.sequence(), 0, FrameProgressState.STARTED);
            fill.told(0, nowNs);
        } else if (progress.isDue(
            nowNs - fill.toldNs(), filledBytes - fill.toldBytes(), layout.progressStrideBytes())) {
            progress.send(epoch, reservation.sequence(), filledBytes, FrameProgressState.PROGRESS);
            fill.told(filledBytes, nowNs);
        }
    }

    void abandon(final Reservation reservation) {
        window.requireOpen(reservation);
        window.end(reservation);
        counters.abandoned++;
        releaseLostMemory();
    }

    void withdraw() {
        window.withdraw();
        releaseLostMemory();
    }

    private void releaseLostMemory() {
        if (!attached && stream != null && window.isEmpty()) {
            stream.close();
            stream = null;
            ring = null;
        }
    }
}
