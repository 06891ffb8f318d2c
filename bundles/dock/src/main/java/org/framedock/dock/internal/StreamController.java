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
 * StreamNotes}. What may block runs on the sources' lifecycle threads, while a live source goes on being polled.
 */
final class StreamController {

    private static final Logger LOG = LoggerFactory.getLogger(StreamController.class);
    private static final long REVIEW_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONG_POLL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final Ending NOT_WANTED = Ending.wanted(StreamDetail.NONE, "not wanted any more");

    private final String name;
    private final StreamNotes notes;
    private final SourceRegistry registry;
    private final StreamLease lease;
    private final StatusLine status;
    private final StreamReport report;
    private final StreamCounters counters = new StreamCounters();
    private final StreamProgress progress = new StreamProgress();
    private final SlowPolls slowPolls;
    private final PollWatch pollWatch = new PollWatch();
    private final PlanMemory plans;
    private final Backoff backoff;
    private final StreamSources sources;
    private final SourceArrival arrival;

    private SlotTable seenTable;
    private long reviewAtNs = System.nanoTime();
    private boolean polled;
    private volatile boolean ended;

    StreamController(
        final String name, final StreamPlan plan, final SourceRegistry registry, final PortFactory ports,
        final DeviceClaims claims, final Timings timings) {
        this.name = name;
        this.notes = new StreamNotes(plan);
        this.registry = registry;
        this.lease = new StreamLease(name, ports);
        this.status = new StatusLine(name);
        this.report = new StreamReport(status);
        this.slowPolls = new SlowPolls(name, counters);
        this.plans = new PlanMemory(registry);
        this.backoff = new Backoff(timings.firstRetryNs(), timings.longestRetryNs(), reviewAtNs);
        this.sources = new StreamSources(
            name, notes, timings, lease, counters, report, claims,
            new SourceOutcomes(name, report, plans, backoff, timings.longestRetryNs()));
        this.arrival = new SourceArrival(sources, lease, report, backoff);
    }

    /** One duty cycle; the amount of work done. */
    int step(final long nowNs) {
        slowPolls.onCycle(nowNs, polled);
        int work = lease.doWork(nowNs);
        if (lease.table() != seenTable) {
            seenTable = lease.table();
            notes.wakeUp();
        }
        if (!sources.isEmpty()) {
            watchLease();
            sources.watchCalls(nowNs);
        }
        if (notes.isChanged() || nowNs - reviewAtNs >= 0) {
            notes.clearChanged();
            final int wishes = notes.wishes();
            reviewAtNs = nowNs + REVIEW_INTERVAL_NS;
            decide(nowNs);
            progress.decided(wishes, sources.polled(), lease.port(), lease.table());
        }
        polled = sources.live() != null && sources.live().isPolling();
        if (polled) {
            work += poll(sources.live(), nowNs);
        }
        return work;
    }

    private void watchLease() {
        watchLease(sources.live());
        watchLease(sources.next());
    }

    private void watchLease(final LiveSource source) {
        if (source != null && !source.holds(lease.table())) {
            source.trouble(Ending.leaseLost(
                lease.table() == null ? lease.detail() : "the lease ended and another was granted at once"));
        }
    }

    /** A thread whose poll was given up meanwhile changes nothing here any more. */
    private int poll(final LiveSource live, final long nowNs) {
        pollWatch.begin(nowNs);
        int work = 1;
        Throwable thrown = null;
        try {
            work = live.poll();
        } catch (final Throwable failure) {
            thrown = failure;
        }
        if (pollWatch.end() && thrown != null) {
            LOG.debug("stream {}: poll", name, thrown);
            live.trouble(Ending.failed("poll()", thrown));
            notes.wakeUp();
        }
        return work;
    }

    /** A poll was given up: the thread that it keeps is left to it, and the calling one is the stream's from now on. */
    void takeOver(final String stuckThread, final long tookNs, final long nowNs) {
        notes.belongToThisThread();
        pollWatch.reset();
        polled = false;
        sources.giveUpPoll("poll() has not returned within " + TimeUnit.NANOSECONDS.toMillis(tookNs) + " ms, thread "
            + stuckThread + " is left to it", nowNs);
        notes.wakeUp();
    }

    private void decide(final long nowNs) {
        sources.lookAtThreads(nowNs);
        progress.wanting(null);
        endWhatHasTo(nowNs);
        if (notes.isClosing()) {
            if (sources.isEmpty()) {
                finish();
            }
        } else if (notes.isHeld()) {
            if (sources.isEmpty()) {
                report.show(
                    IDLE, StreamDetail.STOPPED_BY_OPERATOR, "stopped by an operator until it is started again");
            }
        } else {
            if (notes.takeRetry()) {
                plans.forgetRefusal();
                report.note(StreamDetail.QUARANTINED, null);
                backoff.beDueNow(nowNs);
            }
            follow(nowNs);
        }
    }

    private void endWhatHasTo(final long nowNs) {
        // A call that has just been given up may have cost the lease.
        watchLease();
        final LiveSource live = sources.polled();
        final Ending whyLive = live == null ? null : whyToEnd(live);
        if (whyLive != null) {
            sources.stop(nowNs, live, whyLive);
        }
        final LiveSource next = sources.next();
        final Ending whyNext = next == null ? null : whyToEnd(next);
        if (whyNext != null && next.calls().current() == null) {
            sources.dropNext(nowNs, whyNext);
        }
    }

    private Ending whyToEnd(final LiveSource source) {
        if (notes.isClosing()) {
            return Ending.wanted(StreamDetail.NONE, "its configuration is gone or the container ends");
        }
        if (notes.isHeld()) {
            return Ending.wanted(StreamDetail.STOPPED_BY_OPERATOR, "stopped by an operator");
        }
        if (source.trouble() != null) {
            return source.trouble();
        }
        if (source.factory.isRetired()) {
            return Ending.wanted(StreamDetail.SOURCE_MISSING, "source kind " + source.factory.kind() + " goes");
        }
        if (notes.plan().isSound() && !notes.plan().enabled()) {
            return Ending.wanted(StreamDetail.DISABLED, "enabled is false");
        }
        return null;
    }

    /** Nothing that lives has to end: one step towards the plan, or towards the former one. */
    private void follow(final long nowNs) {
        final StreamPlan wanted = notes.plan();
        final LiveSource live = sources.polled();
        final Objection objection = plans.objectionTo(wanted, live != null);
        final StreamPlan plan = objection == null ? wanted : plans.insteadOf(wanted);
        progress.wanting(objection);
        if (wanted.isSound() && !wanted.enabled()) {
            sources.dropNext(nowNs, NOT_WANTED);
            if (sources.isEmpty()) {
                rest();
            }
        } else if (objection != null && live != null) {
            sources.dropNext(nowNs, NOT_WANTED);
            report.streaming(live.description(), objection);
        } else if (plan == null) {
            sources.dropNext(nowNs, NOT_WANTED);
            if (sources.isEmpty()) {
                report.recovering(null);
                report.show(FAULTED, objection.detail(), objection.text());
            }
        } else if (sources.live() == live) {
            serve(nowNs, plan, registry.best(plan.kind()));
            if (objection == null && sources.polled() != null && sources.polled().plan.equals(wanted)) {
                progress.inForce();
            }
        }
    }

    private void rest() {
        report.recovering(null);
        plans.forgetPlan();
        lease.close();
        report.show(IDLE, StreamDetail.DISABLED, "enabled is false in its configuration");
    }

    /** The live source, if there is one, is polled. */
    private void serve(final long nowNs, final StreamPlan plan, final FactoryHandle factory) {
        final LiveSource live = sources.live();
        if (factory == null) {
            sources.dropNext(nowNs, NOT_WANTED);
            report.recovering(null);
            if (sources.isEmpty() && arrival.open(plan)) {
                final Objection missing = plans.missing(plan);
                report.show(IDLE, missing.detail(), missing.text());
            }
        } else if (live != null && live.serves(plan, factory)) {
            sources.dropNext(nowNs, NOT_WANTED);
            report.streaming(live.description());
        } else {
            if (sources.next() != null && !sources.next().serves(plan, factory)) {
                sources.dropNext(nowNs, NOT_WANTED);
            }
            arrival.advance(nowNs, plan, factory);
            if (arrival.isDelayed()) {
                reviewAtNs = backoff.soonest(reviewAtNs);
            }
        }
    }

    private void finish() {
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

    /** For how long the source that is polled has said that nothing is due, 0 if it has not. Stream's thread. */
    long restNs(final long nowNs) {
        final LiveSource live = sources.live();
        return polled && live != null ? live.restNs(nowNs) : 0;
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

    /** Whether its poll returns. */
    PollWatch pollWatch() {
        return pollWatch;
    }

    /** Any thread. */
    StatusLine.Shown shown() {
        final StatusLine.Shown said = status.shown();
        final long underWayNs = pollWatch.underWayNs(System.nanoTime());
        return underWayNs < LONG_POLL_NS ? said : new StatusLine.Shown(
            said.state(), StreamDetail.SOURCE_FAILED, StatusLine.join(said.text(), "poll() has not returned for "
                + TimeUnit.NANOSECONDS.toSeconds(underWayNs) + " s; it is given up soon"));
    }

    /** Any thread. */
    StreamCounters counters() {
        return counters;
    }

    /** What feeds it, for operators. Any thread. */
    StreamProgress progress() {
        return progress;
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
