package org.framedock.client;

import java.util.concurrent.TimeUnit;
import org.framedock.memory.RegionSpec;

/** What one consumer reads. */
public final class ConsumerContext implements Cloneable {

    /** Gap beyond which a consumer starts afresh at the newest frame (W-23). */
    public static final int DEFAULT_MAX_OUTSTANDING_SEQ_GAP = 256;

    /** The least time between two progress messages to ask for unless configured otherwise, in microseconds. */
    public static final long DEFAULT_PROGRESS_INTERVAL_US = 250;

    private long streamId;
    private String streamName = "";
    private long clientId;
    private boolean requireHugepages;
    private long desiredNodeId = LeaseRequest.ANY_NODE;
    private long expectedLayoutVersion = RegionSpec.LAYOUT_VERSION;
    private boolean rateLimited;
    private int maxRateHz;
    private boolean metadata;
    private long helloIntervalNs = TimeUnit.SECONDS.toNanos(1);
    private String payloadFallbackUri = "";
    private long progressIntervalUs = DEFAULT_PROGRESS_INTERVAL_US;
    private long progressBytesDelta = ProducerContext.DEFAULT_PROGRESS_BYTES_DELTA;
    private ProgressHandler progressHandler;
    private String descriptorChannel = "";
    private int descriptorStreamId;
    private String controlChannel = "";
    private int controlStreamId;
    private int maxOutstandingSeqGap = DEFAULT_MAX_OUTSTANDING_SEQ_GAP;

    /**
     * Checks the values.
     *
     * @return this.
     * @throws IllegalArgumentException if one is out of range.
     */
    public ConsumerContext conclude() {
        ClientIds.requireU32("streamId", streamId);
        ClientIds.requireU32("clientId", clientId);
        if (maxOutstandingSeqGap < 1) {
            throw new IllegalArgumentException(
                "maxOutstandingSeqGap=" + maxOutstandingSeqGap + " has to be at least 1");
        }
        ClientIds.requireNodeId(desiredNodeId);
        ClientIds.requireU32("expectedLayoutVersion", expectedLayoutVersion);
        if (maxRateHz < 0 || helloIntervalNs <= 0) {
            throw new IllegalArgumentException("maxRateHz=" + maxRateHz + " has to be 0 or more, helloIntervalNs="
                + helloIntervalNs + " positive");
        }
        requireBoth("ownDescriptorStream", descriptorChannel, descriptorStreamId);
        requireBoth("ownControlStream", controlChannel, controlStreamId);
        return this;
    }

    private static void requireBoth(final String field, final String channel, final int id) {
        if (channel.isEmpty() != (id == 0)) {
            throw new IllegalArgumentException(
                field + " needs both a channel and a stream id, not '" + channel + "' and " + id);
        }
    }

    /** {@inheritDoc} */
    @Override
    public ConsumerContext clone() {
        try {
            return (ConsumerContext)super.clone();
        } catch (final CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * The stream to read.
     *
     * @param id u32.
     * @return this.
     */
    public ConsumerContext streamId(final long id) {
        this.streamId = id;
        return this;
    }

    /**
     * The stream to read.
     *
     * @return u32.
     */
    public long streamId() {
        return streamId;
    }

    /**
     * The stream's name, for the labels of counters; empty = not known.
     *
     * @param name as in the driver's file.
     * @return this.
     */
    public ConsumerContext streamName(final String name) {
        this.streamName = name;
        return this;
    }

    /**
     * The stream's name.
     *
     * @return empty if it is not known.
     */
    public String streamName() {
        return streamName;
    }

    /**
     * The consumer's client id.
     *
     * @param id u32; 0 = choose one, and another if it is taken (D-2).
     * @return this.
     */
    public ConsumerContext clientId(final long id) {
        this.clientId = id;
        return this;
    }

    /**
     * The consumer's client id.
     *
     * @return u32, 0 = choose one.
     */
    public long clientId() {
        return clientId;
    }

    /**
     * The gap beyond which the consumer jumps to the newest frame (W-23).
     *
     * @param frames at least 1.
     * @return this.
     */
    public ConsumerContext maxOutstandingSeqGap(final int frames) {
        this.maxOutstandingSeqGap = frames;
        return this;
    }

    /**
     * The gap beyond which the consumer jumps to the newest frame (W-23).
     *
     * @return frames.
     */
    public int maxOutstandingSeqGap() {
        return maxOutstandingSeqGap;
    }

    /**
     * Whether the regions have to lie on hugetlbfs; else the attach is refused, never downgraded (W-31).
     *
     * @param required true if nothing else will do.
     * @return this.
     */
    public ConsumerContext requireHugepages(final boolean required) {
        this.requireHugepages = required;
        return this;
    }

    /**
     * Whether the regions have to lie on hugetlbfs; else the attach is refused, never downgraded (W-31).
     *
     * @return true if nothing else will do.
     */
    public boolean requireHugepages() {
        return requireHugepages;
    }

    /**
     * Node id to ask the driver for (D-14); -1 = any.
     *
     * @param nodeId u32 or -1.
     * @return this.
     */
    public ConsumerContext desiredNodeId(final long nodeId) {
        this.desiredNodeId = nodeId;
        return this;
    }

    /**
     * Node id to ask the driver for (D-14); -1 = any.
     *
     * @return u32 or -1.
     */
    public long desiredNodeId() {
        return desiredNodeId;
    }

    /**
     * The layout version to insist on; 0 = any. A driver refuses what it does not have (D-4).
     *
     * @param version u32.
     * @return this.
     */
    public ConsumerContext expectedLayoutVersion(final long version) {
        this.expectedLayoutVersion = version;
        return this;
    }

    /**
     * The layout version to insist on; 0 = any. A driver refuses what it does not have (D-4).
     *
     * @return u32.
     */
    public long expectedLayoutVersion() {
        return expectedLayoutVersion;
    }

    /**
     * Whether frames are taken at a reduced rate (mode RATE_LIMITED, W-26); the rate is {@link #maxRateHz()}.
     *
     * @param limited true for RATE_LIMITED, false for STREAM.
     * @return this.
     */
    public ConsumerContext rateLimited(final boolean limited) {
        this.rateLimited = limited;
        return this;
    }

    /**
     * Whether frames are taken at a reduced rate (mode RATE_LIMITED, W-26); the rate is {@link #maxRateHz()}.
     *
     * @return true for RATE_LIMITED, false for STREAM.
     */
    public boolean rateLimited() {
        return rateLimited;
    }

    /**
     * The most frames to take in a second: a wish to the producer for a descriptor stream of the consumer's own, and in
     * mode RATE_LIMITED kept here as well (W-25, W-26).
     *
     * @param rateHz frames a second, 0 = all.
     * @return this.
     */
    public ConsumerContext maxRateHz(final int rateHz) {
        this.maxRateHz = rateHz;
        return this;
    }

    /**
     * The most frames to take in a second: a wish to the producer for a descriptor stream of the consumer's own, and in
     * mode RATE_LIMITED kept here as well (W-25, W-26).
     *
     * @return frames a second, 0 = all.
     */
    public int maxRateHz() {
        return maxRateHz;
    }

    /**
     * Whether the stream's metadata are followed, see {@link Consumer#metadata} (W-28).
     *
     * @param followed true to follow them.
     * @return this.
     */
    public ConsumerContext metadata(final boolean followed) {
        this.metadata = followed;
        return this;
    }

    /**
     * Whether the stream's metadata are followed, see {@link Consumer#metadata} (W-28).
     *
     * @return true to follow them.
     */
    public boolean metadata() {
        return metadata;
    }

    /**
     * How often hello is said (W-24).
     *
     * @param intervalNs nanoseconds.
     * @return this.
     */
    public ConsumerContext helloIntervalNs(final long intervalNs) {
        this.helloIntervalNs = intervalNs;
        return this;
    }

    /**
     * How often hello is said (W-24).
     *
     * @return nanoseconds.
     */
    public long helloIntervalNs() {
        return helloIntervalNs;
    }

    /**
     * Where payloads come from if shared memory is refused (W-34).
     *
     * @param uri a URI, empty for nowhere.
     * @return this.
     */
    public ConsumerContext payloadFallbackUri(final String uri) {
        this.payloadFallbackUri = uri;
        return this;
    }

    /**
     * Where payloads come from if shared memory is refused (W-34).
     *
     * @return a URI, empty for nowhere.
     */
    public String payloadFallbackUri() {
        return payloadFallbackUri;
    }

    /**
     * The least time between two progress messages to ask for (W-27).
     *
     * @param intervalUs microseconds.
     * @return this.
     */
    public ConsumerContext progressIntervalUs(final long intervalUs) {
        this.progressIntervalUs = intervalUs;
        return this;
    }

    /**
     * The least time between two progress messages to ask for (W-27).
     *
     * @return microseconds.
     */
    public long progressIntervalUs() {
        return progressIntervalUs;
    }

    /**
     * The least growth between two progress messages to ask for (W-27).
     *
     * @param bytes bytes.
     * @return this.
     */
    public ConsumerContext progressBytesDelta(final long bytes) {
        this.progressBytesDelta = bytes;
        return this;
    }

    /**
     * The least growth between two progress messages to ask for (W-27).
     *
     * @return bytes.
     */
    public long progressBytesDelta() {
        return progressBytesDelta;
    }

    /**
     * Hears how frames fill before they are complete (W-27).
     *
     * @param handler called on the consumer's thread; null = progress is of no interest.
     * @return this.
     */
    public ConsumerContext progressHandler(final ProgressHandler handler) {
        this.progressHandler = handler;
        return this;
    }

    /**
     * Hears how frames fill before they are complete (W-27).
     *
     * @return the handler, null if progress is of no interest.
     */
    public ProgressHandler progressHandler() {
        return progressHandler;
    }

    /**
     * Asks the producer for a descriptor stream of the consumer's own (W-25). While it is not granted, or when it is
     * gone, the shared stream is read.
     *
     * @param channel  Aeron channel, {@code aeron:ipc} with the terms that all publishers use.
     * @param streamId Aeron stream id; a token where the driver assigns ids (D-15).
     * @return this.
     */
    public ConsumerContext ownDescriptorStream(final String channel, final int streamId) {
        this.descriptorChannel = channel;
        this.descriptorStreamId = streamId;
        return this;
    }

    /**
     * Asks the producer for a stream of the consumer's own for progress messages (W-25).
     *
     * @param channel  Aeron channel.
     * @param streamId Aeron stream id; a token where the driver assigns ids (D-15).
     * @return this.
     */
    public ConsumerContext ownControlStream(final String channel, final int streamId) {
        this.controlChannel = channel;
        this.controlStreamId = streamId;
        return this;
    }

    String descriptorChannel() {
        return descriptorChannel;
    }

    int descriptorStreamId() {
        return descriptorStreamId;
    }

    String controlChannel() {
        return controlChannel;
    }

    int controlStreamId() {
        return controlStreamId;
    }
}
