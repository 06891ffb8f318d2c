package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.logbuffer.Header;
import org.agrona.DirectBuffer;
import org.framedock.memory.AllowedDirectories;
import org.framedock.memory.MappedStream;
import org.framedock.memory.MemoryFault;
import org.framedock.memory.RegionMapper;
import org.framedock.memory.RegionRefusedException;
import org.framedock.memory.StreamRegions;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.pool.ConsumerConfigDecoder;
import org.framedock.protocol.pool.FrameProgressDecoder;
import org.framedock.protocol.pool.ShmPoolAnnounceDecoder;
import org.framedock.transport.AeronConnection;
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

    private static final Logger LOG = LoggerFactory.getLogger(Consumer.class);

    private final ClientContext context;
    private final ConsumerContext consumerContext;
    private final RegionMapper mapper;
    private final LeaseHolder lease;
    private final ConsumerCounters counters = new ConsumerCounters();
    private final DescriptorIntake descriptors;
    private final FrameReader reader;
    private final ProgressIntake progress;
    private final MetadataIntake metadata;
    private final FallbackState fallback;
    private final HelloMessage hello;
    private final QosReport qos;
    private final ClientCounters shown;
    private final long streamId;

    private MappedStream stream;
    private long epoch;
    private boolean mappedBefore;
    private long livenessNs;
    private long helloNs;
    private long epochDeadlineNs;
    private boolean awaitingEpoch;
    private volatile boolean closed;

    Consumer(
        final ClientContext context, final ConsumerContext consumerContext, final AeronConnection connection,
        final FrameHandler handler) {
        this.context = context;
        this.consumerContext = consumerContext;
        this.streamId = consumerContext.streamId();
        this.mapper = new RegionMapper(AllowedDirectories.of(context.allowedDirectories()), context.freshnessNs(),
            consumerContext.requireHugepages());
        this.hello = new HelloMessage(consumerContext);
        this.qos = new QosReport(context, streamId);
        this.shown = new ClientCounters(context.instanceId(), streamId, consumerContext.streamName(), counters);
        this.fallback = new FallbackState(consumerContext.payloadFallbackUri(), context.freshnessNs());
        this.metadata = consumerContext.metadata() ? new MetadataIntake(context, streamId) : null;
        this.progress = consumerContext.progressHandler() == null ? null
            : new ProgressIntake(streamId, consumerContext.progressHandler(), counters);
        this.reader = new FrameReader(consumerContext, handler, counters, progress);
        this.descriptors = new DescriptorIntake(context, this::onFragment);
        this.lease = new LeaseHolder(context, connection, LeaseRequest.of(consumerContext), new Events());
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
        try {
            return work(nowNs, fragmentLimit);
        } catch (final InternalError e) {
            if (!MemoryFault.isOne(e)) {
                throw e;
            }
            // It may be owed for another stream of this thread: the next look at the files tells.
            counters.memoryFaults++;
            livenessNs = nowNs;
            return 1;
        }
    }

    private int work(final long nowNs, final int fragmentLimit) {
        int work = lease.doWork(nowNs);
        if (metadata != null) {
            // Before the frames, so that what they name is known.
            work += metadata.poll(lease.aeron());
        }
        if (progress != null) {
            work += progress.poll();
        }
        work += pollDescriptors(fragmentLimit);
        if (reader.takeRegression()) {
            loseMapping("the sequence went back");
        }
        if (stream != null) {
            work += report(nowNs);
        }
        shown.update(lease, nowNs);
        return work;
    }

    private int pollDescriptors(final int fragmentLimit) {
        reader.beginPoll();
        final int fragments = descriptors.poll(fragmentLimit);
        if (fragments == DescriptorIntake.SWITCHED) {
            reader.onOtherStream(descriptors.isOwn());
            helloNs = System.nanoTime();
            return 1;
        }
        reader.endPoll(fragments < fragmentLimit);
        return fragments;
    }

    private int report(final long nowNs) {
        if (nowNs - livenessNs >= 0) {
            livenessNs = nowNs + context.announcePeriodNs();
            if (!stream.isIntact()) {
                loseMapping("a region of epoch " + Long.toUnsignedString(epoch) + " was shortened while it was mapped");
                return 1;
            }
            if (!stream.isAlive(nowNs, context.freshnessNs())) {
                loseMapping("the regions of epoch " + Long.toUnsignedString(epoch) + " are not kept alive");
                return 1;
            }
        }
        if (awaitingEpoch && nowNs - epochDeadlineNs >= 0) {
            loseMapping("the producer left and no higher epoch was announced");
            return 1;
        }
        if (nowNs - helloNs >= 0 && lease.send(hello.buffer(), hello.encode(lease.clientId()))) {
            helloNs = nowNs + consumerContext.helloIntervalNs();
        }
        if (qos.isDue(nowNs)) {
            qos.consumer(nowNs, lease.clientId(), epoch, Math.max(0, reader.lastSequence()), counters,
                consumerContext.rateLimited());
        }
        return 0;
    }

    private void loseMapping(final String reason) {
        unmap();
        lease.detach(reason);
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
        reader.onDescriptor(buffer, offset);
    }

    private void map(final StreamRegions regions, final long nowNs) throws RegionRefusedException {
        final MappedStream mapped = MappedStream.map(regions, mapper, false, nowNs);
        unmap();
        stream = mapped;
        epoch = regions.epoch();
        reader.use(mapped);
        if (!mappedBefore) {
            reader.join();
        }
        if (progress != null) {
            progress.use(mapped);
        }
        fallback.onMapped();
        livenessNs = nowNs + context.announcePeriodNs();
        helloNs = nowNs;
        awaitingEpoch = false;
        if (mappedBefore) {
            counters.remaps++;
        }
        mappedBefore = true;
    }

    private void unmap() {
        reader.use(null);
        if (progress != null) {
            progress.use(null);
        }
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    /**
     * Where frames come from (W-34).
     *
     * @return MAPPED while regions are mapped, FALLBACK if shared memory is refused and another way is known.
     */
    public MappingState state() {
        return stream != null ? MappingState.MAPPED
            : fallback.isInForce() ? MappingState.FALLBACK : MappingState.UNMAPPED;
    }

    /**
     * Whether descriptors come by a stream that the producer opened for this consumer alone (W-25).
     *
     * @return false while the shared stream is read.
     */
    public boolean hasOwnDescriptorStream() {
        return descriptors.isOwn();
    }

    /**
     * Where payloads can be had while shared memory is refused (W-34): as configured, or as the producer says.
     *
     * @return a URI, empty if none is known.
     */
    public String payloadFallbackUri() {
        return fallback.uri();
    }

    /**
     * The metadata that a frame was taken under (W-28). Followed only if {@link ConsumerContext#metadata} says so.
     *
     * @param version as {@link FrameView#metaVersion} names it.
     * @return the metadata, null if that version is not known (yet, or not any more).
     */
    public Metadata metadata(final int version) {
        return metadata == null ? null : metadata.find(version);
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
        return descriptors.trouble() == null ? lease.detail() : descriptors.trouble();
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
     * The node id that the driver has assigned (D-14).
     *
     * @return u32, or -1 if the driver gave none.
     */
    public long nodeId() {
        return lease.nodeId();
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
        shown.close();
        lease.close();
        unmap();
        descriptors.close();
        if (progress != null) {
            progress.close();
        }
        if (metadata != null) {
            metadata.close();
        }
        qos.close();
    }

    private final class Events implements LeaseListener {

        @Override
        public void onTransport(final Aeron aeron) {
            descriptors.onTransport();
            if (progress != null) {
                progress.close();
            }
            if (metadata != null) {
                metadata.onTransport();
            }
            qos.onTransport(aeron);
        }

        @Override
        public boolean mayAttach() {
            return !fallback.isOrdered(System.nanoTime()) && descriptors.open(lease.aeron());
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
        public void onRefused(final String reason) {
            fallback.onRefused();
        }

        @Override
        public void onAnnounce(final ShmPoolAnnounceDecoder announce, final long nowNs) {
            if (stream != null && Long.compareUnsigned(announce.epoch(), epoch) <= 0) {
                return;
            }
            final long announced = announce.epoch();
            final int slotCount = (int)announce.headerNslots();
            final RegionReader regions = new RegionReader();
            for (final ShmPoolAnnounceDecoder.PayloadPoolsDecoder pool : announce.payloadPools()) {
                regions.add(pool.poolId(), pool.poolNslots(), pool.strideBytes(), pool.regionUri());
            }
            final boolean isFirst = stream == null;
            final long formerPid = isFirst ? 0 : stream.makerPid();
            try {
                map(regions.finish(streamId, announced, slotCount, announce.headerRegionUri()), nowNs);
                if (!isFirst && stream.makerPid() != formerPid) {
                    // The driver that gave the lease is gone, and this one knows nothing of it (D-19).
                    lease.lose("another driver announced epoch " + Long.toUnsignedString(announced));
                    return;
                }
                LOG.info("stream {}: mapped epoch {}", streamId, Long.toUnsignedString(epoch));
            } catch (final RegionRefusedException e) {
                LOG.warn("stream {}: announce of epoch {} not followed: {}",
                    streamId, Long.toUnsignedString(announced), e.getMessage());
            }
        }

        @Override
        public void onRevoked(final Role role, final long clientId, final long revokedNs, final long nowNs) {
            if (role != Role.PRODUCER || stream == null || stream.startTimestampNs() - revokedNs >= 0) {
                // The epoch that followed is mapped already: its announce came by another stream and was faster.
                return;
            }
            awaitingEpoch = true;
            epochDeadlineNs = nowNs + context.freshnessNs();
        }

        @Override
        public void onConfig(final ConsumerConfigDecoder config, final long nowNs) {
            if (config.consumerId() == lease.clientId()) {
                follow(config, nowNs);
            }
        }

        private void follow(final ConsumerConfigDecoder config, final long nowNs) {
            final int descriptorId = (int)config.descriptorStreamId();
            final int controlId = (int)config.controlStreamId();
            final boolean useShm = config.useShmRaw() != 0;
            fallback.onConfig(useShm, config.payloadFallbackUri(), nowNs);
            final String descriptorChannel = config.descriptorChannel();
            final String controlChannel = config.controlChannel();
            if (fallback.isOrdered(nowNs)) {
                loseMapping("the producer says not to use shared memory");
                return;
            }
            // Only what was asked for is followed: the channel is ours, the id the driver may have chosen.
            descriptors.grant(descriptorChannel, consumerContext.descriptorStreamId() != 0
                && descriptorChannel.equals(consumerContext.descriptorChannel()) ? descriptorId : 0);
            if (progress != null) {
                progress.grant(lease.aeron(), controlChannel, consumerContext.controlStreamId() != 0
                    && controlChannel.equals(consumerContext.controlChannel()) ? controlId : 0);
            }
        }

        @Override
        public void onProgress(final FrameProgressDecoder message) {
            if (progress != null) {
                progress.onProgress(message);
            }
        }
    }
}
