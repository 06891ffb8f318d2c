package org.framedock.dock.internal;

import java.util.concurrent.atomic.AtomicInteger;

/** One call of a plugin that may block: made on a lifecycle thread, watched by the stream's thread. */
final class LifecycleCall {

    /** Which method of the plugin is called. */
    enum Kind {
        /** Of the factory. */
        CREATE,
        /** Of the source. */
        START,
        /** Of the source. */
        STOP
    }

    /** The plugin's method. */
    interface Body {
        void call() throws Exception;
    }

    private static final int RUNNING = 0;
    private static final int DONE = 1;
    private static final int ABANDONED = 2;

    final Kind kind;
    final long beganNs;
    private final Body body;
    private final Body ifTooLate;
    private final AtomicInteger state = new AtomicInteger(RUNNING);
    private Throwable failure;
    private String leftTo;

    /**
     * Not made yet.
     *
     * @param ifTooLate what is called after a body that was given up and has returned without a failure after all.
     */
    LifecycleCall(final Kind kind, final long beganNs, final Body body, final Body ifTooLate) {
        this.kind = kind;
        this.beganNs = beganNs;
        this.body = body;
        this.ifTooLate = ifTooLate;
    }

    /** Lifecycle thread. */
    void run() {
        try {
            body.call();
        } catch (final Throwable thrown) {
            failure = thrown;
        }
        if (!state.compareAndSet(RUNNING, DONE) && failure == null) {
            try {
                ifTooLate.call();
            } catch (final Throwable ignored) {
                // Nobody waits for it any more.
            }
        }
    }

    /** What the body has written can be read once this is true. */
    boolean isDone() {
        return state.get() == DONE;
    }

    /** False if it has returned meanwhile. */
    boolean abandon() {
        return state.compareAndSet(RUNNING, ABANDONED);
    }

    /** The thread that a given-up call keeps. */
    void leftTo(final String threadName) {
        leftTo = threadName;
    }

    /** Name of the thread that is left to the call since it did not return; null if it has returned. */
    String leftTo() {
        return leftTo;
    }

    /** Only when done; null if nothing was thrown. */
    Throwable failure() {
        return failure;
    }
}
