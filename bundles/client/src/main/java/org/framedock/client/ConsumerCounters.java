package org.framedock.client;

/** What became of the frames that a consumer heard of. Written by its thread; others may see it a little late. */
public final class ConsumerCounters {

    long frames;
    long gaps;
    long late;
    long invalid;
    long otherEpoch;
    long unmapped;
    long remaps;

    ConsumerCounters() {
    }

    /**
     * Frames that were handled and still valid after the handler.
     *
     * @return frames.
     */
    public long frames() {
        return frames;
    }

    /**
     * Sequences for which no descriptor came (W-23).
     *
     * @return frames.
     */
    public long gaps() {
        return gaps;
    }

    /**
     * Frames that were not committed, or were overwritten before or during the handler (W-14, W-23).
     *
     * @return frames.
     */
    public long late() {
        return late;
    }

    /**
     * Frames with an unsound header (W-17).
     *
     * @return frames.
     */
    public long invalid() {
        return invalid;
    }

    /**
     * Descriptors of another epoch than the mapped one (W-22).
     *
     * @return frames.
     */
    public long otherEpoch() {
        return otherEpoch;
    }

    /**
     * Descriptors that came while nothing was mapped.
     *
     * @return frames.
     */
    public long unmapped() {
        return unmapped;
    }

    /**
     * How often regions were mapped after the first time.
     *
     * @return times.
     */
    public long remaps() {
        return remaps;
    }
}
