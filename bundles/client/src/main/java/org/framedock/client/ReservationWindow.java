package org.framedock.client;

import org.agrona.BitUtil;
import org.framedock.memory.MappedRegion;

/**
 * The reservations between the oldest open one and the next to come. Their sequences are consecutive, so each has its
 * place by its sequence. No allocation after construction.
 */
final class ReservationWindow {

    private final Reservation[] places;
    private final int mask;
    private final int limit;
    private long oldest;
    private long next;
    private long lastPublished = -1;

    ReservationWindow(final FrameWriter writer, final int limit) {
        this.limit = limit;
        this.places = new Reservation[BitUtil.findNextPositivePowerOfTwo(limit)];
        this.mask = places.length - 1;
        for (int i = 0; i < places.length; i++) {
            places[i] = new Reservation(writer);
        }
    }

    int limit() {
        return limit;
    }

    boolean isFull() {
        return next - oldest >= limit;
    }

    boolean isEmpty() {
        return next == oldest;
    }

    int size() {
        int open = 0;
        for (long seq = oldest; seq < next; seq++) {
            if (places[(int)seq & mask].isOpen()) {
                open++;
            }
        }
        return open;
    }

    long nextSequence() {
        return next;
    }

    long lastPublished() {
        return lastPublished;
    }

    Reservation open(final int slot, final MappedRegion pool) {
        final Reservation reservation = places[(int)next & mask].begin(next, slot, pool);
        next++;
        return reservation;
    }

    /** A frame that needs no reservation, while none is open. */
    long skip() {
        lastPublished = next;
        oldest = next + 1;
        return next++;
    }

    void requirePublishable(final Reservation reservation) {
        requireOpen(reservation);
        if (reservation.sequence() <= lastPublished) {
            throw new IllegalStateException("reservation " + reservation.sequence() + " was passed over: "
                + lastPublished + " is published already, so it can only be abandoned");
        }
    }

    void requireOpen(final Reservation reservation) {
        if (!reservation.isOpen()) {
            throw new IllegalStateException("reservation " + reservation.sequence() + " has ended");
        }
    }

    void published(final Reservation reservation) {
        lastPublished = reservation.sequence();
        end(reservation);
    }

    void end(final Reservation reservation) {
        reservation.end();
        while (oldest < next && !places[(int)oldest & mask].isOpen()) {
            oldest++;
        }
    }

    /** Ends what is open; sequences of which none has gone out are used again. */
    void withdraw() {
        for (long seq = oldest; seq < next; seq++) {
            places[(int)seq & mask].end();
        }
        next = lastUsed() + 1;
        oldest = next;
    }

    /** The newest sequence that a consumer may have heard of, or that is a counted gap before such a one. */
    private long lastUsed() {
        return Math.max(lastPublished, oldest - 1);
    }

    /** A new epoch: sequences begin anew. */
    void restart() {
        withdraw();
        oldest = 0;
        next = 0;
        lastPublished = -1;
    }
}
