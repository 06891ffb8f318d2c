package org.framedock.camera.aravis;

/**
 * Moves times of a camera's own clock onto CLOCK_MONOTONIC of this host. Lives on the stream's thread; allocates
 * nothing.
 *
 * <p>A frame cannot arrive before it was stamped, and the least delay between stamp and arrival that was seen is taken
 * for the difference of the clocks. What varies from frame to frame, the way through network and scheduler, is thereby
 * taken out; what is the same for all frames, such as the exposure where a camera stamps its beginning, stays in and
 * cannot be told from a difference of clocks. The difference is let grow slowly, as far as two clocks may drift apart.
 * A stamp that does not rise, or leaps against the arrivals, is that of a clock that was set: the frame then gets the
 * time of its arrival, and the difference is learned anew.
 */
final class DeviceClock {

    private static final long LEAP_NS = 500_000_000L;
    /** 200 parts per million, twice what two poor quartzes need. */
    private static final long DRIFT_DIVISOR = 5_000;

    private boolean learned;
    private long differenceNs;
    private long lastDeviceNs;

    /**
     * When a frame was captured.
     *
     * @param deviceNs  stamp of the device's clock, 0 if it has none.
     * @param arrivalNs CLOCK_MONOTONIC when the frame began to arrive; not earlier than that of the frame before.
     * @return CLOCK_MONOTONIC, not later than the arrival.
     */
    long captureNs(final long deviceNs, final long arrivalNs) {
        final long elapsedNs = deviceNs - lastDeviceNs;
        lastDeviceNs = deviceNs;
        final long lagNs = arrivalNs - deviceNs;
        if (!learned || elapsedNs <= 0 || Math.abs(lagNs - differenceNs) > LEAP_NS) {
            learned = deviceNs != 0;
            differenceNs = lagNs;
            return arrivalNs;
        }
        differenceNs = Math.min(lagNs, differenceNs + elapsedNs / DRIFT_DIVISOR);
        return deviceNs + differenceNs;
    }
}
