package org.framedock.client;

/** What became of a producer's frames. Written by its thread; other threads may read and see it a little late. */
public final class ProducerCounters {

    long published;
    long abandoned;
    long didNotFit;
    long backPressured;
    long lostWithLease;

    ProducerCounters() {
    }

    /**
     * Frames committed and described, or committed with nobody listening.
     *
     * @return frames.
     */
    public long published() {
        return published;
    }

    /**
     * Reservations given up without a frame; each is a gap in the sequence.
     *
     * @return frames.
     */
    public long abandoned() {
        return abandoned;
    }

    /**
     * Frames larger than every pool (W-11).
     *
     * @return frames.
     */
    public long didNotFit() {
        return didNotFit;
    }

    /**
     * Frames whose descriptor met back-pressure (W-28a).
     *
     * @return frames.
     */
    public long backPressured() {
        return backPressured;
    }

    /**
     * Frames that were ready after their lease had ended.
     *
     * @return frames.
     */
    public long lostWithLease() {
        return lostWithLease;
    }
}
