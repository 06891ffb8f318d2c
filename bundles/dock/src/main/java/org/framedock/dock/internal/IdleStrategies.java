package org.framedock.dock.internal;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Idle strategies by the names that the dock's configuration uses. */
final class IdleStrategies {

    private static final Logger LOG = LoggerFactory.getLogger(IdleStrategies.class);
    private static final long SPINS = 10;
    private static final long YIELDS = 5;
    private static final long MIN_PARK_NS = TimeUnit.MICROSECONDS.toNanos(10);
    private static final long MAX_PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private IdleStrategies() {
    }

    /** A new one, since they have state. */
    static IdleStrategy of(final String name) {
        return switch (name) {
            case "backoff" -> new BackoffIdleStrategy(SPINS, YIELDS, MIN_PARK_NS, MAX_PARK_NS);
            case "yield" -> new YieldingIdleStrategy();
            case "spin" -> new BusySpinIdleStrategy();
            default -> {
                LOG.warn("idle.strategy = {} is not accepted: it has to be backoff, yield or spin; backoff is used",
                    name);
                yield of("backoff");
            }
        };
    }
}
