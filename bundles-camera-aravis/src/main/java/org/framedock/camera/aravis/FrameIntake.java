package org.framedock.camera.aravis;

import org.framedock.source.FrameFormat;
import org.framedock.source.LossCause;
import org.framedock.source.device.DeviceClock;
import org.framedock.source.device.MissedFrames;
import org.framedock.source.device.SlotQueue;

/**
 * Lends reserved slots to Aravis and publishes those that come back filled. Lives on the stream's thread; allocates
 * nothing after construction.
 */
final class FrameIntake {

    /** Before the first frame. */
    static final long NEVER = Long.MIN_VALUE;

    private static final int STATUS_SUCCESS = 0;
    private static final int STATUS_SIZE_MISMATCH = 5;
    private static final long MAX_FRAME_AGE_NS = 1_000_000_000L;
    /** Aravis says times in nanoseconds, whatever the camera's clock counts. */
    private static final double TICKS_PER_SECOND = 1e9;

    private final Aravis aravis;
    private final SlotQueue slots;
    private final BufferStream stream;
    private final MissedFrames missedFrames;
    private final FrameLayout layout;
    private final long imageBytes;
    private final FrameFormat image;
    private final FrameFormat padded;
    private final DeviceClock clock = new DeviceClock(TICKS_PER_SECOND);
    private final NativeCells cells;
    private final long[] arrivalOfSlotNs;
    private long lastTimestampNs = NEVER;

    /**
     * With nothing lent.
     *
     * @param aravis       library.
     * @param slots        which slots are lent.
     * @param stream       buffers over the stream's slots.
     * @param missedFrames counts frames that did not come.
     * @param layout       what the camera sends.
     * @param cells        out parameters of the stream's thread.
     */
    FrameIntake(final Aravis aravis, final SlotQueue slots, final BufferStream stream, final MissedFrames missedFrames,
        final FrameLayout layout, final NativeCells cells) {
        this.aravis = aravis;
        this.slots = slots;
        this.stream = stream;
        this.missedFrames = missedFrames;
        this.layout = layout;
        this.cells = cells;
        imageBytes = layout.imageBytes();
        image = layout.image();
        padded = layout.padded();
        arrivalOfSlotNs = new long[stream.slotCount()];
    }

    /**
     * Takes back what is done, publishes it, and lends what may be lent.
     *
     * @return how many slots came back.
     */
    int work() {
        int returned = 0;
        while (returned < slots.depth()) {
            final int slot = stream.pop();
            if (slot == BufferStream.NONE) {
                break;
            }
            takeBack(slot);
            returned++;
        }
        for (int slot = slots.lend(); slot != SlotQueue.NONE; slot = slots.lend()) {
            stream.push(slot);
        }
        return returned;
    }

    /**
     * Whether Aravis has somewhere to write to.
     *
     * @return true if a slot is lent.
     */
    boolean isLent() {
        return slots.isLent();
    }

    /**
     * When the last whole frame was captured.
     *
     * @return CLOCK_MONOTONIC nanoseconds, {@link #NEVER} before the first one.
     */
    long lastFrameNs() {
        return lastTimestampNs;
    }

    private void takeBack(final int slot) {
        final long buffer = stream.buffer(slot);
        final long arrivalNs = aravis.arvBufferGetSystemTimestamp(buffer);
        // Aravis can hand back a buffer that it never touched, still with the status of the frame before.
        final boolean fresh = arrivalNs != arrivalOfSlotNs[slot];
        arrivalOfSlotNs[slot] = arrivalNs;
        final int status = aravis.arvBufferGetStatus(buffer);
        final FrameFormat format = fresh && status == STATUS_SUCCESS ? formatOf(buffer) : null;
        if (format == null) {
            missedFrames.onIncomplete();
            slots.lost(slot, status == STATUS_SIZE_MISMATCH ? LossCause.DID_NOT_FIT : LossCause.INCOMPLETE);
            return;
        }
        final long captureNs = captureTimeNs(aravis.arvBufferGetTimestamp(buffer), arrivalNs);
        missedFrames.onFrame(aravis.arvBufferGetFrameId(buffer));
        slots.filled(slot, format, captureNs);
    }

    /** Shape of a frame that came without loss; null if it is none that the camera should send. */
    private FrameFormat formatOf(final long buffer) {
        aravis.arvBufferGetData(buffer, cells.address(0));
        final long receivedBytes = cells.number(0).getLong(0);
        if (receivedBytes == imageBytes || layout.hasChunks() && receivedBytes > imageBytes) {
            return image;
        }
        return receivedBytes == layout.payloadBytes() ? padded : null;
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
}
