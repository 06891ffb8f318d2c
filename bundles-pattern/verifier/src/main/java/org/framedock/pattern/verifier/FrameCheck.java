package org.framedock.pattern.verifier;

import java.util.function.IntFunction;
import org.framedock.client.FrameView;
import org.framedock.client.Metadata;
import org.framedock.pattern.content.Pattern;

/** What a consumer expects of a frame's bytes. Called on the consumer's thread; no allocation. */
@FunctionalInterface
interface FrameCheck {

    /**
     * Looks at every byte of a frame.
     *
     * @param frame as handed out; the answer counts only if the frame is still valid afterwards (W-14).
     * @return true if all are right.
     */
    boolean isRight(FrameView frame);

    /**
     * Tells where the metadata of frames can be had (W-28). A check that does not need it need not implement this.
     *
     * @param metadataOfVersion metadata by its version, null while that is not known; for the consumer's thread.
     */
    default void follow(final IntFunction<Metadata> metadataOfVersion) {
    }

    /**
     * The check of frames that were filled with a pattern.
     *
     * @param pattern what they were filled with.
     * @return the check.
     */
    static FrameCheck of(final Pattern pattern) {
        return frame -> pattern.check(frame.buffer(), frame.length(), frame.sequence());
    }
}
