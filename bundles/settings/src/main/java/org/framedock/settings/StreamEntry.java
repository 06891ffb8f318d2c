package org.framedock.settings;

/**
 * A stream that the driver provides from its start ({@code streams.NAME}).
 *
 * @param name     name of the stream in the file.
 * @param streamId id of the stream in the protocol, an unsigned 32-bit number from 1 to 4294967294.
 * @param profile  shape of its shared memory.
 */
public record StreamEntry(String name, long streamId, Profile profile) {
}
