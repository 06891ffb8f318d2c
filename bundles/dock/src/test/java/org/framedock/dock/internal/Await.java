package org.framedock.dock.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another thread does. */
final class Await {

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private Await() {
    }

    static void until(final BooleanSupplier condition, final Supplier<Object> seen) {
        final long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("did not come about; seen at last: " + seen.get());
            }
            LockSupport.parkNanos(STEP_NS);
        }
    }
}
