package org.framedock.dock;

import java.util.Map;
import java.util.Objects;

/**
 * How a stream fares at one moment. Immutable.
 *
 * @param name            name of the configuration: NAME of config/streams/NAME.cfg.
 * @param stream          name of the stream in config/driver.toml.
 * @param streamId        id of the stream in the protocol, 0 while it is unknown.
 * @param kind            kind of source that is configured, empty if none is.
 * @param state           what it does now.
 * @param detail          why.
 * @param text            one line for the operator: what is wrong and what would be accepted, or what the source says
 *                        of itself; may be empty.
 * @param framesPublished frames that went out since the configuration came.
 * @param framesLost      frames lost since then, by cause; every cause is there. Immutable.
 * @param interruptions   how often a source that delivered was lost since then: its device, its lease, or by a failure.
 * @param interruptedNs   time without frames that those took which have ended, in nanoseconds.
 * @param slowPolls       polls of the source that took longer than 100 ms since then.
 * @param epoch           epoch of the stream's memory, 0 while there is no lease.
 * @param sequence        sequence of the last frame that went out, -1 before the first one.
 */
public record StreamStatus(
    String name, String stream, long streamId, String kind, StreamState state, StreamDetail detail, String text,
    long framesPublished, Map<FrameLoss, Long> framesLost, long interruptions, long interruptedNs, long slowPolls,
    long epoch, long sequence) {

    /**
     * Copies the map and checks that nothing is null.
     *
     * @throws NullPointerException if a component is null.
     */
    public StreamStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(text, "text");
        framesLost = Map.copyOf(framesLost);
    }
}
