package org.framedock.dock.internal;

import static org.framedock.dock.StreamState.FAULTED;
import static org.framedock.dock.StreamState.IDLE;
import static org.framedock.dock.StreamState.RECONNECTING;
import static org.framedock.dock.StreamState.STARTING;
import static org.framedock.dock.StreamState.STREAMING;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.framedock.dock.StreamDetail;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state machine of one stream: makes the plan that was offered last come true, one step at a time.
 *
 * <p>All of it runs on the stream's thread by {@link #step}, which never blocks; other threads leave {@link
 * StreamNotes}. What may block runs on the lifecycle thread as the one {@link LifecycleCall} that is under way; until
 * it has returned nothing is decided, though a live source goes on being polled meanwhile. A source ends in this order:
 * last poll has returned, stop has returned, slots are taken back, reservations are withdrawn.
 */
final class StreamController {

    private static final Logger LOG = LoggerFactory.getLogger(StreamController.class);
    private static final long REVIEW_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONG_START_NS = TimeUnit.SECONDS.toNanos(2);

    private final String name;
    private final StreamNotes notes;
    private final SourceRegistry registry;
    private final Timings timings;
    private final StreamLease lease;
    private final PluginCalls calls;
    private final StatusLine status;
    private final StreamCounters counters = new StreamCounters();
    private final SlowPolls slowPolls;
    private final PlanMemory plans;
    private final Backoff backoff;

    /** Made and not started yet. */
    private LiveSource candidate;
    /** Being started, polled or being stopped. */
    private LiveSource live;
    /** Why the live source is being stopped. */
    private Ending ending;
    /** Why the stream has to be brought back, until it is; null in ordinary times. */
    private Ending recovery;
    private SlotTable seenTable;
    private long reviewAtNs = System.nanoTime();
    private boolean polled;
    private volatile boolean ended;

    StreamController(
        final String name, final StreamPlan plan, final SourceRegistry registry, final PortFactory ports,
        final Timings timings) {
        this.name = name;
        this.notes = new StreamNotes(plan);
        this.registry = registry;
        this.timings = timings;
        this.lease = new StreamLease(name, ports);
        this.calls = new PluginCalls(new LifecycleThread(name, notes::wakeUp));
        this.status = new StatusLine(name);
        this.slowPolls = new SlowPolls(name, counters);
        this.plans = new PlanMemory(registry);
        this.backoff = new Backoff(timings.firstRetryNs(), timings.longestRetryNs(), reviewAtNs);
    }

    /** One duty cycle; the amount of work done. */
    int step(final long nowNs) {
        slowPolls.onCycle(nowNs, polled);
        int work = lease.doWork(nowNs);
        if (lease.table() != seenTable) {
            seenTable = lease.table();
            notes.wakeUp();
        }
        if (live != null && !live.holds(seenTable)) {
            live.trouble(Ending.leaseLost(
                seenTable == null ? lease.detail() : "the lease ended and another was granted at once"));
        }
        if (calls.current() != null) {
            watchCall(nowNs);
        }
        if (calls.current() == null && (notes.isChanged() || nowNs - reviewAtNs >= 0)) {
            notes.clearChanged();
            reviewAtNs = nowNs + REVIEW_INTERVAL_NS;
            decide(nowNs);
        }
        polled = live != null && live.isPolling();
        if (polled) {
            work += poll();
        }
        return work;
    }

    private int poll() {
        try {
            return live.source.poll();
        } catch (final Throwable thrown) {
            LOG.debug("stream {}: poll", name, thrown);
            live.trouble(Ending.failed("poll()", thrown));
            notes.wakeUp();
            return 1;
        }
    }

    private void decide(final long nowNs) {
        final Ending why = live == null ? null : whyToEnd();
        if (why != null) {
            beginStop(nowNs, why);
        } else if (notes.isClosing()) {
            finish();
        } else if (notes.isHeld()) {
            dropCandidate();
            status.show(IDLE, StreamDetail.STOPPED_BY_OPERATOR, "stopped by an operator until it is started again");
        } else {
            if (notes.takeRetry()) {
                plans.forgetRefusal();
                status.quarantined(null);
                backoff.beDueNow(nowNs);
            }
            follow(nowNs);
        }
    }

    private Ending whyToEnd() {
        if (notes.isClosing()) {
            return Ending.wanted(StreamDetail.NONE, "its configuration is gone or the container ends");
        }
        if (notes.isHeld()) {
            return Ending.wanted(StreamDetail.STOPPED_BY_OPERATOR, "stopped by an operator");
        }
        if (live.trouble() != null) {
            return live.trouble();
        }
        if (live.factory.isRetired()) {
            return Ending.wanted(StreamDetail.SOURCE_MISSING, "source kind " + live.factory.kind() + " goes");
        }
        if (notes.plan().isSound() && !notes.plan().enabled()) {
            return Ending.wanted(StreamDetail.DISABLED, "enabled is false");
        }
        return null;
    }

    /** Nothing is under way and nothing that lives has to end: one step towards the plan, or towards the former one. */
    private void follow(final long nowNs) {
        final StreamPlan wanted = notes.plan();
        final Objection objection = plans.objectionTo(wanted, live != null);
        final StreamPlan plan = objection == null ? wanted : plans.insteadOf(wanted);
        if (wanted.isSound() && !wanted.enabled()) {
            rest();
        } else if (objection != null && live != null) {
            showStreaming(objection);
        } else if (plan == null) {
            dropCandidate();
            recovery = null;
            status.show(FAULTED, objection.detail(), objection.text());
        } else {
            serve(nowNs, plan, registry.best(plan.kind()));
        }
    }

    private void rest() {
        dropCandidate();
        recovery = null;
        plans.forgetPlan();
        lease.close();
        status.show(IDLE, StreamDetail.DISABLED, "enabled is false in its configuration");
    }

    private void serve(final long nowNs, final StreamPlan plan, final FactoryHandle factory) {
        if (factory == null) {
            dropCandidate();
            recovery = null;
            if (open(plan)) {
                final Objection missing = plans.missing(plan);
                status.show(IDLE, missing.detail(), missing.text());
            }
        } else if (live != null && live.serves(plan, factory)) {
            showStreaming(null);
        } else if (candidate == null || !candidate.serves(plan, factory)) {
            beginCreate(nowNs, plan, factory);
        } else if (live != null) {
            beginStop(nowNs, Ending.wanted(StreamDetail.NONE, live.factory == factory
                ? "new settings" : "replaced by a source of kind " + plan.kind() + " of " + factory.bundle()));
        } else if (open(plan)) {
            startWhenDue(nowNs);
        }
    }

    private boolean open(final StreamPlan plan) {
        try {
            lease.open(plan.wiring());
            return true;
        } catch (final RuntimeException refused) {
            status.show(FAULTED, StreamDetail.WRONG_CONFIGURATION, OneLine.of(refused));
            return false;
        }
    }

    private void beginCreate(final long nowNs, final StreamPlan plan, final FactoryHandle factory) {
        dropCandidate();
        if (!factory.tryUse()) {
            notes.wakeUp();
            return;
        }
        if (live == null) {
            showProgress(StreamDetail.NONE, "making a source of kind " + plan.kind());
        }
        calls.create(nowNs, plan, factory);
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

    private void startWhenDue(final long nowNs) {
        if (lease.table() == null) {
            showProgress(StreamDetail.WAITING_FOR_LEASE, lease.detail());
        } else if (backoff.isDue(nowNs)) {
            beginStart(nowNs);
        } else {
            showProgress(StreamDetail.NONE, "waiting to try again");
            reviewAtNs = backoff.soonest(reviewAtNs);
        }
    }

    private void beginStart(final long nowNs) {
        final LiveSource starting = candidate;
        candidate = null;
        live = starting;
        final LentContext context = starting.lend(lease.port(), lease.table(), counters, notes::wakeUp);
        showProgress(StreamDetail.NONE, "starting a source of kind " + starting.plan.kind());
        calls.start(nowNs, starting, context);
    }

    private void started(final LifecycleCall done, final long nowNs) {
        final Throwable failure = done.failure();
        if (failure == null) {
            live.beginPolling(nowNs);
            recovery = null;
            return;
        }
        final Ending trouble = live.trouble();
        live.end();
        live = null;
        if (failure instanceof SettingsException) {
            plans.refused(done, StreamDetail.WRONG_SETTINGS, OneLine.of(failure.getMessage()));
        } else if (failure instanceof DeviceUnavailableException || trouble != null) {
            recovery = trouble != null ? trouble
                : new Ending(RECONNECTING, StreamDetail.DEVICE_UNAVAILABLE, OneLine.of(failure.getMessage()));
            backoff.fail(nowNs);
        } else {
            LOG.debug("stream {}: start", name, failure);
            plans.refused(done, StreamDetail.SOURCE_FAILED, "start() threw " + OneLine.of(failure));
        }
    }

    private void beginStop(final long nowNs, final Ending why) {
        final LiveSource stopping = live;
        ending = why;
        if (stopping.wasSteady(nowNs, timings.longestRetryNs())) {
            backoff.forget();
        }
        stopping.endPolling();
        status.show(why.state(), why.detail(), why.text());
        calls.stop(nowNs, stopping, timings.stopTimeoutNs());
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
        recovery = why.state() == RECONNECTING ? why : null;
        if (why.detail() == StreamDetail.DEVICE_UNAVAILABLE) {
            backoff.fail(nowNs);
        } else if (why.detail() == StreamDetail.SOURCE_FAILED) {
            plans.refused(done, why.detail(), why.text());
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
        status.quarantined(note);
        LOG.warn("stream {}: {}; its memory stays mapped and the stream goes on with other memory", name, note);
    }

    /** A stop has its timeout; the other calls get one once the stream, the service or an operator cannot wait. */
    private void watchCall(final long nowNs) {
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
        } else if (running.kind == LifecycleCall.Kind.START && nowNs - running.beganNs >= LONG_START_NS
            && nowNs - reviewAtNs >= 0) {
            reviewAtNs = nowNs + REVIEW_INTERVAL_NS;
            showProgress(StreamDetail.NONE, "start() of a source of kind " + running.plan.kind()
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

    private void dropCandidate() {
        if (candidate != null) {
            candidate.end();
            candidate = null;
        }
    }

    private void finish() {
        dropCandidate();
        calls.close();
        try {
            lease.close();
        } finally {
            ended = true;
        }
    }

    private void showProgress(final StreamDetail detail, final String text) {
        if (recovery == null) {
            status.show(STARTING, detail, text);
        } else {
            status.show(recovery.state(), recovery.detail(), recovery.text());
        }
    }

    /** With an objection to a newer plan, if there is one. */
    private void showStreaming(final Objection objection) {
        final String description = live.description();
        if (objection == null) {
            status.show(STREAMING, StreamDetail.NONE, description);
        } else {
            status.show(STREAMING, objection.detail(),
                StatusLine.join(description, objection.text() + " (the earlier settings stay in force)"));
        }
    }

    /** Whether a source is polled, so that the stream's thread should not sleep long. Stream's thread. */
    boolean isPolling() {
        return polled;
    }

    /** Whether a port has to be served. Stream's thread. */
    boolean isOpen() {
        return lease.port() != null;
    }

    /** Whether source, lease and lifecycle thread are gone. Any thread. */
    boolean isEnded() {
        return ended;
    }

    /** Where other threads leave their wishes. */
    StreamNotes notes() {
        return notes;
    }

    /** Any thread. */
    StatusLine.Shown shown() {
        return status.shown();
    }

    /** Any thread. */
    StreamCounters counters() {
        return counters;
    }

    /** Of the lease, 0 without one. Any thread. */
    long epoch() {
        return lease.epoch();
    }

    /** Of the port, 0 before there was one. Any thread. */
    long streamId() {
        return lease.streamId();
    }
}
