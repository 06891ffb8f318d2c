package org.framedock.dock.internal;

/** Opens ports. Any thread; never waits for a driver. */
@FunctionalInterface
interface PortFactory {

    StreamPort open(StreamWiring wiring);
}
