package org.framedock.client;

/** What one producer feeds. */
public final class ProducerContext implements Cloneable {

    /** Reservations open at once unless configured otherwise. */
    public static final int DEFAULT_MAX_OUTSTANDING = 8;

    /** The least time between two progress messages unless configured otherwise, in nanoseconds. */
    public static final long DEFAULT_PROGRESS_INTERVAL_NS = 250_000;
    /** The least growth between two progress messages unless configured otherwise. */
    public static final long DEFAULT_PROGRESS_BYTES_DELTA = 65_536;

    private long streamId;
    private String streamName = "";
    private long clientId;
    private int maxOutstanding = DEFAULT_MAX_OUTSTANDING;
    private boolean publishTimestamps;
    private boolean requireHugepages;
    private long desiredNodeId = LeaseRequest.ANY_NODE;
    private boolean mayCreateStream = true;
    private String payloadFallbackUri = "";
    private long progressIntervalNs = DEFAULT_PROGRESS_INTERVAL_NS;
    private long progressBytesDelta = DEFAULT_PROGRESS_BYTES_DELTA;

    /**
     * Checks the values.
     *
     * @return this.
     * @throws IllegalArgumentException if one is out of range.
     */
    public ProducerContext conclude() {
        ClientIds.requireU32("streamId", streamId);
        ClientIds.requireU32("clientId", clientId);
        if (maxOutstanding < 1) {
            throw new IllegalArgumentException("maxOutstanding=" + maxOutstanding + " has to be at least 1");
        }
        ClientIds.requireNodeId(desiredNodeId);
        if (progressIntervalNs < 0 || progressBytesDelta < 0) {
            throw new IllegalArgumentException("progressIntervalNs=" + progressIntervalNs + " and progressBytesDelta="
                + progressBytesDelta + " have to be 0 or more");
        }
        return this;
    }

    /** {@inheritDoc} */
    @Override
    public ProducerContext clone() {
        try {
            return (ProducerContext)super.clone();
        } catch (final CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * The stream to feed.
     *
     * @param id u32.
     * @return this.
     */
    public ProducerContext streamId(final long id) {
        this.streamId = id;
        return this;
    }

    /**
     * The stream to feed.
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
    public ProducerContext streamName(final String name) {
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
     * The producer's client id.
     *
     * @param id u32; 0 = choose one, and another if it is taken (D-2).
     * @return this.
     */
    public ProducerContext clientId(final long id) {
        this.clientId = id;
        return this;
    }

    /**
     * The producer's client id.
     *
     * @return u32, 0 = choose one.
     */
    public long clientId() {
        return clientId;
    }

    /**
     * How many reservations may be open at once; the half of the ring is the limit whatever is asked.
     *
     * @param reservations at least 1.
     * @return this.
     */
    public ProducerContext maxOutstanding(final int reservations) {
        this.maxOutstanding = reservations;
        return this;
    }

    /**
     * How many reservations may be open at once.
     *
     * @return at least 1.
     */
    public int maxOutstanding() {
        return maxOutstanding;
    }

    /**
     * Whether descriptors carry the time of publication, for measuring latency (W-20a).
     *
     * @param stamped true to stamp, at the cost of a clock read per frame.
     * @return this.
     */
    public ProducerContext publishTimestamps(final boolean stamped) {
        this.publishTimestamps = stamped;
        return this;
    }

    /**
     * Whether descriptors carry the time of publication.
     *
     * @return true if they do.
     */
    public boolean publishTimestamps() {
        return publishTimestamps;
    }

    /**
     * Whether the regions have to lie on hugetlbfs; else the attach is refused, never downgraded (W-31).
     *
     * @param required true if nothing else will do.
     * @return this.
     */
    public ProducerContext requireHugepages(final boolean required) {
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
    public ProducerContext desiredNodeId(final long nodeId) {
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
     * Whether a stream that does not exist may be made, if the driver's policy allows it (D-4).
     *
     * @param mayCreate true unless the stream has to exist.
     * @return this.
     */
    public ProducerContext mayCreateStream(final boolean mayCreate) {
        this.mayCreateStream = mayCreate;
        return this;
    }

    /**
     * Whether a stream that does not exist may be made, if the driver's policy allows it (D-4).
     *
     * @return true unless the stream has to exist.
     */
    public boolean mayCreateStream() {
        return mayCreateStream;
    }

    /**
     * Where consumers that cannot read shared memory find the payloads, told to them in answer to their hello (W-34).
     *
     * @param uri a URI, empty for nowhere.
     * @return this.
     */
    public ProducerContext payloadFallbackUri(final String uri) {
        this.payloadFallbackUri = uri;
        return this;
    }

    /**
     * Where consumers that cannot read shared memory find the payloads, told to them in answer to their hello (W-34).
     *
     * @return a URI, empty for nowhere.
     */
    public String payloadFallbackUri() {
        return payloadFallbackUri;
    }

    /**
     * The least time between two progress messages of a frame, however curious consumers are (W-27).
     *
     * @param intervalNs nanoseconds.
     * @return this.
     */
    public ProducerContext progressIntervalNs(final long intervalNs) {
        this.progressIntervalNs = intervalNs;
        return this;
    }

    /**
     * The least time between two progress messages of a frame, however curious consumers are (W-27).
     *
     * @return nanoseconds.
     */
    public long progressIntervalNs() {
        return progressIntervalNs;
    }

    /**
     * The least growth between two progress messages of a frame (W-27).
     *
     * @param bytes bytes.
     * @return this.
     */
    public ProducerContext progressBytesDelta(final long bytes) {
        this.progressBytesDelta = bytes;
        return this;
    }

    /**
     * The least growth between two progress messages of a frame (W-27).
     *
     * @return bytes.
     */
    public long progressBytesDelta() {
        return progressBytesDelta;
    }
}
