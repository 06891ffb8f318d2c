package org.framedock.bench.load;

import org.framedock.client.FrameHandler;
import org.framedock.client.FrameView;

/**
 * What a consumer does with a frame. One kind is used in a process, so that calls to it are compiled as those of a
 * user's only handler are. The consumer's thread.
 */
public abstract class FrameUse implements FrameHandler {

    private long nextSequence;
    private long sink;

    @Override
    public final void onFrame(final FrameView frame) {
        sink += use(frame);
        nextSequence = frame.sequence() + 1;
    }

    /**
     * Uses the frame.
     *
     * @param frame as a handler gets it.
     * @return something that depends on what was read, so that reading is not compiled away.
     */
    protected abstract long use(FrameView frame);

    /** Counting begins. */
    protected void begin() {
    }

    /**
     * Counting has ended.
     *
     * @param board takes what was found beside the frames themselves.
     */
    protected void end(final Blackboard board) {
    }

    final long nextSequence() {
        return nextSequence;
    }

    /**
     * What has been read, in one number.
     *
     * @return the sum of what {@link #use} gave.
     */
    public final long sink() {
        return sink;
    }
}
