package org.framedock.camera.bgapi2;

import org.framedock.camera.bgapi2.library.Bgapi2Exception;
import org.framedock.source.LossCause;
import org.framedock.source.device.MissedFrames;
import org.framedock.source.device.SlotQueue;

/**
 * Queues the buffers of reserved slots and publishes those that come back filled. Lives on the stream's thread;
 * allocates nothing after construction unless something fails.
 */
final class FrameIntake {

    private final SlotQueue slots;
    private final SlotBuffers buffers;
    private final FrameReader reader;
    private final MissedFrames missedFrames;

    /**
     * With nothing queued.
     *
     * @param slots        which slots are lent to the device.
     * @param buffers      over the stream's slots.
     * @param reader       knows what a filled buffer holds.
     * @param missedFrames counts frames that did not come.
     */
    FrameIntake(final SlotQueue slots, final SlotBuffers buffers, final FrameReader reader,
        final MissedFrames missedFrames) {
        this.slots = slots;
        this.buffers = buffers;
        this.reader = reader;
        this.missedFrames = missedFrames;
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
        while (returned < slots.depth()) {
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
        for (int slot = slots.lend(); slot != SlotQueue.NONE; slot = slots.lend()) {
            buffers.queue(slot);
        }
    }

    /**
     * Whether the device has somewhere to write to.
     *
     * @return true if a slot is queued.
     */
    boolean isQueued() {
        return slots.isLent();
    }

    private void takeBack(final int slot) {
        if (!reader.read(buffers.buffer(slot), slots.reservation(slot))) {
            missedFrames.onIncomplete();
            slots.lost(slot, LossCause.INCOMPLETE);
            return;
        }
        if (reader.hasFrameId()) {
            missedFrames.onFrame(reader.frameId());
        } else {
            missedFrames.onFrameWithoutId();
        }
        slots.filled(slot, reader.format(), reader.timestampNs());
    }
}
