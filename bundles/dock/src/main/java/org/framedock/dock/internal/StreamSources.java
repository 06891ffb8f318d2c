package org.framedock.dock.internal;

import static org.framedock.dock.StreamState.RECONNECTING;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.framedock.dock.StreamDetail;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources of one stream: the one that is made, and the one that is started, polled or stopped; their plugin's calls
 * and what comes of each. A source ends in this order: last poll has returned, stop has returned, slots are taken back,
 * reservations are withdrawn. Stream's thread only.
 */
final class StreamSources {

    private static final Logger LOG = LoggerFactory.getLogger(StreamSources.class);
    private static final long LONG_START_NS = TimeUnit.SECONDS.toNanos(2);

    private final String name;
    private final StreamNotes notes;
    private final Timings timings;
    private final StreamLease lease;
    private final StreamCounters counters;
    private final StreamReport report;
    private final PlanMemory plans;
    private final Backoff backoff;
    private final PluginCalls calls;

    /** Made and not started yet. */
    private LiveSource candidate;
    /** Being started, polled or being stopped. */
    private LiveSource live;
    /** Why the live source is being stopped. */
    private Ending ending;

    StreamSources(
        final String name, final StreamNotes notes, final Timings timings, final StreamLease lease,
        final StreamCounters counters, final StreamReport report, final PlanMemory plans, final Backoff backoff) {
        this.name = name;
        this.notes = notes;
        this.timings = timings;
        this.lease = lease;
        this.counters = counters;
        this.report = report;
        this.plans = plans;
        this.backoff = backoff;
        this.calls = new PluginCalls(new LifecycleThread(name, notes::wakeUp));
    }

    LiveSource candidate() {
        return candidate;
    }

    LiveSource live() {
        return live;
    }

    /** Whether a call of a plugin is under way. */
    boolean isBusy() {
        return calls.current() != null;
    }

    void create(final long nowNs, final StreamPlan plan, final FactoryHandle factory) {
        dropCandidate();
        if (!factory.tryUse()) {
            notes.wakeUp();
            return;
        }
        if (live == null) {
            report.progress(StreamDetail.NONE, "making a source of kind " + plan.kind());
        }
        calls.create(nowNs, plan, factory);
    }

    /** The candidate, on the lease that there is. */
    void start(final long nowNs) {
        final LiveSource starting = candidate;
        candidate = null;
        live = starting;
        final LentContext context = starting.lend(lease.port(), lease.table(), counters, notes::wakeUp);
        report.progress(StreamDetail.NONE, "starting a source of kind " + starting.plan.kind());
        calls.start(nowNs, starting, context);
    }

    /** The live one. */
    void stop(final long nowNs, final Ending why) {
        final LiveSource stopping = live;
        ending = why;
        if (stopping.wasSteady(nowNs, timings.longestRetryNs())) {
            backoff.forget();
        }
        stopping.endPolling();
        report.show(why.state(), why.detail(), why.text());
        calls.stop(nowNs, stopping, timings.stopTimeoutNs());
    }

    void dropCandidate() {
        if (candidate != null) {
            candidate.end();
            candidate = null;
        }
    }

    void close() {
        dropCandidate();
        calls.close();
    }

    /** A stop has its timeout; the other calls get one once the stream, the service or an operator cannot wait. */
    void watchCall(final long nowNs) {
        final LifecycleCall running = calls.current();
        if (notes.isClosing()) {
            calls.limit(nowNs, notes.closeTimeoutNs());
        } else if (notes.isHeld() || running.factory.isRetired()) {
            calls.limit(nowNs, timings.stopTimeoutNs());
        }
        final LifecycleCall done = calls.takeEnded(nowNs);
        if (done != null) {
            notes.wakeUp();
            settle(done, nowNs);
        } else if (running.kind == LifecycleCall.Kind.START && nowNs - running.beganNs >= LONG_START_NS) {
            report.progress(StreamDetail.NONE, "start() of a source of kind " + running.plan.kind()
                + " has not returned for " + TimeUnit.NANOSECONDS.toSeconds(nowNs - running.beganNs) + " s");
        }
    }

    private void settle(final LifecycleCall done, final long nowNs) {
        if (done.leftTo() != null) {
            giveUp(done, nowNs);
            return;
        }
        switch (done.kind) {
            case CREATE -> created(done);
            case START -> started(done, nowNs);
            default -> stopped(done, nowNs);
        }
    }

    private void created(final LifecycleCall done) {
        if (done.failure() == null && done.made() != null) {
            candidate = new LiveSource(done.made(), done.factory, done.plan);
            plans.accepted(done.plan);
            return;
        }
        done.factory.release();
        if (done.failure() instanceof SettingsException wrong) {
            plans.refused(done, StreamDetail.WRONG_SETTINGS, OneLine.of(wrong.getMessage()));
        } else {
            plans.refused(done, StreamDetail.SOURCE_FAILED, done.failure() == null
                ? "create() returned null" : "create() threw " + OneLine.of(done.failure()));
        }
    }

    private void started(final LifecycleCall done, final long nowNs) {
        final Throwable failure = done.failure();
        if (failure == null) {
            live.beginPolling(nowNs);
            report.recovering(null);
            return;
        }
        final Ending trouble = live.trouble();
        live.end();
        live = null;
        if (failure instanceof SettingsException) {
            plans.refused(done, StreamDetail.WRONG_SETTINGS, OneLine.of(failure.getMessage()));
        } else if (failure instanceof DeviceUnavailableException || trouble != null) {
            report.recovering(trouble != null ? trouble
                : new Ending(RECONNECTING, StreamDetail.DEVICE_UNAVAILABLE, OneLine.of(failure.getMessage())));
            backoff.fail(nowNs);
        } else {
            LOG.debug("stream {}: start", name, failure);
            plans.refused(done, StreamDetail.SOURCE_FAILED, "start() threw " + OneLine.of(failure));
        }
    }

    private void stopped(final LifecycleCall done, final long nowNs) {
        if (done.failure() != null) {
            quarantine(done, "stop() threw " + OneLine.of(done.failure()));
        } else {
            live.end();
            lease.withdraw();
        }
        goOnAfter(done, ending, nowNs);
    }

    private void goOnAfter(final LifecycleCall done, final Ending why, final long nowNs) {
        live = null;
        report.recovering(why.state() == RECONNECTING ? why : null);
        if (why.detail() == StreamDetail.DEVICE_UNAVAILABLE) {
            backoff.fail(nowNs);
        } else if (why.detail() == StreamDetail.SOURCE_FAILED) {
            plans.refused(done, why.detail(), why.text());
        }
    }

    private void giveUp(final LifecycleCall left, final long nowNs) {
        final String why = left.kind.name().toLowerCase(Locale.ROOT) + "() has not returned within "
            + TimeUnit.NANOSECONDS.toMillis(nowNs - left.beganNs) + " ms, thread " + left.leftTo()
            + " is left to it";
        if (left.kind == LifecycleCall.Kind.CREATE) {
            left.factory.release();
            plans.refused(left, StreamDetail.SOURCE_FAILED, why);
        } else {
            quarantine(left, why);
            goOnAfter(left, left.kind == LifecycleCall.Kind.STOP
                ? ending : Ending.wanted(StreamDetail.QUARANTINED, why), nowNs);
        }
    }

    /** The source may still write: its memory is left to it, and the stream goes on with other memory. */
    private void quarantine(final LifecycleCall done, final String why) {
        // A lease that was lost and got again meanwhile has other memory already.
        if (lease.table() == null || live.holds(lease.table())) {
            lease.quarantine();
        }
        live.end();
        final String note = "a source of kind " + done.factory.kind() + " was quarantined: " + why;
        report.quarantined(note);
        LOG.warn("stream {}: {}; its memory stays mapped and the stream goes on with other memory", name, note);
    }
}
