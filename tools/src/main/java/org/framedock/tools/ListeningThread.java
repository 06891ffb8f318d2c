package org.framedock.tools;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongToIntFunction;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.framedock.memory.MemoryFault;

/**
 * Listens on a thread of its own and hands what is to be printed to another: a terminal that is held up, or a slow
 * reader of a pipe, must not make the listener lag, since a subscription that lags is in its publishers' way until
 * Aeron gives it up. What the printer has no time for is left out and counted, so memory is bounded.
 *
 * @param <T> what is handed on.
 */
final class ListeningThread<T> implements AutoCloseable {

    private static final int QUEUE_LENGTH = 1024;
    private static final int MAX_SPINS = 1;
    private static final int MAX_YIELDS = 2;
    private static final long MIN_PARK_NS = 100_000;
    private static final long MAX_PARK_NS = 1_000_000;
    private static final long END_MS = 2_000;

    private final ArrayBlockingQueue<T> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
    private final AtomicLong leftOut = new AtomicLong();
    private final LongToIntFunction work;
    private final Thread thread = new Thread(this::listen, "framedock-listen");
    private volatile boolean closed;
    private volatile Throwable failure;

    /** Calls the work again and again with the time; it returns how much it did. */
    ListeningThread(final LongToIntFunction work) {
        this.work = work;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void listen() {
        final IdleStrategy idle = new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NS, MAX_PARK_NS);
        while (!closed) {
            try {
                idle.idle(work.applyAsInt(System.nanoTime()));
            } catch (final InternalError owed) {
                // Somebody shortened a mapped file; the work finds out which at its next look.
                if (!MemoryFault.isOne(owed)) {
                    failure = owed;
                    return;
                }
            } catch (final RuntimeException | Error e) {
                failure = e;
                return;
            }
        }
    }

    /** Hands something on, or leaves it out if the printer lags. Listening thread. */
    void offer(final T printed) {
        if (!queue.offer(printed)) {
            leftOut.incrementAndGet();
        }
    }

    /** The next to be printed, or null if none comes in time. Printing thread. */
    T poll(final long timeoutMs) throws ToolException {
        try {
            final T next = queue.poll(timeoutMs, TimeUnit.MILLISECONDS);
            if (next == null && failure != null) {
                throw ToolException.failure("listening failed: " + Shown.reason(failure));
            }
            return next;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** How many were left out since the last call. */
    long takeLeftOut() {
        return leftOut.getAndSet(0);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(END_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
