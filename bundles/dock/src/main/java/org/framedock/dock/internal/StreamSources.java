package org.framedock.dock.internal;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.framedock.dock.StreamDetail;
import org.framedock.dock.internal.LiveSource.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two places for sources of one stream: the live one, that is polled until it is stopped, and the next one, that is
 * made and started meanwhile and takes the live one's place when that has ended. Makes their plugins' calls and hands
 * what came of each to {@link SourceOutcomes}. Stream's thread only.
 *
 * <p>A live source ends in this order: last poll has returned, stop has returned, slots are taken back, reservations
 * are withdrawn. Only then the next one is polled, on the same slots of the same lease.
 */
final class StreamSources {

    private static final Logger LOG = LoggerFactory.getLogger(StreamSources.class);

    private final String name;
    private final StreamNotes notes;
    private final Timings timings;
    private final StreamLease lease;
    private final StreamCounters counters;
    private final StreamReport report;
    private final DeviceClaims claims;
    private final SourceOutcomes outcomes;
    private final SourceThreads threads;
    private final AtomicInteger stuckThreads = new AtomicInteger();

    /** Polled or being stopped. */
    private LiveSource live;
    /** In any stage but polled. */
    private LiveSource next;

    StreamSources(
        final String name, final StreamNotes notes, final Timings timings, final StreamLease lease,
        final StreamCounters counters, final StreamReport report, final DeviceClaims claims,
        final SourceOutcomes outcomes) {
        this.name = name;
        this.notes = notes;
        this.timings = timings;
        this.lease = lease;
        this.counters = counters;
        this.report = report;
        this.claims = claims;
        this.outcomes = outcomes;
        this.threads = new SourceThreads(name, report, timings.threadsLeftNs());
    }

    /** Polled or being stopped; null if there is none. */
    LiveSource live() {
        return live;
    }

    /** The source that is polled; null if there is none. */
    LiveSource polled() {
        return live != null && live.stage() == Stage.POLLED ? live : null;
    }

    /** What comes after the live one; null if nothing does. */
    LiveSource next() {
        return next;
    }

    boolean isEmpty() {
        return live == null && next == null;
    }

    /** Begins to make what comes next; nothing may be in its place. */
    void make(final long nowNs, final StreamPlan plan, final FactoryHandle factory) {
        if (!factory.tryUse()) {
            notes.wakeUp();
            return;
        }
        next = new LiveSource(factory, plan, new LifecycleThread(name, stuckThreads, notes::wakeUp));
        next.beginMaking(nowNs);
    }

    /** Claims the device of the next source; null if it is free, else the stream that has it. */
    String claimDevice() {
        return claims.take(next.device(), name, next);
    }

    /** Starts the next source on the lease that there is, beside the live one if there is one. */
    void start(final long nowNs) {
        next.beginStart(nowNs, lease.port(), lease.table(), counters, notes::wakeUp);
    }

    /** The next source, which is ready, is polled from now on. */
    void promote(final long nowNs) {
        live = next;
        next = null;
        live.beginPolling(nowNs);
        final long interruptedNs = counters.resumed(nowNs);
        if (interruptedNs > 0) {
            LOG.info("stream {}: frames again after {} ms without", name,
                TimeUnit.NANOSECONDS.toMillis(interruptedNs));
        }
        outcomes.promoted(live);
    }

    /** Stops a source that was started. */
    void stop(final long nowNs, final LiveSource source, final Ending why) {
        if (source == live) {
            outcomes.ends(source, nowNs);
            if (why.isInterruption()) {
                counters.interrupted(nowNs);
            }
            report.show(why.state(), why.detail(), why.text());
        }
        source.beginStop(nowNs, why, timings.stopTimeoutNs());
    }

    /** Lets go of the next source: at once if it was not started, else as soon as it can be stopped. */
    void dropNext(final long nowNs, final Ending why) {
        if (next == null) {
            return;
        }
        next.becomeUnwanted();
        if (next.stage() == Stage.MADE) {
            end(next, nowNs);
        } else if (next.stage() == Stage.READY) {
            stop(nowNs, next, why);
        }
    }

    /** Looks whether sources that have ended have left threads. */
    void lookAtThreads(final long nowNs) {
        threads.look(nowNs);
    }

    /** The live source's poll does not return: it is left to its thread, with its memory. Another thread calls. */
    void giveUpPoll(final String why, final long nowNs) {
        final LiveSource source = live;
        counters.interrupted(nowNs);
        quarantine(source, why, nowNs);
        outcomes.ended(source, Ending.wanted(StreamDetail.SOURCE_FAILED, why), false, nowNs);
    }

    /** Sees what has come of the calls under way. */
    void watchCalls(final long nowNs) {
        if (live != null) {
            watchCall(live, nowNs);
        }
        if (next != null) {
            watchCall(next, nowNs);
        }
    }

    /** A stop has its timeout; the other calls get one once the stream, the service or an operator cannot wait. */
    private void watchCall(final LiveSource source, final long nowNs) {
        final PluginCalls calls = source.calls();
        if (calls.current() == null) {
            return;
        }
        if (notes.isClosing()) {
            calls.limit(nowNs, notes.closeTimeoutNs());
        } else if (notes.isHeld() || source.factory.isRetired() || source.isUnwanted()) {
            calls.limit(nowNs, timings.stopTimeoutNs());
        }
        final LifecycleCall done = calls.takeEnded(nowNs);
        if (done != null) {
            notes.wakeUp();
            settle(source, done, nowNs);
        }
    }

    private void settle(final LiveSource source, final LifecycleCall done, final long nowNs) {
        if (done.leftTo() != null) {
            giveUp(source, done, nowNs);
            return;
        }
        switch (done.kind) {
            case CREATE -> created(source, done, nowNs);
            case START -> started(source, done, nowNs);
            default -> stopped(source, done, nowNs);
        }
    }

    private void created(final LiveSource source, final LifecycleCall done, final long nowNs) {
        if (done.failure() == null && source.wasMade()) {
            outcomes.made(source, live == null);
        } else {
            end(source, nowNs);
            outcomes.notMade(source, done.failure());
        }
    }

    private void started(final LiveSource source, final LifecycleCall done, final long nowNs) {
        if (done.failure() != null) {
            final Ending trouble = source.trouble();
            end(source, nowNs);
            outcomes.notStarted(source, done.failure(), trouble, polled() != null, nowNs);
            return;
        }
        source.started();
        final String other = claims.take(source.device(), name, source);
        if (other != null) {
            source.trouble(Ending.deviceTaken(source.device(), other));
        }
    }

    private void stopped(final LiveSource source, final LifecycleCall done, final long nowNs) {
        final boolean wasLive = source == live;
        if (done.failure() != null) {
            quarantine(source, "stop() threw " + OneLine.of(done.failure()), nowNs);
        } else {
            end(source, nowNs);
            if (wasLive) {
                lease.withdraw();
            }
        }
        outcomes.ended(source, source.ending(), polled() != null, nowNs);
    }

    private void giveUp(final LiveSource source, final LifecycleCall left, final long nowNs) {
        final String why = left.kind.name().toLowerCase(Locale.ROOT) + "() has not returned within "
            + TimeUnit.NANOSECONDS.toMillis(nowNs - left.beganNs) + " ms, thread " + left.leftTo()
            + " is left to it";
        if (left.kind == LifecycleCall.Kind.CREATE) {
            end(source, nowNs);
            outcomes.failed(source, why);
        } else {
            quarantine(source, why, nowNs);
            outcomes.ended(source, left.kind == LifecycleCall.Kind.STOP
                ? source.ending() : Ending.wanted(StreamDetail.QUARANTINED, why), polled() != null, nowNs);
        }
    }

    /**
     * The source may still write: its memory is left to it, and the stream goes on with other memory. One that was
     * never polled while another is has had no slot to write into, and the other goes on.
     */
    private void quarantine(final LiveSource source, final String why, final long nowNs) {
        // A lease that was lost and got again meanwhile has other memory already.
        final boolean onThisLease = lease.table() == null || source.holds(lease.table());
        if (onThisLease && (source == live || live == null) && lease.port() != null) {
            lease.quarantine();
        }
        end(source, nowNs);
        final String note = "a source of kind " + source.factory.kind() + " was quarantined: " + why
            + "; what it holds is free again when the container is started anew";
        report.note(StreamDetail.QUARANTINED, note);
        LOG.warn("stream {}: {}; its memory stays mapped, the stream goes on with other memory", name, note);
    }

    private void end(final LiveSource source, final long nowNs) {
        if (source == live) {
            live = null;
        } else {
            next = null;
        }
        source.end();
        threads.ended(source, nowNs);
        claims.release(source);
    }
}
