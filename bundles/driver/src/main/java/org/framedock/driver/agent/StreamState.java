package org.framedock.driver.agent;

import org.framedock.driver.region.EpochFiles;
import org.framedock.settings.Profile;

/** A stream: its shape, its current epoch and who is attached. */
final class StreamState {

    final long streamId;
    final String name;
    final Profile profile;
    /** The highest epoch that this stream has had, used or not; the next is above it (D-7). */
    long lastEpoch;
    /** Regions of the current epoch, or null if it has none. */
    EpochFiles files;
    /** The epoch before the current one, to which consumers still refer for a while (D-16). */
    long previousEpoch;
    long previousEpochUntilNs;
    /** The lease of the attached producer, or null (D-1). */
    Lease producer;
    int consumerCount;
    /** Regions could not be made when they were due; it is tried again at announce cadence. */
    boolean needsRegions;
    /** Why regions could not be made, else empty. */
    String detail = "";
    /** An announce is due that had to wait for a revocation (D-6). */
    boolean announceDue;
    boolean collectDue;
    /** When the newest epochs were made, as far back as their number is limited; a ring. */
    private final long[] madeNs;
    private int madeCount;

    StreamState(final long streamId, final String name, final Profile profile, final long lastEpoch,
        final int youngEpochLimit) {
        this.streamId = streamId;
        this.name = name;
        this.profile = profile;
        this.lastEpoch = lastEpoch;
        madeNs = new long[youngEpochLimit];
    }

    /** Remembers that regions of an epoch were made. */
    void addMade(final long nowNs) {
        madeNs[madeCount % madeNs.length] = nowNs;
        // Counts on beyond the ring's length, and stays in a ring of twice that length lest it overflow.
        madeCount = madeCount + 1 < 2 * madeNs.length ? madeCount + 1 : madeNs.length;
    }

    /** Whether as many epochs as there may be are younger than an age. */
    boolean hasManyYounger(final long ageNs, final long nowNs) {
        return madeCount >= madeNs.length && nowNs - madeNs[madeCount % madeNs.length] < ageNs;
    }

    /** Live leases of this stream. */
    int leaseCount() {
        return consumerCount + (producer == null ? 0 : 1);
    }

    boolean isProvisioned() {
        return files != null;
    }

    /** Client id of the attached producer, or 0 (D-9). */
    long producerClientId() {
        return producer == null ? 0 : producer.clientId;
    }

    /** Whether some lease of this stream refers to an epoch (D-16). */
    boolean isReferredTo(final long epoch, final long nowNs) {
        if (files != null && files.epoch() == epoch) {
            return true;
        }
        return consumerCount > 0 && epoch == previousEpoch && nowNs - previousEpochUntilNs < 0;
    }
}
