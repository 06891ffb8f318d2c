package org.framedock.dock.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What other threads ask of a stream; its own thread looks at it when it has changed. Any thread. */
final class StreamNotes {

    private volatile StreamPlan plan;
    private volatile boolean held;
    private volatile boolean retryAsked;
    private volatile boolean closing;
    private volatile long closeTimeoutNs;
    private final AtomicInteger wishes = new AtomicInteger();
    private volatile boolean changed = true;
    private volatile Thread streamThread;

    StreamNotes(final StreamPlan plan) {
        this.plan = plan;
    }

    /** Names the calling thread as the one to wake up. */
    void belongToThisThread() {
        streamThread = Thread.currentThread();
    }

    /** The plan to follow from now on. */
    void offer(final StreamPlan wanted) {
        if (!wanted.equals(plan)) {
            plan = wanted;
            wish();
        }
    }

    StreamPlan plan() {
        return plan;
    }

    /** Stops the source until it is let go again. */
    void hold() {
        held = true;
        wish();
    }

    /** Lets the source run, and asks for another try of what was refused. */
    void letGo() {
        held = false;
        retryAsked = true;
        wish();
    }

    private void wish() {
        wishes.incrementAndGet();
        wakeUp();
    }

    /** How often something was asked for; to be read before looking at what that is. */
    int wishes() {
        return wishes.get();
    }

    boolean isHeld() {
        return held;
    }

    /** Whether another try was asked for; asks no more. */
    boolean takeRetry() {
        final boolean asked = retryAsked;
        if (asked) {
            retryAsked = false;
        }
        return asked;
    }

    /** Asks for the end of source, lease and threads. */
    void close(final long stopTimeoutNs) {
        closeTimeoutNs = stopTimeoutNs;
        closing = true;
        wakeUp();
    }

    boolean isClosing() {
        return closing;
    }

    /** What a call of a plugin may still take once the stream is closing. */
    long closeTimeoutNs() {
        return closeTimeoutNs;
    }

    /** Makes the stream look at everything again. */
    void wakeUp() {
        changed = true;
        final Thread thread = streamThread;
        if (thread != null && thread != Thread.currentThread()) {
            LockSupport.unpark(thread);
        }
    }

    boolean isChanged() {
        return changed;
    }

    /** To be called before looking. */
    void clearChanged() {
        changed = false;
    }
}
