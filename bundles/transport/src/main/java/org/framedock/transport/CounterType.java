package org.framedock.transport;

/**
 * What the Aeron counters of drivers, clients and docks count. Type ids are 90000 to 90099: beyond those of Aeron, its
 * archive, its cluster and other products. Ids are never given another meaning.
 *
 * <p>Key of a counter, little-endian, as read by {@code CountersReader}:
 *
 * <pre>
 *  0 stream id   u32, 0 if it is not of one stream
 *  4 client id   u32, 0 if it is not of one client
 *  8 length      i32, bytes of the instance
 * 12 instance    ASCII, at most {@link CounterGroup#MAX_INSTANCE_BYTES} bytes; driver.instance_id where it is known
 *    process     i32 behind the instance, the process that counts, as {@link CounterGroup#pidOf} reads it
 * </pre>
 */
public enum CounterType {
    /** Live leases of a stream, as the driver has given them. */
    DRIVER_LEASES(90_000, "leases"),
    /** Attaches that the driver refused, for whatever reason (D-4). */
    DRIVER_ATTACHES_REFUSED(90_001, "attaches refused"),
    /** Messages to the driver that contradicted the schema or held values that none may have. */
    DRIVER_MALFORMED(90_002, "malformed messages"),
    /** Leases that expired without a keepalive (D-5). */
    DRIVER_EXPIRED(90_003, "leases expired"),
    /** Epochs that the driver made (D-7). */
    DRIVER_EPOCHS(90_004, "epochs made"),
    /** Unexpected errors that the driver's agent survived. */
    DRIVER_ERRORS(90_005, "errors"),
    /** Messages of the driver that the control or announce stream did not take. */
    DRIVER_LOST(90_006, "messages lost"),
    /** Requests beyond a limit of the driver. */
    DRIVER_LIMITED(90_007, "requests beyond a limit"),

    /** Frames that a producer committed and whose descriptor was sent. */
    PRODUCER_PUBLISHED(90_020, "frames published"),
    /** Frames whose descriptor met back-pressure: readers see a gap (W-28a). */
    PRODUCER_BACK_PRESSURED(90_021, "frames lost by back-pressure"),
    /** Reservations that were given up. */
    PRODUCER_ABANDONED(90_022, "frames abandoned"),
    /** Frames that no pool holds (W-11). */
    PRODUCER_DID_NOT_FIT(90_023, "frames that did not fit"),
    /** Frames that were under way when the lease ended. */
    PRODUCER_LOST_WITH_LEASE(90_024, "frames lost with the lease"),
    /** Descriptors for one consumer alone that met back-pressure (W-25). */
    PRODUCER_PRIVATE_BACK_PRESSURED(90_025, "private descriptors lost by back-pressure"),
    /** Accesses to mapped memory whose page was gone. */
    PRODUCER_MEMORY_FAULTS(90_026, "producer memory faults"),

    /** Frames that passed every check and were handed on. */
    CONSUMER_FRAMES(90_040, "frames accepted"),
    /** Sequences that did not come (W-23). */
    CONSUMER_GAPS(90_041, "frames missed by gaps"),
    /** Frames that were overwritten before or while they were read (W-14). */
    CONSUMER_LATE(90_042, "frames dropped late"),
    /** Frames whose header is wrong (W-17). */
    CONSUMER_INVALID(90_043, "frames dropped invalid"),
    /** Descriptors of another epoch (W-22). */
    CONSUMER_OTHER_EPOCH(90_044, "frames of another epoch"),
    /** Descriptors that came while nothing was mapped. */
    CONSUMER_UNMAPPED(90_045, "frames while unmapped"),
    /** How often another epoch was mapped. */
    CONSUMER_REMAPS(90_046, "remaps"),
    /** Frames left out by the rate limit (W-26). */
    CONSUMER_THINNED(90_047, "frames left out by rate"),
    /** Accesses to mapped memory whose page was gone. */
    CONSUMER_MEMORY_FAULTS(90_048, "consumer memory faults"),

    /**
     * A dock stream's state: 0 UNCONFIGURED, 1 STARTING, 2 STREAMING, 3 STOPPING, 4 IDLE, 5 RECONNECTING, 6 FAULTED.
     */
    DOCK_STATE(90_060, "state"),
    /** Frames that a source sent. */
    DOCK_PUBLISHED(90_061, "frames of the source"),
    /** Frames that the device dropped. */
    DOCK_DEVICE_DROPPED(90_062, "frames lost: device dropped"),
    /** Frames that did not arrive whole. */
    DOCK_INCOMPLETE(90_063, "frames lost: incomplete"),
    /** Frames that the device had and for which no slot was reserved. */
    DOCK_NO_FREE_SLOT(90_064, "frames lost: no free slot"),
    /** Frames larger than the slot. */
    DOCK_DID_NOT_FIT(90_065, "frames lost: did not fit"),
    /** Frames whose descriptor could not be sent. */
    DOCK_BACK_PRESSURE(90_066, "frames lost: back-pressure"),
    /** Frames that were published after the lease had ended. */
    DOCK_LEASE_LOST(90_067, "frames lost: lease lost"),
    /** How often a source that delivered was lost. */
    DOCK_INTERRUPTIONS(90_068, "interruptions");

    private final int typeId;
    private final String what;

    CounterType(final int typeId, final String what) {
        this.typeId = typeId;
        this.what = what;
    }

    /**
     * The counter's type id in Aeron.
     *
     * @return 90000 to 90099.
     */
    public int typeId() {
        return typeId;
    }

    /**
     * What it counts, as in the counter's label.
     *
     * @return a few words.
     */
    public String what() {
        return what;
    }
}
