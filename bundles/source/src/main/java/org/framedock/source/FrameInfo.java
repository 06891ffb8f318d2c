package org.framedock.source;

/** What a source says of a filled slot. Mutable, so that one object serves every frame of a source. */
public final class FrameInfo {

    private FrameFormat format;
    private int payloadBytes;
    private long timestampNs;

    /**
     * Says what the slot holds; the payload is as large as the format says.
     *
     * @param frameFormat shape of the frame.
     * @return this.
     */
    public FrameInfo format(final FrameFormat frameFormat) {
        this.format = frameFormat;
        this.payloadBytes = frameFormat.payloadBytes();
        return this;
    }

    /**
     * Says when the frame was captured.
     *
     * @param captureTimestampNs CLOCK_MONOTONIC of this host, in nanoseconds; 0 lets the container stamp the
     *                           publication.
     * @return this.
     */
    public FrameInfo timestampNs(final long captureTimestampNs) {
        this.timestampNs = captureTimestampNs;
        return this;
    }

    /**
     * Shape of the frame.
     *
     * @return the format, null if none was set.
     */
    public FrameFormat format() {
        return format;
    }

    /**
     * Size of the frame.
     *
     * @return bytes.
     */
    public int payloadBytes() {
        return payloadBytes;
    }

    /**
     * Time of capture.
     *
     * @return CLOCK_MONOTONIC nanoseconds, 0 if not known.
     */
    public long timestampNs() {
        return timestampNs;
    }
}
