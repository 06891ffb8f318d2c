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
    long thinned;
    long jumped;
    long progress;
    long progressRefused;
    long memoryFaults;

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

    /**
     * Frames left out on purpose to keep the rate that was asked for, here or by the producer (W-25, W-26).
     *
     * @return frames.
     */
    public long thinned() {
        return thinned;
    }

    /**
     * Frames passed over to reach the newest after falling too far behind; counted as gaps, too (W-23).
     *
     * @return frames.
     */
    public long jumped() {
        return jumped;
    }

    /**
     * Messages on frames that were being filled, handed to the progress handler (W-27).
     *
     * @return messages.
     */
    public long progress() {
        return progress;
    }

    /**
     * Progress messages that made no sense; a frame whose count fell is dropped as invalid (W-27).
     *
     * @return messages.
     */
    public long progressRefused() {
        return progressRefused;
    }

    /**
     * How often mapped memory turned out to be gone because somebody had shortened its file.
     *
     * @return times.
     */
    public long memoryFaults() {
        return memoryFaults;
    }
}
