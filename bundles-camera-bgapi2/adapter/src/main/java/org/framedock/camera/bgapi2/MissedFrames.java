package org.framedock.camera.bgapi2;

import org.framedock.source.LossCause;
import org.framedock.source.SourceContext;

/**
 * Counts the frames that never reached a slot, and tells those for which no buffer was queued from those that the
 * device or the way to it dropped. Lives on the stream's thread; allocates nothing.
 *
 * <p>Frame ids show how many frames are missing; the library counts those that came while no buffer was queued.
 */
final class MissedFrames {

    private final SourceContext context;
    private final SlotBuffers buffers;
    private final FrameIds frameIds = new FrameIds();
    private long underrunsSeen;
    private long underrunsToExplain;
    private boolean started;

    /**
     * Before the first frame.
     *
     * @param context where frames are counted.
     * @param buffers tells how many frames found no buffer.
     */
    MissedFrames(final SourceContext context, final SlotBuffers buffers) {
        this.context = context;
        this.buffers = buffers;
    }

    /**
     * A whole frame was delivered.
     *
     * @param frameId          number given by the device.
     * @param incompleteBefore incomplete frames since the last whole one; they are counted elsewhere.
     */
    void onFrame(final long frameId, final long incompleteBefore) {
        final long missing = frameIds.missingBefore(frameId) - incompleteBefore;
        if (!started) {
            started = true;
            underrunsSeen = buffers.underruns();
        } else if (missing > 0) {
            final long underruns = buffers.underruns();
            underrunsToExplain += Math.max(0, underruns - underrunsSeen);
            underrunsSeen = underruns;
            count(missing);
        }
    }

    private void count(final long missing) {
        final long withoutSlot = Math.min(missing, underrunsToExplain);
        underrunsToExplain -= withoutSlot;
        if (withoutSlot > 0) {
            context.lost(LossCause.NO_FREE_SLOT, withoutSlot);
        }
        if (missing > withoutSlot) {
            context.lost(LossCause.DEVICE_DROPPED, missing - withoutSlot);
        }
    }
}
