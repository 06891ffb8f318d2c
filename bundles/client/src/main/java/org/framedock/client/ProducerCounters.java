package org.framedock.client;

/** What became of a producer's frames. Written by its thread; other threads may read and see it a little late. */
public final class ProducerCounters {

    long published;
    long abandoned;
    long didNotFit;
    long backPressured;
    long lostWithLease;
    long privateBackPressured;
    long memoryFaults;

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

    /**
     * Descriptors that met back-pressure on a single consumer's own stream (W-25); the frame reached the others.
     *
     * @return descriptors.
     */
    public long privateBackPressured() {
        return privateBackPressured;
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
