package org.framedock.dock.internal;

import static org.framedock.dock.StreamState.FAULTED;
import static org.framedock.dock.StreamState.IDLE;
import static org.framedock.dock.StreamState.RECONNECTING;
import static org.framedock.dock.StreamState.STARTING;
import static org.framedock.dock.StreamState.STREAMING;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.framedock.dock.StreamDetail;
import org.framedock.dock.StreamState;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state machine of one stream: makes the plan that was offered last come true, one step at a time.
 *
 * <p>All of it runs on the stream's thread by {@link #step}, which never blocks; the methods at the end leave notes and
 * may be called on any thread. What may block runs on the lifecycle thread as the one {@link LifecycleCall} that is
 * under way; until it has returned nothing is decided, though a live source goes on being polled meanwhile. A source
 * ends in this order: last poll has returned, stop has returned, slots are taken back, reservations are withdrawn.
 */
final class StreamController {

    private static final Logger LOG = LoggerFactory.getLogger(StreamController.class);
    private static final long REVIEW_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long SLOW_POLL_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SLOW_POLL_LOG_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONG_CALL_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final String name;
    private final SourceRegistry registry;
    private final Timings timings;
    private final StreamLease lease;
    private final LifecycleThread lifecycle;
    private final StatusLine status;
    private final StreamCounters counters = new StreamCounters();

    private volatile StreamPlan offered;
    private volatile boolean held;
    private volatile boolean retryAsked;
    private volatile boolean closing;
    private volatile long closeTimeoutNs;
    private volatile boolean changed = true;
    private volatile boolean ended;
    private volatile Thread streamThread;

    /** The plan whose source was made last; what goes on while a later one cannot be followed. */
    private StreamPlan inForce;
    private Refusal refusal;
    /** Made and not started yet. */
    private LiveSource candidate;
    /** Being started, polled or being stopped. */
    private LiveSource live;
    private Ending ending;
    private boolean endedSteady;
    /** Why the stream has to be brought back, until it is; null in ordinary times. */
    private Ending recovery;
    private String quarantineNote;
    private LifecycleCall call;
    private long callTimeoutNs;
    private SlotTable seenTable;
    private long reviewAtNs = System.nanoTime();
    private long retryAtNs = reviewAtNs;
    private long retryDelayNs;
    private long lastStepNs = reviewAtNs;
    private long slowPollLoggedNs = reviewAtNs - SLOW_POLL_LOG_INTERVAL_NS;
    private boolean polledLast;
    private String shownDescription;
    private boolean shownObjection;

    StreamController(
        final String name, final StreamPlan plan, final SourceRegistry registry, final PortFactory ports,
        final Timings timings) {
        this.name = name;
        this.offered = plan;
        this.registry = registry;
        this.timings = timings;
        this.lease = new StreamLease(name, ports);
        this.lifecycle = new LifecycleThread(name, this::wakeUp);
        this.status = new StatusLine(name);
    }

    /** First call of the stream's thread. */
    void begin() {
        streamThread = Thread.currentThread();
    }

    /** One duty cycle; the amount of work done. */
    int step(final long nowNs) {
        noteSlowPoll(nowNs);
        int work = lease.doWork(nowNs);
        if (lease.table() != seenTable) {
            seenTable = lease.table();
            changed = true;
        }
        if (live != null && !live.holds(seenTable)) {
            live.trouble(Ending.leaseLost(lease.detail()));
        }
        if (call != null) {
            watchCall(nowNs);
        }
        if (call == null && (changed || nowNs - reviewAtNs >= 0)) {
            changed = false;
            reviewAtNs = nowNs + REVIEW_INTERVAL_NS;
            decide(nowNs);
        }
        polledLast = live != null && live.isPolling();
        if (polledLast) {
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
            changed = true;
            return 1;
        }
    }

    private void decide(final long nowNs) {
        final Ending why = live == null ? null : whyToEnd();
        if (why != null) {
            beginStop(nowNs, why);
        } else if (closing) {
            finish();
        } else if (held) {
            dropCandidate();
            show(IDLE, StreamDetail.STOPPED_BY_OPERATOR, "stopped by an operator until it is started again");
        } else {
            forgetRefusalIfAsked();
            follow(nowNs);
        }
    }

    private Ending whyToEnd() {
        if (closing) {
            return Ending.wanted(StreamDetail.NONE, "its configuration is gone or the container ends");
        }
        if (held) {
            return Ending.wanted(StreamDetail.STOPPED_BY_OPERATOR, "stopped by an operator");
        }
        if (live.trouble() != null) {
            return live.trouble();
        }
        if (live.factory.isRetired()) {
            return Ending.wanted(StreamDetail.SOURCE_MISSING, "source kind " + live.factory.kind() + " goes");
        }
        if (offered.isSound() && !offered.enabled()) {
            return Ending.wanted(StreamDetail.DISABLED, "enabled is false");
        }
        return null;
    }

    /** Nothing is under way and nothing that lives has to end: one step towards the plan, or towards the former one. */
    private void follow(final long nowNs) {
        StreamPlan plan = offered;
        if (plan.isSound() && !plan.enabled()) {
            dropCandidate();
            inForce = null;
            lease.close();
            show(IDLE, StreamDetail.DISABLED, "enabled is false in its configuration");
            return;
        }
        final Objection objection = objectionTo(plan);
        if (objection != null && live != null) {
            showStreaming(objection);
            return;
        }
        if (objection != null) {
            plan = inForce == null || inForce.equals(offered) ? null : inForce;
            if (plan == null) {
                dropCandidate();
                recovery = null;
                show(FAULTED, objection.detail, objection.text);
                return;
            }
        }
        final FactoryHandle factory = registry.best(plan.kind());
        if (factory == null) {
            dropCandidate();
            recovery = null;
            if (open(plan)) {
                show(IDLE, StreamDetail.SOURCE_MISSING, missing(plan));
            }
        } else if (live != null && live.serves(plan, factory)) {
            showStreaming(objection);
        } else if (candidate == null || !candidate.serves(plan, factory)) {
            beginCreate(nowNs, plan, factory);
        } else if (live != null) {
            beginStop(nowNs, Ending.wanted(StreamDetail.NONE, live.factory == factory
                ? "new settings" : "replaced by a source of kind " + plan.kind() + " of " + factory.bundle()));
        } else if (open(plan)) {
            startWhenDue(nowNs);
        }
    }

    /** Why a plan cannot be followed, and what an operator is told. */
    private record Objection(StreamDetail detail, String text) {
    }

    private Objection objectionTo(final StreamPlan plan) {
        if (!plan.isSound()) {
            return new Objection(StreamDetail.WRONG_CONFIGURATION, plan.problem());
        }
        final FactoryHandle factory = registry.best(plan.kind());
        if (refusal != null && refusal.covers(plan, factory)) {
            return new Objection(refusal.detail(), refusal.text());
        }
        final boolean otherGoesOn = live != null
            || inForce != null && !inForce.kind().equals(plan.kind()) && registry.best(inForce.kind()) != null;
        return factory == null && otherGoesOn
            ? new Objection(StreamDetail.SOURCE_MISSING, missing(plan))
            : null;
    }

    private String missing(final StreamPlan plan) {
        return "waiting for a source of kind " + plan.kind() + ": copy its jar into deploy/ (" + registry.kinds() + ")";
    }

    private boolean open(final StreamPlan plan) {
        try {
            lease.open(plan.wiring());
            return true;
        } catch (final RuntimeException refused) {
            show(FAULTED, StreamDetail.WRONG_CONFIGURATION, OneLine.of(refused));
            return false;
        }
    }

    private void beginCreate(final long nowNs, final StreamPlan plan, final FactoryHandle factory) {
        dropCandidate();
        if (!factory.tryUse()) {
            changed = true;
            return;
        }
        if (live == null) {
            showProgress(StreamDetail.NONE, "making a source of kind " + plan.kind());
        }
        submit(new LifecycleCall(
            LifecycleCall.Kind.CREATE, factory, plan, nowNs,
            () -> factory.factory().create(new SourceSettings(plan.settings())), () -> null), NO_LIMIT);
    }

    private void created(final LifecycleCall done) {
        if (done.failure() == null && done.made() != null) {
            candidate = new LiveSource(done.made(), done.factory, done.plan);
            inForce = done.plan;
            return;
        }
        done.factory.release();
        if (done.failure() instanceof SettingsException wrong) {
            refuse(done, StreamDetail.WRONG_SETTINGS, OneLine.of(wrong.getMessage()));
        } else {
            refuse(done, StreamDetail.SOURCE_FAILED, done.failure() == null
                ? "create() returned null" : "create() threw " + OneLine.of(done.failure()));
        }
    }

    private void startWhenDue(final long nowNs) {
        if (lease.table() == null) {
            showProgress(StreamDetail.WAITING_FOR_LEASE, lease.detail());
        } else if (nowNs - retryAtNs >= 0) {
            beginStart(nowNs);
        } else {
            showProgress(StreamDetail.NONE, "waiting to try again");
            reviewAtNs = retryAtNs - reviewAtNs < 0 ? retryAtNs : reviewAtNs;
        }
    }

    private void beginStart(final long nowNs) {
        final LiveSource starting = candidate;
        candidate = null;
        live = starting;
        final LentContext context = starting.lend(lease.port(), lease.table(), counters, this::wakeUp);
        showProgress(StreamDetail.NONE, "starting a source of kind " + starting.plan.kind());
        submit(new LifecycleCall(LifecycleCall.Kind.START, starting.factory, starting.plan, nowNs, () -> {
            starting.source.start(context);
            return null;
        }, () -> {
            starting.source.stop();
            return null;
        }), NO_LIMIT);
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
        if (failure instanceof DeviceUnavailableException) {
            recovery = new Ending(RECONNECTING, StreamDetail.DEVICE_UNAVAILABLE, OneLine.of(failure.getMessage()));
            scheduleRetry(nowNs);
        } else if (failure instanceof SettingsException) {
            refuse(done, StreamDetail.WRONG_SETTINGS, OneLine.of(failure.getMessage()));
        } else if (trouble != null) {
            recovery = trouble;
            scheduleRetry(nowNs);
        } else {
            LOG.debug("stream {}: start", name, failure);
            refuse(done, StreamDetail.SOURCE_FAILED, "start() threw " + OneLine.of(failure));
        }
    }

    private void beginStop(final long nowNs, final Ending why) {
        final LiveSource stopping = live;
        ending = why;
        endedSteady = stopping.wasSteady(nowNs, timings.longestRetryNs());
        stopping.endPolling();
        show(why.state(), why.detail(), why.text());
        submit(new LifecycleCall(LifecycleCall.Kind.STOP, stopping.factory, stopping.plan, nowNs, () -> {
            stopping.source.stop();
            return null;
        }, () -> null), timings.stopTimeoutNs());
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
            if (endedSteady) {
                retryDelayNs = 0;
            }
            scheduleRetry(nowNs);
        } else if (why.detail() == StreamDetail.SOURCE_FAILED) {
            refuse(done, why.detail(), why.text());
        }
    }

    /** The source may still write: its memory is left to it, and the stream goes on with other memory. */
    private void quarantine(final LifecycleCall done, final String why) {
        live.end();
        if (lease.table() == null || live.holds(lease.table())) {
            lease.quarantine();
        }
        quarantineNote = "a source of kind " + done.factory.kind() + " was quarantined: " + why;
        LOG.warn("stream {}: {}; its memory stays mapped and the stream goes on with other memory", name,
            quarantineNote);
    }

    private void submit(final LifecycleCall next, final long timeoutNs) {
        call = next;
        callTimeoutNs = timeoutNs;
        lifecycle.submit(next);
    }

    private void watchCall(final long nowNs) {
        final long runningNs = nowNs - call.beganNs;
        if (closing) {
            callTimeoutNs = Math.min(callTimeoutNs, runningNs + closeTimeoutNs);
        } else if (callTimeoutNs == NO_LIMIT && (held || call.factory.isRetired())) {
            callTimeoutNs = runningNs + timings.stopTimeoutNs();
        }
        if (call.isDone() || runningNs >= callTimeoutNs) {
            final LifecycleCall done = call;
            final boolean givenUp = !done.isDone() && done.abandon();
            call = null;
            changed = true;
            if (givenUp) {
                giveUp(done, nowNs);
            } else {
                settle(done, nowNs);
            }
        } else if (runningNs >= LONG_CALL_NS && call.kind == LifecycleCall.Kind.START && changedSecond(nowNs)) {
            showProgress(StreamDetail.NONE, "start() of a source of kind " + call.plan.kind() + " has been running for "
                + TimeUnit.NANOSECONDS.toSeconds(runningNs) + " s");
        }
    }

    private boolean changedSecond(final long nowNs) {
        return TimeUnit.NANOSECONDS.toSeconds(nowNs) != TimeUnit.NANOSECONDS.toSeconds(lastStepNs);
    }

    private void settle(final LifecycleCall done, final long nowNs) {
        switch (done.kind) {
            case CREATE -> created(done);
            case START -> started(done, nowNs);
            default -> stopped(done, nowNs);
        }
    }

    private void giveUp(final LifecycleCall left, final long nowNs) {
        final String why = left.kind.name().toLowerCase() + "() has not returned within "
            + TimeUnit.NANOSECONDS.toMillis(nowNs - left.beganNs) + " ms, thread " + lifecycle.abandon()
            + " is left to it";
        switch (left.kind) {
            case CREATE -> {
                left.factory.release();
                refuse(left, StreamDetail.SOURCE_FAILED, why);
            }
            case START -> {
                quarantine(left, why);
                goOnAfter(left, Ending.wanted(StreamDetail.QUARANTINED, why), nowNs);
            }
            default -> {
                quarantine(left, why);
                goOnAfter(left, ending, nowNs);
            }
        }
    }

    private void refuse(final LifecycleCall done, final StreamDetail detail, final String text) {
        refusal = Refusal.of(done.plan, done.factory, detail, text);
        if (done.plan.equals(inForce)) {
            inForce = null;
        }
    }

    private void forgetRefusalIfAsked() {
        if (retryAsked) {
            retryAsked = false;
            refusal = null;
            quarantineNote = null;
            retryAtNs = System.nanoTime();
        }
    }

    private void scheduleRetry(final long nowNs) {
        retryDelayNs = retryDelayNs == 0
            ? timings.firstRetryNs() : Math.min(2 * retryDelayNs, timings.longestRetryNs());
        retryAtNs = nowNs + retryDelayNs;
    }

    private void dropCandidate() {
        if (candidate != null) {
            candidate.end();
            candidate = null;
        }
    }

    private void finish() {
        dropCandidate();
        lifecycle.close();
        try {
            lease.close();
        } finally {
            ended = true;
        }
    }

    private void showProgress(final StreamDetail detail, final String text) {
        if (recovery == null) {
            show(STARTING, detail, text);
        } else {
            show(recovery.state(), recovery.detail(), recovery.text());
        }
    }

    /** With an objection to a newer plan, if there is one. Makes no text while nothing has changed. */
    private void showStreaming(final Objection objection) {
        final String description = live.description();
        if (objection != null) {
            show(STREAMING, objection.detail,
                join(description, objection.text + " (the earlier settings stay in force)"));
        } else if (status.shown().state() != STREAMING || shownObjection || description != shownDescription) {
            show(STREAMING, StreamDetail.NONE, description);
        }
        shownObjection = objection != null;
        shownDescription = description;
    }

    private void show(final StreamState state, final StreamDetail detail, final String text) {
        final boolean quarantined = quarantineNote != null;
        status.show(
            state, quarantined && detail == StreamDetail.NONE ? StreamDetail.QUARANTINED : detail,
            join(text, quarantineNote));
    }

    private static String join(final String text, final String moreOrNull) {
        if (moreOrNull == null) {
            return text;
        }
        return text.isEmpty() ? moreOrNull : text + "; " + moreOrNull;
    }

    private void noteSlowPoll(final long nowNs) {
        if (polledLast && nowNs - lastStepNs > SLOW_POLL_NS) {
            counters.slowPoll();
            if (nowNs - slowPollLoggedNs >= SLOW_POLL_LOG_INTERVAL_NS) {
                slowPollLoggedNs = nowNs;
                LOG.warn("stream {}: a poll took {} ms, {} took more than {} ms so far", name,
                    TimeUnit.NANOSECONDS.toMillis(nowNs - lastStepNs), counters.slowPolls(),
                    TimeUnit.NANOSECONDS.toMillis(SLOW_POLL_NS));
            }
        }
        lastStepNs = nowNs;
    }

    /** Whether a source is polled, so that the stream's thread should not sleep long. Stream's thread. */
    boolean isPolling() {
        return polledLast;
    }

    /** Whether a port has to be served. Stream's thread. */
    boolean isOpen() {
        return lease.port() != null;
    }

    // From here on: any thread.

    /** The plan to follow from now on. */
    void offer(final StreamPlan plan) {
        if (!plan.equals(offered)) {
            offered = plan;
            wakeUp();
        }
    }

    /** Stops the source until it is let go again. */
    void hold() {
        held = true;
        wakeUp();
    }

    /** Lets the source run, and tries again what was refused. */
    void letGo() {
        held = false;
        retryAsked = true;
        wakeUp();
    }

    /** Ends source, lease and threads. */
    void close(final long stopTimeoutNs) {
        closeTimeoutNs = stopTimeoutNs;
        closing = true;
        wakeUp();
    }

    void wakeUp() {
        changed = true;
        final Thread thread = streamThread;
        if (thread != null && thread != Thread.currentThread()) {
            LockSupport.unpark(thread);
        }
    }

    boolean isEnded() {
        return ended;
    }

    StreamPlan plan() {
        return offered;
    }

    StatusLine.Shown shown() {
        return status.shown();
    }

    StreamCounters counters() {
        return counters;
    }

    long epoch() {
        return lease.epoch();
    }

    long streamId() {
        return lease.streamId();
    }
}
