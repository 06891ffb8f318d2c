package org.framedock.dock.internal;

import org.framedock.dock.StreamDetail;
import org.framedock.dock.StreamState;

/**
 * Why a source ends.
 *
 * @param state  of the stream while it is being stopped.
 * @param detail of the stream meanwhile.
 * @param text   for the operator.
 */
record Ending(StreamState state, StreamDetail detail, String text) {

    static Ending deviceLost(final String reason) {
        return new Ending(StreamState.RECONNECTING, StreamDetail.DEVICE_UNAVAILABLE, "device lost: " + reason);
    }

    static Ending deviceTaken(final String device, final String streamName) {
        return new Ending(StreamState.RECONNECTING, StreamDetail.DEVICE_UNAVAILABLE, "device " + device
            + " is used by stream " + streamName + ": one of the two has to name another device, or be stopped");
    }

    static Ending leaseLost(final String reason) {
        return new Ending(StreamState.RECONNECTING, StreamDetail.LEASE_LOST, reason);
    }

    static Ending failed(final String method, final Throwable failure) {
        return new Ending(
            StreamState.STOPPING, StreamDetail.SOURCE_FAILED, method + " threw " + OneLine.of(failure));
    }

    /** Whether nobody wanted it. */
    boolean isInterruption() {
        return state == StreamState.RECONNECTING || detail == StreamDetail.SOURCE_FAILED;
    }

    static Ending wanted(final StreamDetail detail, final String text) {
        return new Ending(StreamState.STOPPING, detail, text);
    }
}
