package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions, with a deadline that is only there to fail. */
final class Await {

    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private Await() {
    }

    static void until(final String what, final BooleanSupplier condition) {
        value(what, () -> condition.getAsBoolean() ? Boolean.TRUE : null);
    }

    static <T> T value(final String what, final Supplier<T> supplier) {
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        T value = supplier.get();
        while (value == null) {
            if (System.nanoTime() - deadlineNs >= 0) {
                return fail("not in time: " + what);
            }
            LockSupport.parkNanos(POLL_NS);
            value = supplier.get();
        }
        return value;
    }
}
