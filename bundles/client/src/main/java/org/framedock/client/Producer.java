package org.framedock.client;

import io.aeron.Aeron;
import org.agrona.DirectBuffer;
import org.framedock.memory.AllowedDirectories;
import org.framedock.memory.MappedStream;
import org.framedock.memory.RegionMapper;
import org.framedock.memory.RegionRefusedException;
import org.framedock.memory.TensorLayout;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.pool.ConsumerConfigDecoder;
import org.framedock.protocol.pool.ConsumerHelloDecoder;
import org.framedock.protocol.pool.ShmPoolAnnounceDecoder;
import org.framedock.transport.AeronConnection;

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

    private final ClientContext context;
    private final RegionMapper mapper;
    private final LeaseHolder lease;
    private final ProducerCounters counters = new ProducerCounters();
    private final ConsumerRoster roster;
    private final MetadataPublisher metadata;
    private final DescriptorSender descriptors;
    private final FrameWriter writer;
    private final QosReport qos;
    private final ClientCounters shown;

    private volatile boolean closed;
    private long refreshNs;

    Producer(final ClientContext context, final ProducerContext producerContext, final AeronConnection connection) {
        this.context = context;
        final long streamId = producerContext.streamId();
        this.mapper = new RegionMapper(
            AllowedDirectories.of(context.allowedDirectories()), context.freshnessNs());
        this.lease = new LeaseHolder(context, connection, LeaseRequest.of(producerContext), new Events());
        this.roster = new ConsumerRoster(context, streamId, producerContext.payloadFallbackUri(), lease::send);
        this.metadata = new MetadataPublisher(context, streamId);
        this.descriptors =
            new DescriptorSender(context, streamId, producerContext.publishTimestamps(), roster, counters);
        this.writer = new FrameWriter(streamId, producerContext.maxOutstanding(), counters, descriptors,
            new ProgressReporter(streamId, producerContext, roster, lease::send), metadata);
        this.qos = new QosReport(context, streamId);
        this.shown = new ClientCounters(context.instanceId(), streamId, producerContext.streamName(), counters);
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
        int work = lease.doWork(nowNs) + roster.doWork(nowNs);
        if (writer.isAttached()) {
            if (nowNs - refreshNs >= 0) {
                refreshNs = nowNs + context.announcePeriodNs();
                writer.refreshActivity(nowNs);
                work++;
            }
            work += metadata.doWork(lease.aeron(), nowNs, lease.clientId(), writer.epoch());
            if (qos.isDue(nowNs)) {
                qos.producer(nowNs, lease.clientId(), writer.epoch(), Math.max(0, writer.window().lastPublished()));
                work++;
            }
        }
        shown.update(lease, nowNs);
        final String fault = writer.takeFault();
        if (fault != null) {
            lease.detach(fault);
        }
        return work;
    }

    /**
     * Whether frames can be written.
     *
     * @return true while a lease is held.
     */
    public boolean isAttached() {
        return writer.isAttached();
    }

    /**
     * The state of the lease in one line, for people.
     *
     * @return for example why the driver refused.
     */
    public String detail() {
        return descriptors.trouble() == null ? lease.detail() : descriptors.trouble();
    }

    /**
     * Epoch of the lease.
     *
     * @return unsigned; the last one while not attached.
     */
    public long epoch() {
        return writer.epoch();
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
     * The node id that the driver has assigned, for ids that are unique on this host (D-14).
     *
     * @return u32, or -1 if the driver gave none.
     */
    public long nodeId() {
        return lease.nodeId();
    }

    /**
     * Sequence of the next frame.
     *
     * @return sequence.
     */
    public long nextSequence() {
        return writer.window().nextSequence();
    }

    /**
     * Slots in the ring.
     *
     * @return a power of two.
     * @throws IllegalStateException if nothing is mapped.
     */
    public int slotCount() {
        return writer.mapped(detail()).regions().slotCount();
    }

    /**
     * The largest payload that a slot holds.
     *
     * @return bytes.
     * @throws IllegalStateException if nothing is mapped.
     */
    public int maxPayloadBytes() {
        return writer.mapped(detail()).maxPayloadBytes();
    }

    /**
     * How many reservations may be open at once.
     *
     * @return as configured, at most half the ring.
     */
    public int maxOutstanding() {
        return writer.window().limit();
    }

    /**
     * How many reservations are open.
     *
     * @return reservations.
     */
    public int openReservations() {
        return writer.window().size();
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
        return writer.fitting(payloadBytes).slotAddress(slot);
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
        writer.mapped(detail());
        return writer.fitting(payloadBytes).spec().strideBytes();
    }

    /**
     * Reserves the next slot. From here on no consumer reads what the slot held before.
     *
     * @param payloadBytes the largest payload that will be published from it.
     * @return the reservation; null while the limit is open or there is no lease.
     * @throws IllegalArgumentException if no pool holds so much.
     */
    public Reservation reserve(final int payloadBytes) {
        return writer.reserve(payloadBytes);
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
        return writer.offer(source, offset, length, layout, timestampNs);
    }

    /**
     * Describes the data source. Frames published from now on name this version; a description equal to the last one
     * changes nothing (W-28).
     *
     * @param description what consumers are told.
     * @return the version, 1 for the first.
     */
    public int metadata(final Metadata description) {
        metadata.update(description, System.nanoTime());
        if (writer.isAttached()) {
            metadata.doWork(lease.aeron(), System.nanoTime(), lease.clientId(), writer.epoch());
        }
        return metadata.version();
    }

    /**
     * Ends all open reservations as if they had never been made: their sequences are used again and consumers see no
     * gap. To be called only when nothing writes into them any more.
     */
    public void withdraw() {
        writer.withdraw();
    }

    /**
     * Gives the lease back but leaves its memory mapped for as long as the process lives, for a device that cannot be
     * stopped from writing. The producer attaches anew, which gives it other memory.
     */
    public void detachAndLeaveMapped() {
        writer.leaveMapped();
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
        shown.close();
        lease.close();
        writer.withdraw();
        descriptors.close();
        roster.close();
        metadata.close();
        qos.close();
    }

    private final class Events implements LeaseListener {

        @Override
        public void onTransport(final Aeron aeron) {
            descriptors.close();
            roster.onTransport(aeron);
            metadata.onTransport();
            qos.onTransport(aeron);
        }

        @Override
        public boolean mayAttach() {
            return !writer.holdsMemory() && descriptors.open(lease.aeron());
        }

        @Override
        public void onGranted(final Grant grant, final long nowNs) throws RegionRefusedException {
            writer.attach(MappedStream.map(grant.regions(), mapper, true, nowNs));
            metadata.repeat(nowNs);
            metadata.doWork(lease.aeron(), nowNs, lease.clientId(), writer.epoch());
            refreshNs = nowNs;
        }

        @Override
        public void onLost(final String reason) {
            writer.detach();
        }

        @Override
        public void onAnnounce(final ShmPoolAnnounceDecoder announce, final long nowNs) {
            final boolean superseded = Long.compareUnsigned(announce.epoch(), writer.epoch()) > 0;
            if (superseded && announce.producerId() != lease.clientId()) {
                lease.lose("epoch " + Long.toUnsignedString(announce.epoch()) + " was announced for somebody else");
            }
        }

        @Override
        public void onRevoked(final Role role, final long clientId, final long revokedNs, final long nowNs) {
            // Another producer's lease does not touch ours (D-10); a consumer that has left needs nothing any more.
            if (role == Role.CONSUMER) {
                roster.onConsumerGone(clientId);
            }
        }

        @Override
        public void onHello(final ConsumerHelloDecoder hello, final long nowNs) {
            roster.onHello(hello, nowNs);
        }

        @Override
        public void onConfig(final ConsumerConfigDecoder config, final long nowNs) {
            roster.onConfig(config);
        }
    }
}
