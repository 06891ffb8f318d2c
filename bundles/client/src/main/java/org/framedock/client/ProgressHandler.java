package org.framedock.client;

/** Hears how frames fill before they are complete (W-27). */
@FunctionalInterface
public interface ProgressHandler {

    /**
     * A frame has begun, grown, or is complete. Called on the consumer's thread, before the frame itself is handed out;
     * it may be overtaken and never be. What was read counts only if {@link ProgressView#isValid} still holds.
     *
     * @param progress the view, valid during the call.
     */
    void onProgress(ProgressView progress);
}
