package org.framedock.camera.aravis;

import java.util.HashMap;
import java.util.Map;

/** When streams lost their cameras, until they have them again. Any thread. */
final class Outages {

    private final Map<String, Outage> outageOfStream = new HashMap<>();

    /**
     * A camera that went.
     *
     * @param key         which one.
     * @param lastFrameNs CLOCK_MONOTONIC of its last frame.
     */
    record Outage(String key, long lastFrameNs) {
    }

    /**
     * Notes that a stream has lost its camera.
     *
     * @param stream      name of the stream.
     * @param key         the camera's key.
     * @param lastFrameNs CLOCK_MONOTONIC of its last frame.
     */
    synchronized void begin(final String stream, final String key, final long lastFrameNs) {
        outageOfStream.put(stream, new Outage(key, lastFrameNs));
    }

    /**
     * Forgets what a stream has lost.
     *
     * @param stream name of the stream.
     * @param key    key of the camera that it has now.
     * @return CLOCK_MONOTONIC of the last frame of the same camera; 0 if it was not lost.
     */
    synchronized long end(final String stream, final String key) {
        final Outage outage = outageOfStream.remove(stream);
        return outage == null || !outage.key.equals(key) ? 0 : outage.lastFrameNs;
    }
}
