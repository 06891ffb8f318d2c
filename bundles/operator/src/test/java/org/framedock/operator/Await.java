package org.framedock.operator;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions, not for times. */
public final class Await {

    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(30);

    private Await() {
    }

    /** Fails after 30 s. */
    public static void until(final String what, final Callable<Boolean> condition) throws Exception {
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (!condition.call()) {
            if (System.nanoTime() - deadlineNs >= 0) {
                throw new AssertionError("not within 30 s: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
