package org.framedock.dock.internal;

/**
 * Which stream is fed, and by way of which client.
 *
 * @param name     its name in the driver's file.
 * @param streamId id of the stream in the protocol.
 * @param client   where its driver is met.
 */
record StreamWiring(String name, long streamId, ClientWiring client) {
}
