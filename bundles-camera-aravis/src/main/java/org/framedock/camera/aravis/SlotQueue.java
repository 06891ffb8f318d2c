package org.framedock.camera.aravis;

import org.framedock.source.FrameFormat;
import org.framedock.source.FrameInfo;
import org.framedock.source.LossCause;
import org.framedock.source.SlotReservation;
import org.framedock.source.SourceContext;

/**
 * Lends reserved slots to Aravis and publishes those that come back filled, in the order of their reservations. Lives
 * on the stream's thread; allocates nothing after construction.
 */
final class SlotQueue {

    private static final int STATUS_SUCCESS = 0;
    private static final long MAX_FRAME_AGE_NS = 1_000_000_000L;
    private static final int UNDERRUNS = 2;
    private static final long NOT_READ = -1;

    /** What became of a lent slot. */
    private enum Outcome { LENT, FILLED, BROKEN }

    private final Aravis aravis;
    private final SourceContext context;
    private final BufferStream stream;
    private final FrameIds frameIds;
    private final FrameFormat format;
    private final FrameInfo info = new FrameInfo();
    private final NativeCells cells;
    private final long sizeAddress;
    private final int depth;
    private final SlotReservation[] open;
    private final Outcome[] outcomes;
    private final long[] timestampsNs;
    private final long[] arrivalOfSlotNs;
    private long head;
    private long tail;
    private long lastTimestampNs = Long.MIN_VALUE;
    private long incompleteInARow;
    private long underrunPackets = NOT_READ;

    /**
     * With nothing lent.
     *
     * @param aravis   library.
     * @param context  the stream that is fed.
     * @param stream   buffers over the stream's slots.
     * @param frameIds finds frames that did not come.
     * @param format   shape of every frame.
     * @param depth    how many slots are lent at once.
     */
    SlotQueue(final Aravis aravis, final SourceContext context, final BufferStream stream, final FrameIds frameIds,
        final FrameFormat format, final int depth) {
        this.aravis = aravis;
        this.context = context;
        this.stream = stream;
        this.frameIds = frameIds;
        this.format = format;
        this.depth = depth;
        cells = new NativeCells(aravis);
        sizeAddress = cells.number(0).address();
        open = new SlotReservation[depth];
        outcomes = new Outcome[depth];
        timestampsNs = new long[depth];
        arrivalOfSlotNs = new long[context.slots().slotCount()];
    }

    /**
     * Takes back what is done, publishes it, and lends what may be lent.
     *
     * @param nowNs System.nanoTime() of this round.
     * @return how many slots came back.
     */
    int work(final long nowNs) {
        int returned = 0;
        while (returned < depth) {
            final int slot = stream.pop();
            if (slot == BufferStream.NONE) {
                break;
            }
            takeBack(slot, nowNs);
            returned++;
        }
        lend();
        return returned;
    }

    private void lend() {
        while (tail - head < depth) {
            final SlotReservation reservation = context.slots().reserve(format.payloadBytes());
            if (reservation == null) {
                return;
            }
            final int index = (int)(tail % depth);
            open[index] = reservation;
            outcomes[index] = Outcome.LENT;
            tail++;
            stream.push(reservation.slot());
        }
    }

    private void takeBack(final int slot, final long nowNs) {
        long position = head;
        while (position < tail && open[(int)(position % depth)].slot() != slot) {
            position++;
        }
        final int index = (int)(position % depth);
        if (isComplete(slot)) {
            outcomes[index] = Outcome.FILLED;
            timestampsNs[index] = captureTimeNs(arrivalOfSlotNs[slot], nowNs);
            countMissing(aravis.arvBufferGetFrameId(stream.buffer(slot)));
        } else {
            outcomes[index] = Outcome.BROKEN;
            incompleteInARow++;
        }
        settle();
    }

    private boolean isComplete(final int slot) {
        final long buffer = stream.buffer(slot);
        final long arrivalNs = aravis.arvBufferGetSystemTimestamp(buffer);
        // Aravis can hand back a buffer that it never touched, still with the status of the frame before.
        final boolean fresh = arrivalNs != arrivalOfSlotNs[slot];
        arrivalOfSlotNs[slot] = arrivalNs;
        if (!fresh || aravis.arvBufferGetStatus(buffer) != STATUS_SUCCESS) {
            return false;
        }
        aravis.arvBufferGetData(buffer, sizeAddress);
        return cells.number(0).getLong(0) == format.payloadBytes();
    }

    /** Arrival of the frame's first packet on the monotonic clock; this round's time if the clocks disagree. */
    private long captureTimeNs(final long arrivalNs, final long nowNs) {
        final long ageNs = aravis.gGetRealTime() * 1000 - arrivalNs;
        final long captureNs = nowNs - ageNs;
        final boolean sound = ageNs >= 0 && ageNs < MAX_FRAME_AGE_NS && captureNs > lastTimestampNs;
        lastTimestampNs = sound ? captureNs : nowNs;
        return lastTimestampNs;
    }

    private void countMissing(final long frameId) {
        // Incomplete frames are counted as such already, but their ids cannot be relied on.
        final long missing = frameIds.missingBefore(frameId) - incompleteInARow;
        incompleteInARow = 0;
        if (missing <= 0 && underrunPackets != NOT_READ) {
            return;
        }
        stream.statistics(cells);
        final long underruns = cells.number(UNDERRUNS).getLong(0);
        if (missing > 0) {
            context.lost(underruns != underrunPackets ? LossCause.NO_FREE_SLOT : LossCause.DEVICE_DROPPED, missing);
        }
        underrunPackets = underruns;
    }

    private void settle() {
        while (head < tail) {
            final int index = (int)(head % depth);
            final Outcome outcome = outcomes[index];
            if (outcome == Outcome.LENT) {
                return;
            }
            final SlotReservation reservation = open[index];
            open[index] = null;
            head++;
            if (outcome == Outcome.FILLED) {
                reservation.publish(info.format(format).timestampNs(timestampsNs[index]));
            } else {
                reservation.abandon(LossCause.INCOMPLETE);
            }
        }
    }
}
