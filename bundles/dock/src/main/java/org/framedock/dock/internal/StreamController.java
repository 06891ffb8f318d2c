package org.framedock.dock.internal;

import static org.framedock.dock.StreamState.FAULTED;
import static org.framedock.dock.StreamState.IDLE;

import java.util.concurrent.TimeUnit;
import org.framedock.dock.StreamDetail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state machine of one stream: makes the plan that was offered last come true, one step at a time.
 *
 * <p>All of it runs on the stream's thread by {@link #step}, which never blocks; other threads leave {@link
 * StreamNotes}. What may block runs on the lifecycle thread as the one {@link LifecycleCall} that is under way; until
 * it has returned nothing is decided, though a live source goes on being polled meanwhile.
 */
final class StreamController {

    private static final Logger LOG = LoggerFactory.getLogger(StreamController.class);
    private static final long REVIEW_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private final String name;
    private final StreamNotes notes;
    private final SourceRegistry registry;
    private final StreamLease lease;
    private final StatusLine status;
    private final StreamReport report;
    private final StreamCounters counters = new StreamCounters();
    private final SlowPolls slowPolls;
    private final PlanMemory plans;
    private final Backoff backoff;
    private final StreamSources sources;

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
        this.lease = new StreamLease(name, ports);
        this.status = new StatusLine(name);
        this.report = new StreamReport(status);
        this.slowPolls = new SlowPolls(name, counters);
        this.plans = new PlanMemory(registry);
        this.backoff = new Backoff(timings.firstRetryNs(), timings.longestRetryNs(), reviewAtNs);
        this.sources = new StreamSources(name, notes, timings, lease, counters, report, plans, backoff);
    }

    /** One duty cycle; the amount of work done. */
    int step(final long nowNs) {
        slowPolls.onCycle(nowNs, polled);
        int work = lease.doWork(nowNs);
        if (lease.table() != seenTable) {
            seenTable = lease.table();
            notes.wakeUp();
        }
        if (sources.live() != null && !sources.live().holds(seenTable)) {
            sources.live().trouble(Ending.leaseLost(
                seenTable == null ? lease.detail() : "the lease ended and another was granted at once"));
        }
        if (sources.isBusy()) {
            sources.watchCall(nowNs);
        }
        if (!sources.isBusy() && (notes.isChanged() || nowNs - reviewAtNs >= 0)) {
            notes.clearChanged();
            reviewAtNs = nowNs + REVIEW_INTERVAL_NS;
            decide(nowNs);
        }
        polled = sources.live() != null && sources.live().isPolling();
        if (polled) {
            work += poll(sources.live());
        }
        return work;
    }

    private int poll(final LiveSource live) {
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
        final Ending why = sources.live() == null ? null : whyToEnd(sources.live());
        if (why != null) {
            sources.stop(nowNs, why);
        } else if (notes.isClosing()) {
            finish();
        } else if (notes.isHeld()) {
            sources.dropCandidate();
            report.show(IDLE, StreamDetail.STOPPED_BY_OPERATOR, "stopped by an operator until it is started again");
        } else {
            if (notes.takeRetry()) {
                plans.forgetRefusal();
                report.quarantined(null);
                backoff.beDueNow(nowNs);
            }
            follow(nowNs);
        }
    }

    private Ending whyToEnd(final LiveSource live) {
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
        final LiveSource live = sources.live();
        final StreamPlan wanted = notes.plan();
        final Objection objection = plans.objectionTo(wanted, live != null);
        final StreamPlan plan = objection == null ? wanted : plans.insteadOf(wanted);
        if (wanted.isSound() && !wanted.enabled()) {
            rest();
        } else if (objection != null && live != null) {
            report.streaming(live.description(), objection);
        } else if (plan == null) {
            sources.dropCandidate();
            report.recovering(null);
            report.show(FAULTED, objection.detail(), objection.text());
        } else {
            serve(nowNs, plan, registry.best(plan.kind()));
        }
    }

    private void rest() {
        sources.dropCandidate();
        report.recovering(null);
        plans.forgetPlan();
        lease.close();
        report.show(IDLE, StreamDetail.DISABLED, "enabled is false in its configuration");
    }

    private void serve(final long nowNs, final StreamPlan plan, final FactoryHandle factory) {
        final LiveSource live = sources.live();
        if (factory == null) {
            sources.dropCandidate();
            report.recovering(null);
            if (open(plan)) {
                final Objection missing = plans.missing(plan);
                report.show(IDLE, missing.detail(), missing.text());
            }
        } else if (live != null && live.serves(plan, factory)) {
            report.streaming(live.description(), null);
        } else if (sources.candidate() == null || !sources.candidate().serves(plan, factory)) {
            sources.create(nowNs, plan, factory);
        } else if (live != null) {
            sources.stop(nowNs, Ending.wanted(StreamDetail.NONE, live.factory == factory
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
            report.show(FAULTED, StreamDetail.WRONG_CONFIGURATION, OneLine.of(refused));
            return false;
        }
    }

    private void startWhenDue(final long nowNs) {
        if (lease.table() == null) {
            report.progress(StreamDetail.WAITING_FOR_LEASE, lease.detail());
        } else if (backoff.isDue(nowNs)) {
            sources.start(nowNs);
        } else {
            report.progress(StreamDetail.NONE, "waiting to try again");
            reviewAtNs = backoff.soonest(reviewAtNs);
        }
    }

    private void finish() {
        sources.close();
        try {
            lease.close();
        } finally {
            ended = true;
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
