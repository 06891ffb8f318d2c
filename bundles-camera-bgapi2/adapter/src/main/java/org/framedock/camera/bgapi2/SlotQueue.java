package org.framedock.camera.bgapi2;

import org.framedock.camera.bgapi2.library.Bgapi2Exception;
import org.framedock.source.FrameInfo;
import org.framedock.source.LossCause;
import org.framedock.source.SlotReservation;
import org.framedock.source.SourceContext;

/**
 * Queues the buffers of reserved slots and publishes those that come back filled, in the order of their reservations.
 * Lives on the stream's thread; allocates nothing after construction unless something fails.
 */
final class SlotQueue {

    /** What became of a queued slot. */
    private enum Outcome { QUEUED, FILLED, BROKEN }

    private final SourceContext context;
    private final SlotBuffers buffers;
    private final FrameReader reader;
    private final MissedFrames missedFrames;
    private final FrameInfo info = new FrameInfo();
    private final int payloadBytes;
    private final int depth;
    private final SlotReservation[] open;
    private final Outcome[] outcomes;
    private final long[] timestampsNs;
    private long head;
    private long tail;
    private long incompleteInARow;

    /**
     * With nothing queued.
     *
     * @param context      the stream that is fed.
     * @param buffers      over the stream's slots.
     * @param reader       knows what a filled buffer holds.
     * @param payloadBytes what a device may write to a slot.
     * @param depth        how many slots are queued at once.
     */
    SlotQueue(final SourceContext context, final SlotBuffers buffers, final FrameReader reader,
        final int payloadBytes, final int depth) {
        this.context = context;
        this.buffers = buffers;
        this.reader = reader;
        this.payloadBytes = payloadBytes;
        this.depth = depth;
        missedFrames = new MissedFrames(context, buffers);
        open = new SlotReservation[depth];
        outcomes = new Outcome[depth];
        timestampsNs = new long[depth];
    }

    /**
     * Takes back what is done, publishes it, and queues what may be queued.
     *
     * @param doubtCounts true to ask for a buffer although the library counts none.
     * @return how many slots came back.
     * @throws Bgapi2Exception if the library fails.
     */
    int work(final boolean doubtCounts) throws Bgapi2Exception {
        int returned = 0;
        while (returned < depth) {
            final int slot = buffers.take(doubtCounts && returned == 0);
            if (slot == SlotBuffers.NONE) {
                break;
            }
            takeBack(slot);
            returned++;
            // At once, so that the device has a buffer again before the next frame is looked at.
            queue();
        }
        queue();
        return returned;
    }

    /**
     * Queues what may be queued.
     *
     * @throws Bgapi2Exception if the library fails.
     */
    void queue() throws Bgapi2Exception {
        while (tail - head < depth) {
            final SlotReservation reservation = context.slots().reserve(payloadBytes);
            if (reservation == null) {
                return;
            }
            final int index = (int)(tail % depth);
            open[index] = reservation;
            outcomes[index] = Outcome.QUEUED;
            tail++;
            buffers.queue(reservation.slot());
        }
    }

    /**
     * Whether the device has somewhere to write to.
     *
     * @return true if a slot is queued.
     */
    boolean isQueued() {
        return head < tail;
    }

    private void takeBack(final int slot) {
        long position = head;
        while (position < tail && open[(int)(position % depth)].slot() != slot) {
            position++;
        }
        final int index = (int)(position % depth);
        if (reader.read(buffers.buffer(slot), open[index])) {
            outcomes[index] = Outcome.FILLED;
            timestampsNs[index] = reader.timestampNs();
            if (reader.hasFrameId()) {
                missedFrames.onFrame(reader.frameId(), incompleteInARow);
            }
            incompleteInARow = 0;
        } else {
            outcomes[index] = Outcome.BROKEN;
            incompleteInARow++;
        }
        settle();
    }

    private void settle() {
        while (head < tail) {
            final int index = (int)(head % depth);
            final Outcome outcome = outcomes[index];
            if (outcome == Outcome.QUEUED) {
                return;
            }
            final SlotReservation reservation = open[index];
            open[index] = null;
            head++;
            if (outcome == Outcome.FILLED) {
                reservation.publish(info.format(reader.format()).timestampNs(timestampsNs[index]));
            } else {
                reservation.abandon(LossCause.INCOMPLETE);
            }
        }
    }
}
