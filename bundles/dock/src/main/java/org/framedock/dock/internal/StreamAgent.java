package org.framedock.dock.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.framedock.memory.MemoryFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream's thread: runs the controller's duty cycle until that has ended. It idles by the configured strategy while
 * a source is polled, and sleeps longer otherwise; whoever has news wakes it up. A poll that does not return keeps the
 * thread, and another one takes the stream over.
 */
final class StreamAgent implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamAgent.class);
    private static final long OPEN_PARK_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long CLOSED_PARK_NS = TimeUnit.MILLISECONDS.toNanos(100);
    /** The lease and requests of consumers are looked after that often, however long a source rests. */
    private static final long LONGEST_REST_NS = TimeUnit.MILLISECONDS.toNanos(40);
    /** A sleep ends late by about this; what is left to wait for is waited for by the idle strategy. */
    private static final long WAKE_UP_NS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long JOIN_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FAILURE_PARK_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final String name;
    private final StreamController controller;
    private final IdleStrategy idleStrategy;
    private final boolean mayRest;
    private final ErrorHandler errors;
    private volatile DockThread thread;
    private int stuckCount;

    StreamAgent(final String name, final StreamController controller, final IdleStrategy idleStrategy,
        final ErrorHandler errors) {
        this.name = name;
        this.controller = controller;
        this.idleStrategy = idleStrategy;
        this.mayRest = idleStrategy instanceof BackoffIdleStrategy;
        this.errors = errors;
        this.thread = new DockThread("framedock-stream-" + name, this);
    }

    void start() {
        thread.start();
    }

    StreamController controller() {
        return controller;
    }

    @Override
    public void run() {
        controller.notes().belongToThisThread();
        runUntilEnd();
    }

    /** Ends too if another thread has taken over. */
    private void runUntilEnd() {
        while (!controller.isEnded() && isStreamThread()) {
            try {
                final int work = controller.step(System.nanoTime());
                if (isStreamThread()) {
                    idle(work);
                }
            } catch (final RuntimeException | LinkageError failure) {
                LOG.error("stream {}: its duty cycle failed and goes on", name, failure);
                errors.onError(failure);
                LockSupport.parkNanos(FAILURE_PARK_NS);
            } catch (final InternalError owed) {
                // Somebody shortened a mapped file; the producer finds out which at its next look.
                if (!MemoryFault.isOne(owed)) {
                    throw owed;
                }
                LOG.warn("stream {}: a page of mapped memory is gone ({})", name, owed.getMessage());
                errors.onError(owed);
            }
        }
    }

    private boolean isStreamThread() {
        return Thread.currentThread() == thread;
    }

    /** Gives up a poll that has not returned for so long, and goes on with another thread. Any one thread. */
    void watchPoll(final long limitNs) {
        final long tookNs = controller.pollWatch().underWayNs(System.nanoTime());
        if (tookNs < limitNs || !controller.pollWatch().giveUp()) {
            return;
        }
        final Thread stuck = thread;
        stuckCount++;
        final DockThread successor = new DockThread("framedock-stream-" + name, () -> {
            try {
                controller.takeOver(stuck.getName(), tookNs, System.nanoTime());
            } catch (final RuntimeException | LinkageError failure) {
                LOG.error("stream {}: giving up a poll failed, and its duty cycle goes on", name, failure);
                errors.onError(failure);
            }
            runUntilEnd();
        });
        thread = successor;
        stuck.setName("framedock-stream-" + name + "-stuck-" + stuckCount);
        stuck.interrupt();
        successor.start();
    }

    private void idle(final int work) {
        if (controller.isPolling()) {
            idleBetweenPolls(work);
        } else if (work <= 0 && !controller.isEnded()) {
            LockSupport.parkNanos(controller.isOpen() ? OPEN_PARK_NS : CLOSED_PARK_NS);
        }
        if (Thread.currentThread().isInterrupted()) {
            // Left over from a source; a set flag would keep parks from waiting.
            Thread.interrupted();
        }
    }

    private void idleBetweenPolls(final int work) {
        final long restNs = work > 0 || !mayRest
            ? 0 : Math.min(controller.restNs(System.nanoTime()) - WAKE_UP_NS, LONGEST_REST_NS);
        if (restNs > 0) {
            LockSupport.parkNanos(restNs);
            idleStrategy.reset();
        } else {
            idleStrategy.idle(work);
        }
    }

    /** Waits for the end that {@link StreamNotes#close} has asked for. */
    boolean awaitEnd(final long deadlineNs) {
        boolean interrupted = false;
        long leftNs = deadlineNs - System.nanoTime();
        while (thread.isAlive() && leftNs > 0) {
            try {
                // In short waits, since another thread may take over meanwhile.
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.min(leftNs, JOIN_NS));
            } catch (final InterruptedException ending) {
                interrupted = true;
            }
            leftNs = deadlineNs - System.nanoTime();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("thread {} has not ended: a poll of its source has not returned", thread.getName());
        }
        return !thread.isAlive();
    }
}
