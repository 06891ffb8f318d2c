package org.framedock.source;

import java.util.Objects;

/**
 * A device that a kind of source has found, for the operator who is to choose one.
 *
 * @param id          what a stream's setting {@code device} says to have this one, as in {@code Vendor-1234}.
 * @param key         key of {@link FrameSource#device} of a source that has this device, so that the container can tell
 *                    which stream uses it.
 * @param description vendor, model, address: one line for people; may be empty.
 */
public record SourceDevice(String id, String key, String description) {

    /**
     * Checks that nothing is null.
     *
     * @throws NullPointerException if a component is null.
     */
    public SourceDevice {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(description, "description");
    }
}
