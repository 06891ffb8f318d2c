package org.framedock.client;

/** What one consumer reads. */
public final class ConsumerContext implements Cloneable {

    /** Gap beyond which a consumer starts afresh at the newest frame (W-23). */
    public static final int DEFAULT_MAX_OUTSTANDING_SEQ_GAP = 256;

    private long streamId;
    private long clientId;
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
        return this;
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
}
