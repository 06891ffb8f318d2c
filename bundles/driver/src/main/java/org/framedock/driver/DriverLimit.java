package org.framedock.driver;

/**
 * What one driver takes on at most, so that no client can use up its memory, its time or its files. A request beyond a
 * limit is answered with REJECTED and a text that names the limit (D-3), or declined, and is counted in
 * {@link DriverStatus.Bound}. A session is one Aeron publication on the control stream, hence one client or several of
 * one process that share a connection.
 */
public enum DriverLimit {

    /** Live leases in all. */
    LEASES(1024),
    /** Live leases of one stream. One place is kept for its producer. */
    LEASES_PER_STREAM(512),
    /** Live leases that came from one session, so that a client that floods attaches leaves room for others. */
    LEASES_PER_SESSION(256),
    /** Streams, of the settings and made by an attach; settings with more than these are refused at start. */
    STREAMS(512),
    /**
     * Epochs of one stream made within {@code policies.epoch_gc_min_age_ns} or three seconds, whichever is less:
     * younger ones are not cleaned up (D-16), so whoever attaches and detaches in a loop fills the file system.
     */
    YOUNG_EPOCHS_PER_STREAM(32),
    /** Consumers that hold a stream of their own from the configured ranges (D-15). */
    CONSUMER_STREAMS(1024),
    /** The same, of those that came from one session. */
    CONSUMER_STREAMS_PER_SESSION(256),
    /** Control messages read in a duty cycle; then timers have their turn. */
    MESSAGES_PER_CYCLE(64),
    /** Control messages of one session read before the next session has its turn. */
    MESSAGES_PER_TURN(8),
    /** Revocations that wait for a control stream that takes nothing (D-6); beyond it the oldest is lost. */
    WAITING_REVOCATIONS(4096);

    private final int defaultValue;

    DriverLimit(final int defaultValue) {
        this.defaultValue = defaultValue;
    }

    /**
     * The limit of a driver that is not told another.
     *
     * @return at least 1.
     */
    public int defaultValue() {
        return defaultValue;
    }
}
