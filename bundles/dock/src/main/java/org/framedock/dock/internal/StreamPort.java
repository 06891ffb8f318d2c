package org.framedock.dock.internal;

import org.framedock.client.Metadata;

/**
 * A stream's producer, as far as the dock uses it. Called on the stream's thread only. Stands between the dock and the
 * client so that the dock's state machine can be tried without a driver.
 */
interface StreamPort {

    /** Attach, keepalives, all that is due; the amount of work done. */
    int doWork(long nowNs);

    boolean isAttached();

    long leaseId();

    long epoch();

    /** Why it is not attached, for people; never null. */
    String detail();

    int slotCount();

    int maxOutstanding();

    int maxPayloadBytes();

    long slotAddress(int slot, int payloadBytes);

    int capacity(int payloadBytes);

    /** The next slot, or null while the window is full or there is no lease. No allocation. */
    OpenSlot reserve(int payloadBytes);

    /** Slots that are reserved and neither published nor abandoned. */
    default int openReservations() {
        return 0;
    }

    /** Version of the metadata that frames name now, {@link Metadata#NO_VERSION} if there is none. */
    default int metadataVersion() {
        return Metadata.NO_VERSION;
    }

    /** Frames published from now on name this metadata; equal content changes nothing. */
    void metadata(Metadata metadata);

    /** All open reservations end as if they had never been made. Only while nothing writes into them. */
    void withdraw();

    /** Gives the lease back, leaves its memory mapped for ever, attaches anew. */
    void detachAndLeaveMapped();

    /** Gives the lease back and unmaps. */
    void close();
}
