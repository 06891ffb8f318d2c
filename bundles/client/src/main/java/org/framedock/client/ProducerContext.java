package org.framedock.client;

/** What one producer feeds. */
public final class ProducerContext implements Cloneable {

    /** Reservations open at once unless configured otherwise. */
    public static final int DEFAULT_MAX_OUTSTANDING = 8;

    private long streamId;
    private long clientId;
    private int maxOutstanding = DEFAULT_MAX_OUTSTANDING;
    private boolean publishTimestamps;

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
}
