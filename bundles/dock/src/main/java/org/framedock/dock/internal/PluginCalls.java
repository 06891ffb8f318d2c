package org.framedock.dock.internal;

import org.framedock.source.SourceSettings;

/**
 * The calls of a plugin that may block, one at a time on the lifecycle thread. A call that takes longer than it may is
 * given up, and its thread left to it. Stream's thread only.
 */
final class PluginCalls {

    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final LifecycleThread lifecycle;
    private LifecycleCall call;
    private long limitNs;

    PluginCalls(final LifecycleThread lifecycle) {
        this.lifecycle = lifecycle;
    }

    void create(final long nowNs, final StreamPlan plan, final FactoryHandle factory) {
        submit(new LifecycleCall(
            LifecycleCall.Kind.CREATE, factory, plan, nowNs,
            () -> factory.factory().create(new SourceSettings(plan.settings())), () -> null), NO_LIMIT);
    }

    /** A start that was given up and succeeds after all is followed by a stop. */
    void start(final long nowNs, final LiveSource starting, final LentContext context) {
        submit(new LifecycleCall(LifecycleCall.Kind.START, starting.factory, starting.plan, nowNs, () -> {
            starting.source.start(context);
            return null;
        }, () -> {
            starting.source.stop();
            return null;
        }), NO_LIMIT);
    }

    void stop(final long nowNs, final LiveSource stopping, final long timeoutNs) {
        submit(new LifecycleCall(LifecycleCall.Kind.STOP, stopping.factory, stopping.plan, nowNs, () -> {
            stopping.source.stop();
            return null;
        }, () -> null), timeoutNs);
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

    void close() {
        lifecycle.close();
    }
}
