package org.framedock.source.device;

import java.util.function.LongSupplier;

import org.framedock.source.LossCause;
import org.framedock.source.SourceContext;

/**
 * Counts the frames that never reached a slot, and tells those for which no slot was lent from those that the device or
 * the way to it dropped. Stream's thread only; no allocation.
 *
 * <p>Frame ids show how many frames are missing. The library that receives for the device counts the frames, or of
 * frames that come in packets the packets, that came while it had no slot; a frame that is missing for this reason
 * accounts for as many of them as a frame has.
 */
public final class MissedFrames {

    private final SourceContext context;
    private final FrameIds frameIds;
    private final int unitsPerFrame;
    private final LongSupplier unitsWithoutSlot;
    private boolean started;
    private long unitsSeen;
    private long unitsToExplain;
    private long incompleteInARow;

    /**
     * Before the first frame.
     *
     * @param context          where frames are counted.
     * @param frameIds         finds gaps.
     * @param unitsPerFrame    packets of a whole frame, at least 1; 1 if frames are counted.
     * @param unitsWithoutSlot packets or frames that found no slot, since whenever; asked when frames are missing.
     */
    public MissedFrames(final SourceContext context, final FrameIds frameIds, final int unitsPerFrame,
        final LongSupplier unitsWithoutSlot) {
        this.context = context;
        this.frameIds = frameIds;
        this.unitsPerFrame = unitsPerFrame;
        this.unitsWithoutSlot = unitsWithoutSlot;
    }

    /**
     * A whole frame was delivered.
     *
     * @param frameId number given by the device.
     */
    public void onFrame(final long frameId) {
        final long missing = frameIds.missingBefore(frameId) - incompleteInARow;
        incompleteInARow = 0;
        if (!started) {
            started = true;
            unitsSeen = unitsWithoutSlot.getAsLong();
        } else if (missing > 0) {
            final long units = unitsWithoutSlot.getAsLong();
            unitsToExplain += Math.max(0, units - unitsSeen);
            unitsSeen = units;
            count(missing);
        }
    }

    /** A whole frame was delivered, and nobody knows its number. */
    public void onFrameWithoutId() {
        incompleteInARow = 0;
    }

    /**
     * A frame was delivered that is not whole. Its slot is abandoned, which counts it; its id cannot be relied on,
     * since the packet that carries it may be the one that is missing.
     */
    public void onIncomplete() {
        incompleteInARow++;
    }

    private void count(final long missing) {
        final long withoutSlot = Math.min(missing, (unitsToExplain + unitsPerFrame - 1) / unitsPerFrame);
        unitsToExplain = Math.max(0, unitsToExplain - withoutSlot * unitsPerFrame);
        if (withoutSlot > 0) {
            context.lost(LossCause.NO_FREE_SLOT, withoutSlot);
        }
        if (missing > withoutSlot) {
            context.lost(LossCause.DEVICE_DROPPED, missing - withoutSlot);
        }
    }
}
