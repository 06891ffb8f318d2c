package org.framedock.operator;

/**
 * A device.
 *
 * @param kind        kind of source that found it; of one that is only known to be in use, what its key begins with.
 * @param id          what a stream's setting {@code device} says to have it; empty if it is only known to be in use.
 * @param key         by which the container tells devices apart.
 * @param description vendor, model, address; may be empty.
 * @param usedBy      name of the stream that uses it, empty if none does.
 * @param problem     why devices of this kind could not be looked for; then only the kind is there besides.
 */
public record DeviceView(
    String kind, String id, String key, String description, String usedBy, String problem) {
}
