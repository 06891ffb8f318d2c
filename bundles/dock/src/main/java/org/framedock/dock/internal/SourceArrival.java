package org.framedock.dock.internal;

import static org.framedock.dock.StreamState.FAULTED;

import java.util.concurrent.TimeUnit;
import org.framedock.dock.StreamDetail;
import org.framedock.dock.internal.LiveSource.Stage;

/**
 * Brings the next source of a stream up, one step at a time. While another one is polled it is started beside it, and
 * takes its place when it is ready; where the two cannot run at once, the other one is stopped before. Stream's thread
 * only.
 */
final class SourceArrival {

    private static final long LONG_START_NS = TimeUnit.SECONDS.toNanos(2);

    private final StreamSources sources;
    private final StreamLease lease;
    private final StreamReport report;
    private final Backoff backoff;
    private StreamPlan tried;
    private boolean delayed;

    SourceArrival(
        final StreamSources sources, final StreamLease lease, final StreamReport report, final Backoff backoff) {
        this.sources = sources;
        this.lease = lease;
        this.report = report;
        this.backoff = backoff;
    }

    /** One step towards a source of that plan and factory, which is not the live one's. */
    void advance(final long nowNs, final StreamPlan plan, final FactoryHandle factory) {
        delayed = false;
        if (sources.next() == null) {
            begin(nowNs, plan, factory);
        }
        final LiveSource next = sources.next();
        if (next == null) {
            return;
        }
        final LiveSource live = sources.live();
        if (next.stage() == Stage.READY && live == null) {
            sources.promote(nowNs);
            report.streaming(sources.live().description());
        } else if (next.stage() == Stage.READY) {
            sources.stop(nowNs, live, reasonToReplace(live, next));
        } else if (next.stage() != Stage.MADE) {
            showWaiting(nowNs, live, next);
        } else if (live == null) {
            startAlone(nowNs, plan);
        } else {
            startBeside(nowNs, live, next);
        }
    }

    private void begin(final long nowNs, final StreamPlan plan, final FactoryHandle factory) {
        if (!plan.equals(tried)) {
            tried = plan;
            report.swapping(null);
            backoff.beDueNow(nowNs);
        }
        sources.make(nowNs, plan, factory);
    }

    private static Ending reasonToReplace(final LiveSource live, final LiveSource next) {
        return Ending.wanted(StreamDetail.NONE, live.factory == next.factory ? "new settings"
            : "replaced by a source of kind " + next.plan.kind() + " of " + next.factory.bundle());
    }

    private void startAlone(final long nowNs, final StreamPlan plan) {
        if (!open(plan)) {
            return;
        }
        final String other = sources.claimDevice();
        if (other != null) {
            report.recovering(Ending.deviceTaken(sources.next().device(), other));
            report.progress(StreamDetail.NONE, "waiting for its device");
        } else if (lease.table() == null) {
            report.progress(StreamDetail.WAITING_FOR_LEASE, lease.detail());
        } else if (backoff.isDue(nowNs)) {
            sources.start(nowNs);
            report.progress(StreamDetail.NONE, "starting a source of kind " + plan.kind());
        } else {
            delayed = true;
            report.progress(StreamDetail.NONE, "waiting to try again");
        }
    }

    private void startBeside(final long nowNs, final LiveSource live, final LiveSource next) {
        final String other = sources.claimDevice();
        if (other != null) {
            final Ending taken = Ending.deviceTaken(next.device(), other);
            report.streaming(live.description(), new Objection(taken.detail(), taken.text()));
        } else if (next.excludes(live) || !next.plan.wiring().equals(live.plan.wiring())) {
            next.replaceAnother();
            backoff.beDueNow(nowNs);
            sources.stop(nowNs, live, reasonToReplace(live, next));
        } else if (backoff.isDue(nowNs)) {
            sources.start(nowNs);
            showWaiting(nowNs, live, next);
        } else {
            delayed = true;
            report.swapping(live.description(), "");
        }
    }

    private void showWaiting(final long nowNs, final LiveSource live, final LiveSource next) {
        final LifecycleCall call = next.calls().current();
        final String kind = "a source of kind " + next.plan.kind();
        final String text;
        if (next.stage() == Stage.MAKING) {
            text = "making " + kind;
        } else if (next.stage() == Stage.STOPPING) {
            text = "stopping " + kind;
        } else if (call == null || nowNs - call.beganNs < LONG_START_NS) {
            text = "starting " + kind;
        } else {
            text = "start() of " + kind + " has not returned for "
                + TimeUnit.NANOSECONDS.toSeconds(nowNs - call.beganNs) + " s";
        }
        if (live == null) {
            report.progress(StreamDetail.NONE, text);
        } else {
            report.swapping(live.description(), text);
        }
    }

    /** Opens the stream of that plan, if it is not open; nothing may be lent then. Says why it cannot be. */
    boolean open(final StreamPlan plan) {
        try {
            lease.open(plan.wiring());
            return true;
        } catch (final RuntimeException refused) {
            report.show(FAULTED, StreamDetail.WRONG_CONFIGURATION, OneLine.of(refused));
            return false;
        }
    }

    /** Whether the last step found that it is too early to try again. */
    boolean isDelayed() {
        return delayed;
    }
}
