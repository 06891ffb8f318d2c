package org.framedock.systemtests;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions. */
final class Await {

    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private Await() {
    }

    static void until(final Supplier<String> otherwise, final long patienceSeconds, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs >= 0) {
                throw new AssertionError(otherwise.get());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        }
    }
}
