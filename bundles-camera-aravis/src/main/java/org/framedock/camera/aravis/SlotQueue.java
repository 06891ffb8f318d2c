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

    /** Before the first frame. */
    static final long NEVER = Long.MIN_VALUE;

    private static final int STATUS_SUCCESS = 0;
    private static final int STATUS_SIZE_MISMATCH = 5;
    private static final long MAX_FRAME_AGE_NS = 1_000_000_000L;

    /** What became of a lent slot. */
    private enum Outcome { LENT, FILLED, PADDED, INCOMPLETE, TOO_LARGE }

    private final Aravis aravis;
    private final SourceContext context;
    private final BufferStream stream;
    private final MissedFrames missedFrames;
    private final FrameLayout layout;
    private final long imageBytes;
    private final FrameFormat image;
    private final FrameFormat padded;
    private final FrameInfo info = new FrameInfo();
    private final DeviceClock clock = new DeviceClock();
    private final NativeCells cells;
    private final int depth;
    private final SlotReservation[] open;
    private final Outcome[] outcomes;
    private final long[] timestampsNs;
    private final long[] arrivalOfSlotNs;
    private long head;
    private long tail;
    private long lastTimestampNs = NEVER;
    private long incompleteInARow;

    /**
     * With nothing lent.
     *
     * @param aravis          library.
     * @param context         the stream that is fed.
     * @param stream          buffers over the stream's slots.
     * @param frameIds        finds frames that did not come.
     * @param packetsPerFrame packets of a whole frame, at least 1.
     * @param layout          what the camera sends.
     * @param depth           how many slots are lent at once.
     */
    SlotQueue(final Aravis aravis, final SourceContext context, final BufferStream stream, final FrameIds frameIds,
        final int packetsPerFrame, final FrameLayout layout, final int depth) {
        this.aravis = aravis;
        this.context = context;
        this.stream = stream;
        this.layout = layout;
        this.depth = depth;
        imageBytes = layout.imageBytes();
        image = layout.image();
        padded = layout.padded();
        cells = new NativeCells(aravis);
        missedFrames = new MissedFrames(context, stream, cells, frameIds, packetsPerFrame);
        open = new SlotReservation[depth];
        outcomes = new Outcome[depth];
        timestampsNs = new long[depth];
        arrivalOfSlotNs = new long[context.slots().slotCount()];
    }

    /**
     * Takes back what is done, publishes it, and lends what may be lent.
     *
     * @return how many slots came back.
     */
    int work() {
        int returned = 0;
        while (returned < depth) {
            final int slot = stream.pop();
            if (slot == BufferStream.NONE) {
                break;
            }
            takeBack(slot);
            returned++;
        }
        lend();
        return returned;
    }

    /**
     * Whether Aravis has somewhere to write to.
     *
     * @return true if a slot is lent.
     */
    boolean isLent() {
        return head < tail;
    }

    /**
     * When the last whole frame was captured.
     *
     * @return CLOCK_MONOTONIC nanoseconds, {@link #NEVER} before the first one.
     */
    long lastFrameNs() {
        return lastTimestampNs;
    }

    private void lend() {
        while (tail - head < depth) {
            final SlotReservation reservation = context.slots().reserve(layout.payloadBytes());
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

    private void takeBack(final int slot) {
        long position = head;
        while (position < tail && open[(int)(position % depth)].slot() != slot) {
            position++;
        }
        final int index = (int)(position % depth);
        final Outcome outcome = outcomeOf(slot);
        outcomes[index] = outcome;
        if (outcome == Outcome.FILLED || outcome == Outcome.PADDED) {
            final long buffer = stream.buffer(slot);
            timestampsNs[index] = captureTimeNs(aravis.arvBufferGetTimestamp(buffer), arrivalOfSlotNs[slot]);
            missedFrames.onFrame(aravis.arvBufferGetFrameId(buffer), incompleteInARow);
            incompleteInARow = 0;
        } else {
            // Its id cannot be relied on: the packet that carries it may be the one that is missing.
            incompleteInARow++;
        }
        settle();
    }

    private Outcome outcomeOf(final int slot) {
        final long buffer = stream.buffer(slot);
        final long arrivalNs = aravis.arvBufferGetSystemTimestamp(buffer);
        // Aravis can hand back a buffer that it never touched, still with the status of the frame before.
        final boolean fresh = arrivalNs != arrivalOfSlotNs[slot];
        arrivalOfSlotNs[slot] = arrivalNs;
        final int status = aravis.arvBufferGetStatus(buffer);
        if (status == STATUS_SIZE_MISMATCH) {
            return Outcome.TOO_LARGE;
        }
        if (!fresh || status != STATUS_SUCCESS) {
            return Outcome.INCOMPLETE;
        }
        aravis.arvBufferGetData(buffer, cells.address(0));
        final long receivedBytes = cells.number(0).getLong(0);
        if (receivedBytes == imageBytes || layout.hasChunks() && receivedBytes > imageBytes) {
            return Outcome.FILLED;
        }
        return receivedBytes == layout.payloadBytes() ? Outcome.PADDED : Outcome.INCOMPLETE;
    }

    /** The camera's stamp on the monotonic clock; that of the arrival if it is no use, now if the clocks disagree. */
    private long captureTimeNs(final long deviceNs, final long arrivalRealTimeNs) {
        // Both clocks are read here, side by side: frames that are taken back earlier in the round take their time.
        final long ageNs = aravis.gGetRealTime() * 1000 - arrivalRealTimeNs;
        final long nowNs = System.nanoTime();
        final boolean sound = ageNs >= 0 && ageNs < MAX_FRAME_AGE_NS;
        final long captureNs = clock.captureNs(deviceNs, sound ? nowNs - ageNs : nowNs);
        lastTimestampNs = captureNs > lastTimestampNs ? captureNs : nowNs;
        return lastTimestampNs;
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
            switch (outcome) {
                case FILLED -> reservation.publish(info.format(image).timestampNs(timestampsNs[index]));
                case PADDED -> reservation.publish(info.format(padded).timestampNs(timestampsNs[index]));
                case TOO_LARGE -> reservation.abandon(LossCause.DID_NOT_FIT);
                default -> reservation.abandon(LossCause.INCOMPLETE);
            }
        }
    }
}
