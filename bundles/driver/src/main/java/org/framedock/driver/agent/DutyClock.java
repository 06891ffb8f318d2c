package org.framedock.driver.agent;

import org.agrona.concurrent.NanoClock;

/** The time of a duty cycle: read once at its start, and again only after something that takes long. */
final class DutyClock {

    private final NanoClock clock;
    private long nowNs;

    DutyClock(final NanoClock clock) {
        this.clock = clock;
        nowNs = clock.nanoTime();
    }

    /** Reads the clock and returns CLOCK_MONOTONIC. */
    long update() {
        nowNs = clock.nanoTime();
        return nowNs;
    }

    /** The last reading. */
    long nowNs() {
        return nowNs;
    }
}
