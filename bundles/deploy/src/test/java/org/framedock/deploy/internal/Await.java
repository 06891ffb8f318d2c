package org.framedock.deploy.internal;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.junit.jupiter.api.Assertions;

/** Waits for conditions. */
final class Await {

    private static final long TIMEOUT_NS = 20_000_000_000L;
    private static final long POLL_NS = 2_000_000;

    private Await() {
    }

    /** Waits until the condition holds; fails with what was seen if it does not in time. */
    static void until(final Supplier<?> seen, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                Assertions.fail("did not happen in time; last seen: " + seen.get());
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }
}
