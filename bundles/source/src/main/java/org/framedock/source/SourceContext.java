package org.framedock.source;

import org.osgi.annotation.versioning.ProviderType;

/** The container as seen by one started source. */
@ProviderType
public interface SourceContext {

    /**
     * Name of the stream that is fed, as in its configuration file.
     *
     * @return the stream's name.
     */
    String streamName();

    /**
     * The slots that are lent to the source.
     *
     * @return the same window for the whole life of the source.
     */
    SlotWindow slots();

    /**
     * Counts frames that the source knows to be lost before they reached a slot. Any thread.
     *
     * @param cause  why they were lost.
     * @param frames how many, not negative.
     */
    void lost(LossCause cause, long frames);

    /**
     * Says that the device is gone. The container stops the source, waits with back-off and starts a new one from the
     * same settings; the stream's lease is kept. Any thread; only the first call counts.
     *
     * @param reason what was seen, for the operator, in one line.
     */
    void deviceLost(String reason);

    /**
     * Sets the text that an operator reads beside the state of the stream, such as the model of the camera. Any thread.
     *
     * @param text one line.
     */
    void describe(String text);

    /**
     * Says what consumers should know of the source. Only inside {@link FrameSource#start} and {@link
     * FrameSource#poll}. Frames published afterwards name this version of the metadata (W-28); a call with equal
     * content changes nothing. A source that says nothing is described by its kind.
     *
     * <p>A context that keeps no metadata, as of a test, need not implement it.
     *
     * @param metadata all that is to be said from now on; it takes the place of what was said before.
     * @throws IllegalArgumentException if it is more than 256 values and units, or 48 KiB.
     */
    default void metadata(final SourceMetadata metadata) {
    }

    /**
     * Says that nothing will be due before a given time, as of a generator whose next frame is. Only inside {@link
     * FrameSource#poll}; holds until the next poll, which may come earlier all the same. The stream's thread can then
     * sleep for longer than the millisecond that it allows itself otherwise, and wakes up close to that time. Ignored
     * where the container is told to spin or yield.
     *
     * @param dueNs System.nanoTime at which the next poll has something to do.
     */
    default void restUntil(final long dueNs) {
    }
}
