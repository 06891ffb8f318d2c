package org.framedock.driver;

import java.util.List;

/**
 * What a driver is doing, for operators and for other rooms. In a container it is registered as a service for as long
 * as the driver's bundle is active, whether a driver runs or not. May be called from any thread; never waits.
 */
public interface DriverStatus {

    /** What a driver is doing. */
    enum State {
        /** Settings are being read, or the media driver is being started. */
        STARTING,
        /** Ready, but no media driver is alive that would carry requests (D-19a). */
        WAITING_FOR_MEDIA_DRIVER,
        /** Answers requests. */
        RUNNING,
        /** Cannot start: the detail says why and what would be accepted. */
        FAULTED,
        /** Has ended. */
        ENDED
    }

    /** What a lease is for. */
    enum Role {
        /** Fills slots. */
        PRODUCER,
        /** Reads slots. */
        CONSUMER
    }

    /**
     * A payload pool of a stream.
     *
     * @param poolId      u16.
     * @param slotCount   slots.
     * @param strideBytes bytes of a slot.
     */
    record Pool(int poolId, int slotCount, int strideBytes) {
    }

    /**
     * A stream.
     *
     * @param streamId         its id in the protocol.
     * @param name             its name in the settings; {@code dynamic-ID} if an attach made it.
     * @param epoch            the current epoch, 0 if it has no regions yet (D-7).
     * @param producerClientId client id of the attached producer, 0 if there is none (D-9).
     * @param consumerCount    attached consumers.
     * @param slotCount        slots of the header ring and of every pool.
     * @param pools            its payload pools, immutable.
     * @param detail           why it has no regions though somebody wants them, else empty.
     */
    record Stream(long streamId, String name, long epoch, long producerClientId, int consumerCount, int slotCount,
        List<Pool> pools, String detail) {
    }

    /**
     * A live lease.
     *
     * @param leaseId        unsigned.
     * @param streamId       the stream it is for.
     * @param clientId       who holds it.
     * @param role           what it is for.
     * @param ageNs          nanoseconds since it was given.
     * @param keepaliveAgeNs nanoseconds since its last keepalive, or since it was given if there was none.
     * @param nodeId         node id that goes with it, -1 if none was free (D-14).
     * @param sessionId      Aeron session that the attach came from; the media driver's counters tell whose it is.
     */
    record Lease(long leaseId, long streamId, long clientId, Role role, long ageNs, long keepaliveAgeNs, long nodeId,
        int sessionId) {

        /**
         * A lease whose session is not known.
         *
         * @param leaseId        as above.
         * @param streamId       as above.
         * @param clientId       as above.
         * @param role           as above.
         * @param ageNs          as above.
         * @param keepaliveAgeNs as above.
         * @param nodeId         as above.
         */
        public Lease(final long leaseId, final long streamId, final long clientId, final Role role, final long ageNs,
            final long keepaliveAgeNs, final long nodeId) {
            this(leaseId, streamId, clientId, role, ageNs, keepaliveAgeNs, nodeId, 0);
        }
    }

    /**
     * What was counted since the start.
     *
     * @param malformed  messages whose structure or values contradict the schema.
     * @param lost       messages that could not be sent for back-pressure.
     * @param errors     unexpected errors that the agent survived.
     * @param expired    leases that expired (D-5).
     * @param epochsMade epochs that were made.
     * @param epochsDeleted epochs that were cleaned up (D-16).
     * @param limited    requests refused or declined since some limit was reached.
     */
    record Counters(long malformed, long lost, long errors, long expired, long epochsMade, long epochsDeleted,
        long limited) {

        /** Nothing counted yet. */
        public static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * What the driver takes on at most of one thing.
     *
     * @param limit   of what.
     * @param value   how many.
     * @param refused requests that were refused or declined for it since the start.
     */
    record Bound(DriverLimit limit, int value, long refused) {
    }

    /**
     * A driver at one moment. Immutable.
     *
     * @param instanceId name of the driver in its settings; empty before they are read.
     * @param state      what it is doing.
     * @param detail     in words, for people; several lines if settings hold several mistakes.
     * @param uptimeNs   nanoseconds since it started.
     * @param streams    its streams, in the order of the settings.
     * @param leases     its live leases, oldest first.
     * @param counters   what was counted.
     * @param bounds     what it takes on at most; empty if it does not run.
     */
    record Snapshot(String instanceId, State state, String detail, long uptimeNs, List<Stream> streams,
        List<Lease> leases, Counters counters, List<Bound> bounds) {

        /** Copies the lists. */
        public Snapshot {
            streams = List.copyOf(streams);
            leases = List.copyOf(leases);
            bounds = List.copyOf(bounds);
        }

        /**
         * A driver without streams, since it does not run.
         *
         * @param instanceId its name, may be empty.
         * @param state      what it is doing.
         * @param detail     in words.
         * @return the snapshot.
         */
        public static Snapshot of(final String instanceId, final State state, final String detail) {
            return new Snapshot(instanceId, state, detail, 0, List.of(), List.of(), Counters.NONE, List.of());
        }
    }

    /**
     * Where a driver works, and where its clients meet it. Immutable.
     *
     * @param settings           what its settings were read from, for people; empty if they were not.
     * @param mediaDriver        which media driver serves it, for people; empty if none was chosen yet.
     * @param aeronDirectory     directory of that media driver, or empty.
     * @param sharedMemory       directory of its region files, or empty.
     * @param controlChannel     Aeron channel of the control stream, or empty.
     * @param controlStreamId    Aeron stream id of the control stream.
     * @param qosChannel         Aeron channel of the quality-of-service stream, or empty.
     * @param qosStreamId        Aeron stream id of the quality-of-service stream.
     * @param leaseLifeNs        nanoseconds without a keepalive after which a lease expires (D-5).
     */
    record Place(String settings, String mediaDriver, String aeronDirectory, String sharedMemory,
        String controlChannel, int controlStreamId, String qosChannel, int qosStreamId, long leaseLifeNs) {

        /** Of a driver that does not run. */
        public static final Place NONE = new Place("", "", "", "", "", 0, "", 0, 0);
    }

    /**
     * Where the driver that runs now works.
     *
     * @return {@link Place#NONE} if none runs, or it does not tell.
     */
    default Place place() {
        return Place.NONE;
    }

    /**
     * The newest snapshot. A running driver makes one each second and at every change.
     *
     * @return never null.
     */
    Snapshot snapshot();
}
