package org.framedock.dock.internal;

/**
 * The calls of one source that may block, one at a time on its lifecycle thread. A call that takes longer than it may
 * is given up, and its thread left to it. Stream's thread only.
 */
final class PluginCalls {

    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final LifecycleThread lifecycle;
    private LifecycleCall call;
    private long limitNs;

    PluginCalls(final LifecycleThread lifecycle) {
        this.lifecycle = lifecycle;
    }

    void create(final long nowNs, final LifecycleCall.Body create) {
        submit(new LifecycleCall(LifecycleCall.Kind.CREATE, nowNs, create, () -> { }), NO_LIMIT);
    }

    /** A start that was given up and succeeds after all is followed by a stop. */
    void start(final long nowNs, final LifecycleCall.Body start, final LifecycleCall.Body stop) {
        submit(new LifecycleCall(LifecycleCall.Kind.START, nowNs, start, stop), NO_LIMIT);
    }

    void stop(final long nowNs, final LifecycleCall.Body stop, final long timeoutNs) {
        submit(new LifecycleCall(LifecycleCall.Kind.STOP, nowNs, stop, () -> { }), timeoutNs);
    }

    private void submit(final LifecycleCall next, final long timeoutNs) {
        call = next;
        limitNs = timeoutNs;
        lifecycle.submit(next);
    }

    /** The call under way, null if there is none. */
    LifecycleCall current() {
        return call;
    }

    /** The call under way may take at most that long from now on. */
    void limit(final long nowNs, final long timeoutNs) {
        limitNs = Math.min(limitNs, nowNs - call.beganNs + timeoutNs);
    }

    /** The call under way if it has returned or is given up now; null while it runs. */
    LifecycleCall takeEnded(final long nowNs) {
        final LifecycleCall ended = call;
        if (!ended.isDone()) {
            if (nowNs - ended.beganNs < limitNs) {
                return null;
            }
            if (ended.abandon()) {
                ended.leftTo(lifecycle.abandon());
            }
        }
        call = null;
        return ended;
    }

    ThreadGroup threads() {
        return lifecycle.group();
    }

    void close() {
        lifecycle.close();
    }
}
