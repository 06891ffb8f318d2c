package org.framedock.client;

/** Gets the frames of a consumer. */
@FunctionalInterface
public interface FrameHandler {

    /**
     * A frame has come. Called on the thread that polls the consumer.
     *
     * @param frame valid during the call only, and even then only while {@link FrameView#isValid} says so: a slow
     *              handler can be overtaken by the producer (W-14).
     */
    void onFrame(FrameView frame);
}
