package org.framedock.driver.agent;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.NanoClock;
import org.framedock.driver.DriverLimit;
import org.framedock.driver.DriverStatus;
import org.framedock.driver.region.DriverDirectory;
import org.framedock.driver.region.EpochCollector;
import org.framedock.protocol.lease.ShutdownReason;
import org.framedock.settings.DriverSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver's duty cycle. Belongs to one thread from the first {@link #doWork} to the end of {@link #onClose}, which
 * is the one way in which a driver ends (D-13).
 */
public final class DriverAgent implements Agent {

    private static final Logger LOG = LoggerFactory.getLogger(DriverAgent.class);
    /** A cycle that begins so much later than the one before: keepalives may have come and were not read. */
    private static final long STALL_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long STATUS_PERIOD_NS = TimeUnit.SECONDS.toNanos(1);
    /** Describing all leases takes longer than giving one, so many changes within so long are described at once. */
    private static final long STATUS_CHANGE_NS = TimeUnit.MILLISECONDS.toNanos(5);
    /** However long draining may take by the settings, a program that is told to end has to end. */
    private static final long MAX_DRAIN_NS = TimeUnit.SECONDS.toNanos(2);
    /** So long it waits for everybody to read its last messages; whoever stands still does not hold it up. */
    private static final long MAX_GOODBYE_NS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long DRAIN_POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final DriverSettings settings;
    private final DutyClock clock;
    private final Tally tally;
    private final ControlLink link;
    private final StreamTable streams;
    private final LeaseTable leases;
    private final EpochKeeper epochs;
    private final Revocations revocations;
    private final Announcer announcer;
    private final Responder responder;
    private final LeaseKeeper keeper;
    private final ConsumerStreams consumerStreams;
    private final AttachHandler attaches;
    private final RequestDispatcher dispatcher;
    private final StatusBoard status;
    private final DriverCounters counters;
    private final ErrorHandler errorHandler;
    private final Runnable onEnd;
    private boolean connected;
    private boolean changed;
    private long lastCycleNs;
    private long nextAnnounceNs;
    private long nextStatusNs;

    /**
     * An agent that does not run yet.
     *
     * @param settings       the driver's settings.
     * @param directory      its directory, locked; stays the caller's.
     * @param aeronDirectory directory of the media driver.
     * @param nanoClock      CLOCK_MONOTONIC.
     * @param errorHandler   hears of errors that nobody expected; the agent goes on.
     * @param limits         what the driver takes on at most.
     * @param onEnd          called on the agent's thread when all is over.
     * @throws IOException if the epochs on disk cannot be read.
     */
    public DriverAgent(final DriverSettings settings, final DriverDirectory directory, final String aeronDirectory,
        final NanoClock nanoClock, final ErrorHandler errorHandler, final ToIntFunction<DriverLimit> limits,
        final Runnable onEnd) throws IOException {
        this.settings = settings;
        this.errorHandler = errorHandler;
        this.onEnd = onEnd;
        clock = new DutyClock(nanoClock);
        tally = new Tally(clock, limits);
        final EpochCollector collector = new EpochCollector(directory, settings);
        if (settings.epochGcEnabled() && settings.epochGcOnStartup()) {
            collector.collectAll(clock.nowNs());
        }
        streams = new StreamTable(settings, collector, tally);
        link = new ControlLink(settings, aeronDirectory, tally, new FairPoll(
            tally.limit(DriverLimit.MESSAGES_PER_CYCLE), tally.limit(DriverLimit.MESSAGES_PER_TURN)), clock.nowNs());
        leases = new LeaseTable(settings.leaseKeepaliveIntervalNs() * settings.leaseExpiryGraceIntervals());
        epochs = new EpochKeeper(settings, directory, collector, tally, clock);
        revocations = new Revocations(link, tally, clock);
        announcer = new Announcer(link, revocations, tally, clock);
        responder = new Responder(link, tally, clock);
        keeper = new LeaseKeeper(leases, epochs, revocations, announcer, tally, clock);
        consumerStreams = new ConsumerStreams(settings, link, tally, clock);
        attaches = new AttachHandler(streams, leases, keeper, epochs, announcer, responder, tally, clock,
            directory.onHugePages());
        dispatcher = new RequestDispatcher(attaches, keeper, consumerStreams, responder, tally,
            settings.shutdownToken());
        status = new StatusBoard(settings.instanceId(), clock.nowNs(),
            new DriverStatus.Place(settings.origin(), "", aeronDirectory, directory.path().toString(),
                settings.controlChannel(), settings.controlStreamId(), settings.qosChannel(), settings.qosStreamId(),
                settings.leaseKeepaliveIntervalNs() * settings.leaseExpiryGraceIntervals()));
        counters = new DriverCounters(settings.instanceId(), streams, tally);
    }

    /**
     * What the driver is doing.
     *
     * @return status that may be read from any thread.
     */
    public DriverStatus status() {
        return status;
    }

    @Override
    public String roleName() {
        return "framedock-driver";
    }

    @Override
    public void onStart() {
        lastCycleNs = clock.update();
        nextAnnounceNs = lastCycleNs;
        nextStatusNs = lastCycleNs;
    }

    @Override
    public int doWork() {
        try {
            return doCycle();
        } catch (final RuntimeException e) {
            if (e instanceof AgentTerminationException) {
                throw e;
            }
            // Back to the idle strategy, since what fails now may fail in every cycle.
            tally.countError();
            errorHandler.onError(e);
            return 0;
        }
    }

    private int doCycle() {
        final long nowNs = clock.update();
        if (nowNs - lastCycleNs > STALL_NS) {
            leases.postpone(nowNs - lastCycleNs);
        }
        lastCycleNs = nowNs;
        link.maintain(nowNs);
        if (link.isOpen() != connected) {
            onLinkChanged();
        }
        int work = link.poll(dispatcher);
        if (dispatcher.requestedShutdown() != null) {
            throw new AgentTerminationException("shutdown requested");
        }
        work += revocations.flush();
        work += keeper.expire();
        work += announcer.announceDue(streams.all());
        if (clock.nowNs() - nextAnnounceNs >= 0) {
            work += announceAll();
        }
        counters.update(link.aeron(), nowNs);
        changed |= keeper.takeChanged();
        if (clock.nowNs() - (changed ? nextStatusNs - STATUS_PERIOD_NS + STATUS_CHANGE_NS : nextStatusNs) >= 0) {
            changed = false;
            publishStatus();
        }
        return work;
    }

    private void onLinkChanged() {
        connected = link.isOpen();
        if (connected) {
            LOG.info("driver {} serves control stream {} on {}", settings.instanceId(), settings.controlStreamId(),
                settings.controlChannel());
            nextAnnounceNs = clock.nowNs();
        } else {
            LOG.warn("driver {} waits for a media driver in {}", settings.instanceId(), link.aeronDirectory());
            keeper.revokeAll("media driver lost");
        }
        publishStatus();
    }

    private int announceAll() {
        nextAnnounceNs = clock.nowNs() + settings.announcePeriodNs();
        consumerStreams.expire();
        epochs.keep(streams.all());
        for (int i = 0; i < streams.all().size(); i++) {
            announcer.announce(streams.all().get(i));
        }
        return streams.all().size();
    }

    private void publishStatus() {
        final long nowNs = clock.nowNs();
        nextStatusNs = nowNs + STATUS_PERIOD_NS;
        if (connected) {
            publishStatus(DriverStatus.State.RUNNING, "answers on control stream " + settings.controlStreamId());
        } else {
            publishStatus(DriverStatus.State.WAITING_FOR_MEDIA_DRIVER,
                "no media driver is alive in " + link.aeronDirectory());
        }
    }

    private void publishStatus(final DriverStatus.State state, final String detail) {
        status.publish(state, detail, streams, leases, tally.counters(epochs.deletedCount()), tally.bounds(),
            clock.nowNs());
    }

    /** Drains, announces once more, says goodbye and lets go of everything (D-13). */
    @Override
    public void onClose() {
        attempt(this::sayGoodbye);
        attempt(() -> epochs.close(streams.all()));
        attempt(counters::close);
        attempt(link::close);
        attempt(() -> publishStatus(DriverStatus.State.ENDED, "ended"));
        LOG.info("driver {} has ended", settings.instanceId());
        onEnd.run();
    }

    /** Whatever fails on the way out, the rest is let go all the same. */
    private void attempt(final Runnable step) {
        try {
            step.run();
        } catch (final RuntimeException e) {
            errorHandler.onError(e);
        }
    }

    private void sayGoodbye() {
        final long timeoutNs = Math.min(settings.shutdownTimeoutNs(), MAX_DRAIN_NS);
        final long deadlineNs = clock.update() + timeoutNs;
        attaches.drain();
        while (link.poll(dispatcher) > 0 && clock.update() - deadlineNs < 0) {
            revocations.flush();
        }
        final long goodbyeDeadlineNs = clock.update() + Math.min(timeoutNs, MAX_GOODBYE_NS);
        revocations.flush();
        epochs.keep(streams.all());
        streams.all().forEach(announcer::announce);
        final ShutdownReason requested = dispatcher.requestedShutdown();
        final ShutdownReason reason = requested == null ? ShutdownReason.NORMAL : requested;
        boolean said = responder.sayGoodbye(reason, "");
        // What is in the log has to be read before the media driver may end with this process.
        while (link.isOpen() && !(said && link.isConsumed()) && clock.update() - goodbyeDeadlineNs < 0) {
            link.skipRequests();
            said = said || responder.sayGoodbye(reason, "");
            LockSupport.parkNanos(DRAIN_POLL_NS);
        }
        if (!said) {
            LOG.warn("driver {} could not publish its shutdown", settings.instanceId());
        }
    }
}
