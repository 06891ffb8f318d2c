package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.BufferClaim;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.memory.AllowedDirectories;
import org.framedock.memory.HeaderRing;
import org.framedock.memory.MappedRegion;
import org.framedock.memory.MappedStream;
import org.framedock.memory.RegionMapper;
import org.framedock.memory.RegionRefusedException;
import org.framedock.memory.TensorLayout;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.pool.FrameDescriptorEncoder;
import org.framedock.protocol.pool.ShmPoolAnnounceDecoder;
import org.framedock.transport.AeronConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the frames of one stream, either copied in by {@link #offer} or filled in place between {@link #reserve} and
 * {@link Reservation#publish}. Belongs to one thread, which calls {@link #doWork} at least several times a second.
 *
 * <p>A lost lease is got again by itself; sequences then begin anew in another epoch. The memory of a lost lease
 * stays mapped until the last reservation in it has ended, so that a device may finish writing. No allocation per
 * frame.
 */
public final class Producer implements AutoCloseable {

    /** Result of {@link #offer}: there is no lease at the moment; {@link #detail} says why. */
    public static final long NOT_ATTACHED = -1;
    /** Result of {@link #offer}: no pool holds so much; counted. */
    public static final long DID_NOT_FIT = -2;
    /** Result of {@link #offer}: the descriptor met back-pressure, consumers see a gap; counted. */
    public static final long BACK_PRESSURED = -3;

    private static final int CLAIM_ATTEMPTS = 3;
    private static final int META_VERSION_NONE = -1;
    private static final Logger LOG = LoggerFactory.getLogger(Producer.class);

    private final ClientContext context;
    private final ProducerContext producerContext;
    private final RegionMapper mapper;
    private final LeaseHolder lease;
    private final ProducerCounters counters = new ProducerCounters();
    private final BufferClaim claim = new BufferClaim();
    private final UnsafeBuffer slotBuffer = new UnsafeBuffer(0, 0);
    private final QosReport qos;
    private final long streamId;

    private ReservationWindow window;
    private ExclusivePublication descriptors;
    private MappedStream stream;
    private HeaderRing ring;
    private long epoch;
    private boolean attached;
    private volatile boolean closed;
    private long refreshNs;
    private String transportTrouble;

    Producer(final ClientContext context, final ProducerContext producerContext, final AeronConnection connection) {
        this.context = context;
        this.producerContext = producerContext;
        this.streamId = producerContext.streamId();
        this.mapper = new RegionMapper(
            AllowedDirectories.of(context.allowedDirectories()), context.freshnessNs());
        this.qos = new QosReport(context, streamId);
        this.window = new ReservationWindow(this, producerContext.maxOutstanding());
        this.lease = new LeaseHolder(
            context, connection, streamId, producerContext.clientId(), Role.PRODUCER, new Events());
    }

    /**
     * Attaches, keeps the lease, reports: everything beside the frames themselves.
     *
     * @param nowNs System.nanoTime.
     * @return the amount of work done.
     */
    public int doWork(final long nowNs) {
        if (closed) {
            return 0;
        }
        int work = lease.doWork(nowNs);
        if (attached && nowNs - refreshNs >= 0) {
            refreshNs = nowNs + context.announcePeriodNs();
            stream.refreshActivity(nowNs);
            work++;
        }
        if (attached && qos.isDue(nowNs)) {
            qos.producer(nowNs, lease.clientId(), epoch, Math.max(0, window.lastPublished()));
            work++;
        }
        return work;
    }

    /**
     * Whether frames can be written.
     *
     * @return true while a lease is held.
     */
    public boolean isAttached() {
        return attached;
    }

    /**
     * The state of the lease in one line, for people.
     *
     * @return for example why the driver refused.
     */
    public String detail() {
        return transportTrouble == null ? lease.detail() : transportTrouble;
    }

    /**
     * Epoch of the lease.
     *
     * @return unsigned; the last one while not attached.
     */
    public long epoch() {
        return epoch;
    }

    /**
     * The lease.
     *
     * @return its id; the last one while not attached.
     */
    public long leaseId() {
        return lease.leaseId();
    }

    /**
     * The client id in use.
     *
     * @return u32.
     */
    public long clientId() {
        return lease.clientId();
    }

    /**
     * Sequence of the next frame.
     *
     * @return sequence.
     */
    public long nextSequence() {
        return window.nextSequence();
    }

    /**
     * Slots in the ring.
     *
     * @return a power of two.
     * @throws IllegalStateException if nothing is mapped.
     */
    public int slotCount() {
        return mapped().regions().slotCount();
    }

    /**
     * The largest payload that a slot holds.
     *
     * @return bytes.
     * @throws IllegalStateException if nothing is mapped.
     */
    public int maxPayloadBytes() {
        return mapped().maxPayloadBytes();
    }

    /**
     * How many reservations may be open at once.
     *
     * @return as configured, at most half the ring.
     */
    public int maxOutstanding() {
        return window.limit();
    }

    /**
     * How many reservations are open.
     *
     * @return reservations.
     */
    public int openReservations() {
        return window.size();
    }

    /**
     * Where the payload of a slot lies, for announcing buffers to a device.
     *
     * @param slot         index in the ring.
     * @param payloadBytes size of the payload.
     * @return native address, valid until the lease is lost and the last reservation has ended.
     * @throws IllegalArgumentException if there is no such slot or no pool holds so much.
     * @throws IllegalStateException    if nothing is mapped.
     */
    public long slotAddress(final int slot, final int payloadBytes) {
        if (slot < 0 || slot >= slotCount()) {
            throw new IllegalArgumentException("slot " + slot + " is not from 0 to " + (slotCount() - 1));
        }
        return fitting(payloadBytes).slotAddress(slot);
    }

    /**
     * Bytes of the slot that a payload will be put into.
     *
     * @param payloadBytes size of the payload.
     * @return stride of the smallest pool that holds it.
     * @throws IllegalArgumentException if no pool does.
     * @throws IllegalStateException    if nothing is mapped.
     */
    public int capacity(final int payloadBytes) {
        return fitting(payloadBytes).spec().strideBytes();
    }

    /**
     * Reserves the next slot. From here on no consumer reads what the slot held before.
     *
     * @param payloadBytes the largest payload that will be published from it.
     * @return the reservation; null while the limit is open or there is no lease.
     * @throws IllegalArgumentException if no pool holds so much.
     */
    public Reservation reserve(final int payloadBytes) {
        if (!attached || window.isFull()) {
            return null;
        }
        final MappedRegion pool = fitting(payloadBytes);
        final long seq = window.nextSequence();
        ring.beginWrite(seq);
        return window.open(ring.slotOf(seq), pool);
    }

    /**
     * Copies a frame into the next slot and publishes it.
     *
     * @param source      holds the payload.
     * @param offset      of the payload in it.
     * @param length      of the payload in bytes.
     * @param layout      shape of the payload.
     * @param timestampNs time of capture, CLOCK_MONOTONIC.
     * @return the frame's sequence, or {@link #NOT_ATTACHED}, {@link #DID_NOT_FIT} or {@link #BACK_PRESSURED}.
     * @throws IllegalStateException if reservations are open, which this frame would pass over.
     */
    public long offer(
        final DirectBuffer source, final int offset, final int length, final TensorLayout layout,
        final long timestampNs) {
        if (!attached) {
            return NOT_ATTACHED;
        }
        if (!window.isEmpty()) {
            throw new IllegalStateException("reservations are open: publish or abandon them before an offer");
        }
        final MappedRegion pool = stream.smallestFitting(length);
        if (pool == null) {
            counters.didNotFit++;
            return DID_NOT_FIT;
        }
        final long seq = window.skip();
        ring.beginWrite(seq);
        slotBuffer.wrap(pool.slotAddress(ring.slotOf(seq)), length);
        slotBuffer.putBytes(0, source, offset, length);
        return commit(seq, pool.spec().poolId(), layout, length, timestampNs) ? seq : BACK_PRESSURED;
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
        return commit(reservation.sequence(), reservation.poolId(), layout, payloadBytes, timestampNs);
    }

    void abandon(final Reservation reservation) {
        window.requireOpen(reservation);
        window.end(reservation);
        counters.abandoned++;
        releaseLostMemory();
    }

    private boolean commit(
        final long seq, final int poolId, final TensorLayout layout, final int payloadBytes, final long timestampNs) {
        ring.writeHeader(seq, poolId, payloadBytes, timestampNs, META_VERSION_NONE, layout);
        ring.commit(seq);
        final boolean described = describe(seq);
        if (described) {
            counters.published++;
        } else {
            counters.backPressured++;
        }
        return described;
    }

    /** Sends the descriptor; with nobody listening there is nothing to send and nothing lost. */
    private boolean describe(final long seq) {
        long result = Publication.ADMIN_ACTION;
        for (int i = 0; i < CLAIM_ATTEMPTS && result == Publication.ADMIN_ACTION; i++) {
            result = descriptors.tryClaim(DescriptorCodec.LENGTH, claim);
        }
        if (result > 0) {
            final long stampNs = producerContext.publishTimestamps()
                ? System.nanoTime() : FrameDescriptorEncoder.timestampNsNullValue();
            DescriptorCodec.write(
                claim.buffer(), claim.offset(), streamId, epoch, seq, stampNs, META_VERSION_NONE, 0);
            claim.commit();
            return true;
        }
        return result == Publication.NOT_CONNECTED;
    }

    /**
     * Ends all open reservations as if they had never been made: their sequences are used again and consumers see no
     * gap. To be called only when nothing writes into them any more.
     */
    public void withdraw() {
        window.withdraw();
        releaseLostMemory();
    }

    /**
     * Gives the lease back but leaves its memory mapped for as long as the process lives, for a device that cannot be
     * stopped from writing. The producer attaches anew, which gives it other memory.
     */
    public void detachAndLeaveMapped() {
        if (stream != null) {
            LOG.warn("stream {}: memory of epoch {} is left mapped", streamId, Long.toUnsignedString(epoch));
            stream = null;
            ring = null;
            window = new ReservationWindow(this, producerContext.maxOutstanding());
        }
        attached = false;
        lease.detach("memory given up to a device that does not stop writing");
    }

    /**
     * What became of the frames.
     *
     * @return counters, written by the producer's thread.
     */
    public ProducerCounters counters() {
        return counters;
    }

    boolean isClosed() {
        return closed;
    }

    /** Gives the lease back and unmaps its memory, into which nothing may write any more. Closing twice is harmless. */
    @Override
    public void close() {
        closed = true;
        lease.close();
        window.withdraw();
        releaseLostMemory();
        CloseHelper.quietClose(descriptors);
        qos.close();
    }

    private MappedStream mapped() {
        if (stream == null) {
            throw new IllegalStateException("stream " + streamId + " is not mapped: " + detail());
        }
        return stream;
    }

    private MappedRegion fitting(final int payloadBytes) {
        final MappedRegion pool = mapped().smallestFitting(payloadBytes);
        if (pool == null) {
            throw new IllegalArgumentException("a payload of " + payloadBytes + " bytes fits no slot of stream "
                + streamId + ": the largest has " + stream.maxPayloadBytes() + " bytes");
        }
        return pool;
    }

    private void releaseLostMemory() {
        if (!attached && stream != null && window.isEmpty()) {
            stream.close();
            stream = null;
            ring = null;
        }
    }

    private final class Events implements LeaseListener {

        @Override
        public void onTransport(final Aeron aeron) {
            CloseHelper.quietClose(descriptors);
            descriptors = null;
            qos.onTransport(aeron);
        }

        @Override
        public boolean mayAttach() {
            if (stream != null) {
                return false;
            }
            if (descriptors == null) {
                openDescriptors();
            }
            return descriptors != null;
        }

        private void openDescriptors() {
            final Aeron aeron = lease.aeron();
            if (aeron == null) {
                return;
            }
            try {
                descriptors = aeron.addExclusivePublication(
                    context.descriptorChannel(), context.descriptorStreamId());
                transportTrouble = null;
            } catch (final AeronException | IllegalArgumentException e) {
                transportTrouble = "Aeron refuses descriptor stream " + context.descriptorStreamId() + " on "
                    + context.descriptorChannel() + ": " + e.getMessage();
            }
        }

        @Override
        public void onGranted(final Grant grant, final long nowNs) throws RegionRefusedException {
            stream = MappedStream.map(grant.regions(), mapper, true, nowNs);
            ring = stream.ring();
            epoch = grant.regions().epoch();
            final int limit = Math.min(producerContext.maxOutstanding(), Math.max(1, ring.slotCount() / 2));
            if (limit != window.limit()) {
                window = new ReservationWindow(Producer.this, limit);
            }
            window.restart();
            refreshNs = nowNs;
            attached = true;
        }

        @Override
        public void onLost(final String reason) {
            attached = false;
            releaseLostMemory();
        }

        @Override
        public void onAnnounce(final ShmPoolAnnounceDecoder announce, final long nowNs) {
            final boolean superseded = Long.compareUnsigned(announce.epoch(), epoch) > 0;
            if (superseded && announce.producerId() != lease.clientId()) {
                lease.lose("epoch " + Long.toUnsignedString(announce.epoch()) + " was announced for somebody else");
            }
        }

        @Override
        public void onProducerRevoked(final long revokedNs, final long nowNs) {
            // Another producer's lease: ours is not touched by it (D-10).
        }
    }
}
