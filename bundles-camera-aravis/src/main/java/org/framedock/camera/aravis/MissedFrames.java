package org.framedock.camera.aravis;

import org.framedock.source.LossCause;
import org.framedock.source.SourceContext;

/**
 * Counts the frames that never reached a slot, and tells those for which no slot was queued from those that the device
 * or the network dropped. Lives on the stream's thread; allocates nothing.
 *
 * <p>Frame ids show how many frames are missing. Aravis counts the packets that came while no buffer was queued; a
 * frame that is missing for this reason accounts for as many of them as a frame has.
 */
final class MissedFrames {

    private static final long NOT_READ = -1;

    private final SourceContext context;
    private final BufferStream stream;
    private final NativeCells cells;
    private final FrameIds frameIds;
    private final int packetsPerFrame;
    private long packetsSeen = NOT_READ;
    private long packetsToExplain;

    /**
     * Before the first frame.
     *
     * @param context         where frames are counted.
     * @param stream          counts packets without a buffer.
     * @param cells           out parameters of the stream's thread.
     * @param frameIds        finds gaps.
     * @param packetsPerFrame packets of a whole frame, at least 1.
     */
    MissedFrames(final SourceContext context, final BufferStream stream, final NativeCells cells,
        final FrameIds frameIds, final int packetsPerFrame) {
        this.context = context;
        this.stream = stream;
        this.cells = cells;
        this.frameIds = frameIds;
        this.packetsPerFrame = packetsPerFrame;
    }

    /**
     * A whole frame was delivered.
     *
     * @param frameId          number given by the device.
     * @param incompleteBefore incomplete frames since the last whole one; they are counted elsewhere.
     */
    void onFrame(final long frameId, final long incompleteBefore) {
        final long missing = frameIds.missingBefore(frameId) - incompleteBefore;
        if (packetsSeen == NOT_READ) {
            packetsSeen = stream.underrunPackets(cells);
        } else if (missing > 0) {
            final long packets = stream.underrunPackets(cells);
            packetsToExplain += packets - packetsSeen;
            packetsSeen = packets;
            count(missing);
        }
    }

    private void count(final long missing) {
        final long framesWithoutSlot = Math.min(missing, (packetsToExplain + packetsPerFrame - 1) / packetsPerFrame);
        packetsToExplain = Math.max(0, packetsToExplain - framesWithoutSlot * packetsPerFrame);
        if (framesWithoutSlot > 0) {
            context.lost(LossCause.NO_FREE_SLOT, framesWithoutSlot);
        }
        if (missing > framesWithoutSlot) {
            context.lost(LossCause.DEVICE_DROPPED, missing - framesWithoutSlot);
        }
    }
}
