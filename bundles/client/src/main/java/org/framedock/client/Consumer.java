package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.framedock.memory.AllowedDirectories;
import org.framedock.memory.HeaderRing;
import org.framedock.memory.MappedStream;
import org.framedock.memory.RegionMapper;
import org.framedock.memory.RegionRefusedException;
import org.framedock.memory.RegionSpec;
import org.framedock.memory.SlotHeader;
import org.framedock.memory.StreamRegions;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.pool.ShmPoolAnnounceDecoder;
import org.framedock.transport.AeronConnection;
import org.framedock.transport.Channels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the frames of one stream where they lie. Belongs to one thread, which calls {@link #poll} again and again;
 * frames reach the {@link FrameHandler} from within.
 *
 * <p>Each frame is checked before it is handed out and once more after the handler (W-14, W-17); what fails is
 * counted by cause and never waited for. A lost lease, a new epoch, a restarted driver or media driver are followed
 * without a restart. No allocation per frame.
 */
public final class Consumer implements AutoCloseable {

    private static final long NONE_YET = -1;
    private static final Logger LOG = LoggerFactory.getLogger(Consumer.class);

    private final ClientContext context;
    private final ConsumerContext consumerContext;
    private final FrameHandler handler;
    private final RegionMapper mapper;
    private final LeaseHolder lease;
    private final FragmentHandler fragmentHandler = this::onFragment;
    private final ConsumerCounters counters = new ConsumerCounters();
    private final SlotHeader header = new SlotHeader();
    private final FrameView view = new FrameView(header);
    private final HelloMessage hello = new HelloMessage();
    private final QosReport qos;
    private final long streamId;

    private Subscription descriptors;
    private MappedStream stream;
    private HeaderRing ring;
    private long epoch;
    private long lastSeq = NONE_YET;
    private boolean mappedBefore;
    private long livenessNs;
    private long helloNs;
    private long epochDeadlineNs;
    private boolean awaitingEpoch;
    private volatile boolean closed;
    private String transportTrouble;

    Consumer(
        final ClientContext context, final ConsumerContext consumerContext, final AeronConnection connection,
        final FrameHandler handler) {
        this.context = context;
        this.consumerContext = consumerContext;
        this.handler = handler;
        this.streamId = consumerContext.streamId();
        this.mapper = new RegionMapper(
            AllowedDirectories.of(context.allowedDirectories()), context.freshnessNs());
        this.qos = new QosReport(context, streamId);
        this.lease = new LeaseHolder(
            context, connection, streamId, consumerContext.clientId(), Role.CONSUMER, new Events());
    }

    /**
     * Attaches, follows the stream's epochs and hands out the frames that have come.
     *
     * @param nowNs         System.nanoTime.
     * @param fragmentLimit the most descriptors to take in this call.
     * @return the amount of work done.
     */
    public int poll(final long nowNs, final int fragmentLimit) {
        if (closed) {
            return 0;
        }
        int work = lease.doWork(nowNs);
        if (descriptors != null) {
            work += descriptors.poll(fragmentHandler, fragmentLimit);
        }
        if (stream != null) {
            work += report(nowNs);
        }
        return work;
    }

    private int report(final long nowNs) {
        if (nowNs - livenessNs >= 0) {
            livenessNs = nowNs + context.announcePeriodNs();
            if (!stream.isAlive(nowNs, context.freshnessNs())) {
                lease.detach("the regions of epoch " + Long.toUnsignedString(epoch) + " are not kept alive");
                return 1;
            }
        }
        if (awaitingEpoch && nowNs - epochDeadlineNs >= 0) {
            lease.detach("the producer left and no higher epoch was announced");
            return 1;
        }
        if (nowNs - helloNs >= 0
            && lease.send(hello.buffer(), hello.encode(streamId, lease.clientId(), RegionSpec.LAYOUT_VERSION))) {
            helloNs = nowNs + context.qosIntervalNs();
        }
        if (qos.isDue(nowNs)) {
            qos.consumer(nowNs, lease.clientId(), epoch, Math.max(0, lastSeq), counters);
        }
        return 0;
    }

    private void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header ignored) {
        if (!DescriptorCodec.matches(buffer, offset, length)
            || DescriptorCodec.streamId(buffer, offset) != streamId) {
            return;
        }
        final long frameEpoch = DescriptorCodec.epoch(buffer, offset);
        if (stream == null || frameEpoch != epoch) {
            // The announce of a new epoch is always sent before its first descriptor, on a stream of its own.
            lease.pollAnnounces();
            if (stream == null) {
                counters.unmapped++;
                return;
            }
            if (frameEpoch != epoch) {
                counters.otherEpoch++;
                return;
            }
        }
        view.descriptor(DescriptorCodec.timestampNs(buffer, offset), DescriptorCodec.traceId(buffer, offset));
        onDescriptor(DescriptorCodec.seq(buffer, offset));
    }

    private void onDescriptor(final long seq) {
        if (lastSeq != NONE_YET && !follow(seq)) {
            return;
        }
        lastSeq = seq;
        final int slot = ring.slotOf(seq);
        final long word = ring.commitWord(slot);
        if (word != HeaderRing.committedWord(seq)) {
            counters.late++;
            return;
        }
        header.read(ring, slot);
        if (ring.commitWordAfterReads(slot) != word) {
            counters.late++;
            return;
        }
        if (header.check(slot, stream) != null) {
            counters.invalid++;
            return;
        }
        final MappedStream handedOut = stream;
        view.wrap(ring, slot, seq, epoch, handedOut.pool(header.poolId()).slotAddress(slot));
        handler.onFrame(view);
        if (view.isValid()) {
            counters.frames++;
        } else {
            counters.late++;
        }
    }

    /** Counts what is missing between two descriptors; a sequence that goes back ends the mapping (W-22). */
    private boolean follow(final long seq) {
        final long missing = seq - lastSeq - 1;
        if (missing < 0) {
            LOG.warn("stream {}: sequence fell from {} to {}, mapping again", streamId, lastSeq, seq);
            counters.otherEpoch++;
            unmap();
            lease.detach("the sequence went back");
            return false;
        }
        counters.gaps += missing;
        if (missing > consumerContext.maxOutstandingSeqGap()) {
            LOG.warn("stream {}: {} frames missing before {}", streamId, missing, seq);
        }
        return true;
    }

    private void map(final StreamRegions regions, final long nowNs) throws RegionRefusedException {
        final MappedStream mapped = MappedStream.map(regions, mapper, false, nowNs);
        unmap();
        stream = mapped;
        ring = mapped.ring();
        epoch = regions.epoch();
        livenessNs = nowNs + context.announcePeriodNs();
        helloNs = nowNs;
        awaitingEpoch = false;
        if (mappedBefore) {
            counters.remaps++;
        }
        mappedBefore = true;
    }

    private void unmap() {
        if (stream != null) {
            stream.close();
            stream = null;
            ring = null;
        }
        lastSeq = NONE_YET;
    }

    /**
     * Whether frames can be read.
     *
     * @return true while regions are mapped.
     */
    public boolean isMapped() {
        return stream != null;
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
     * The mapped epoch.
     *
     * @return unsigned; the last one while nothing is mapped.
     */
    public long epoch() {
        return epoch;
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
     * What became of the frames.
     *
     * @return counters, written by the consumer's thread.
     */
    public ConsumerCounters counters() {
        return counters;
    }

    boolean isClosed() {
        return closed;
    }

    /** Gives the lease back and unmaps the regions. Not from within the handler. Closing twice is harmless. */
    @Override
    public void close() {
        closed = true;
        lease.close();
        unmap();
        CloseHelper.quietClose(descriptors);
        qos.close();
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
            final Aeron aeron = lease.aeron();
            if (descriptors == null && aeron != null) {
                try {
                    descriptors = aeron.addSubscription(
                        Channels.untethered(context.descriptorChannel()), context.descriptorStreamId());
                    transportTrouble = null;
                } catch (final AeronException | IllegalArgumentException e) {
                    transportTrouble = "Aeron refuses descriptor stream " + context.descriptorStreamId() + " on "
                        + context.descriptorChannel() + ": " + e.getMessage();
                }
            }
            return descriptors != null;
        }

        @Override
        public void onGranted(final Grant grant, final long nowNs) throws RegionRefusedException {
            map(grant.regions(), nowNs);
        }

        @Override
        public void onLost(final String reason) {
            unmap();
        }

        @Override
        public void onAnnounce(final ShmPoolAnnounceDecoder announce, final long nowNs) {
            if (stream != null && Long.compareUnsigned(announce.epoch(), epoch) <= 0) {
                return;
            }
            final RegionReader reader = new RegionReader();
            final long announced = announce.epoch();
            final int slotCount = (int)announce.headerNslots();
            for (final ShmPoolAnnounceDecoder.PayloadPoolsDecoder pool : announce.payloadPools()) {
                reader.add(pool.poolId(), pool.poolNslots(), pool.strideBytes(), pool.regionUri());
            }
            try {
                map(reader.finish(streamId, announced, slotCount, announce.headerRegionUri()), nowNs);
                LOG.info("stream {}: mapped epoch {}", streamId, Long.toUnsignedString(epoch));
            } catch (final RegionRefusedException e) {
                LOG.warn("stream {}: announce of epoch {} not followed: {}",
                    streamId, Long.toUnsignedString(announced), e.getMessage());
            }
        }

        @Override
        public void onProducerRevoked(final long revokedNs, final long nowNs) {
            if (stream == null || stream.startTimestampNs() - revokedNs >= 0) {
                // The epoch that followed is mapped already: its announce came by another stream and was faster.
                return;
            }
            awaitingEpoch = true;
            epochDeadlineNs = nowNs + context.freshnessNs();
        }
    }
}
