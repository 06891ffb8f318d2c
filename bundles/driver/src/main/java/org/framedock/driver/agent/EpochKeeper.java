package org.framedock.driver.agent;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.framedock.driver.DriverLimit;
import org.framedock.driver.region.DriverDirectory;
import org.framedock.driver.region.EpochCollector;
import org.framedock.driver.region.EpochFiles;
import org.framedock.memory.OutOfSpaceException;
import org.framedock.memory.RegionRefusedException;
import org.framedock.settings.DriverSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Raises epochs (D-7), keeps their regions alive (W-9) and has old ones cleaned up (D-16). */
final class EpochKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(EpochKeeper.class);
    private static final int FRESH_PERIODS = 3;
    /** However long epochs are kept by the settings, their number is limited for so long only. */
    private static final long MAX_YOUNG_NS = TimeUnit.SECONDS.toNanos(3);

    private final DriverSettings settings;
    private final DriverDirectory directory;
    private final EpochCollector collector;
    private final Tally tally;
    private final DutyClock clock;

    EpochKeeper(final DriverSettings settings, final DriverDirectory directory, final EpochCollector collector,
        final Tally tally, final DutyClock clock) {
        this.settings = settings;
        this.directory = directory;
        this.collector = collector;
        this.tally = tally;
        this.clock = clock;
    }

    /**
     * Why a stream has no new epoch.
     *
     * @param text   for the client or the log.
     * @param noRoom whether memory of the kind that is wanted is short.
     */
    record Failure(String text, boolean noRoom) {
    }

    /** Whether a stream has had so many epochs within a short time that it has to wait for the next. */
    boolean isTooSoon(final StreamState stream) {
        return settings.epochGcEnabled()
            && stream.hasManyYounger(Math.min(settings.epochGcMinAgeNs(), MAX_YOUNG_NS), clock.nowNs());
    }

    /** Says and counts that {@link #isTooSoon}. */
    String countTooSoon(final StreamState stream) {
        return tally.countLimited(DriverLimit.YOUNG_EPOCHS_PER_STREAM, "stream " + stream.streamId + " has had "
            + tally.limit(DriverLimit.YOUNG_EPOCHS_PER_STREAM) + " epochs within a short time; try again later");
    }

    /**
     * Gives a stream regions of a new epoch. If that fails the stream keeps those it has.
     *
     * @return null, or why it failed.
     */
    Failure raise(final StreamState stream) {
        if (isTooSoon(stream)) {
            stream.detail = countTooSoon(stream);
            return new Failure(stream.detail, false);
        }
        tally.raises++;
        final EpochFiles made;
        try {
            made = createWithRoom(stream);
        } catch (final OutOfSpaceException | RegionRefusedException e) {
            stream.detail = e.getMessage();
            tally.count(Tally.Kind.REFUSED, "stream " + stream.name + ": " + e.getMessage());
            return new Failure(e.getMessage(), e instanceof OutOfSpaceException);
        }
        final long nowNs = clock.update();
        stream.addMade(nowNs);
        made.refreshActivity(nowNs);
        if (stream.files != null) {
            stream.previousEpoch = stream.files.epoch();
            stream.previousEpochUntilNs = nowNs + FRESH_PERIODS * settings.announcePeriodNs();
            stream.files.close();
        }
        stream.files = made;
        stream.needsRegions = false;
        stream.detail = "";
        tally.epochsMade++;
        LOG.info("stream {} ({}) has epoch {}", stream.name, stream.streamId, made.epoch());
        collect(stream);
        return null;
    }

    /** Takes the regions from a stream whose epoch has to rise and cannot; it gets new ones when that is possible. */
    void withdraw(final StreamState stream) {
        if (stream.files != null) {
            stream.previousEpoch = stream.files.epoch();
            stream.previousEpochUntilNs = clock.nowNs() + FRESH_PERIODS * settings.announcePeriodNs();
            stream.files.close();
            stream.files = null;
        }
        stream.needsRegions = true;
    }

    private EpochFiles createWithRoom(final StreamState stream) throws RegionRefusedException, OutOfSpaceException {
        try {
            return create(stream);
        } catch (final OutOfSpaceException first) {
            if (!settings.epochGcEnabled()) {
                throw first;
            }
            collectNow(stream);
            return create(stream);
        }
    }

    private EpochFiles create(final StreamState stream) throws RegionRefusedException, OutOfSpaceException {
        stream.lastEpoch++;
        return EpochFiles.create(directory, stream.streamId, stream.lastEpoch, stream.profile, clock.nowNs());
    }

    private void collect(final StreamState stream) {
        if (settings.epochGcEnabled()) {
            collectNow(stream);
        }
    }

    private void collectNow(final StreamState stream) {
        final long nowNs = clock.nowNs();
        stream.collectDue = collector.collect(stream.streamId, epoch -> stream.isReferredTo(epoch, nowNs), nowNs);
    }

    /** Once a period: keeps regions alive, tries again what failed, cleans up what was too young before. */
    void keep(final List<StreamState> streams) {
        for (int i = 0; i < streams.size(); i++) {
            final StreamState stream = streams.get(i);
            if (stream.isProvisioned()) {
                stream.files.refreshActivity(clock.nowNs());
            } else if (stream.needsRegions) {
                raise(stream);
            }
            if (stream.collectDue) {
                collect(stream);
            }
        }
    }

    /** Lets go of all regions; deletes them if the settings say so. */
    void close(final List<StreamState> streams) {
        for (final StreamState stream : streams) {
            if (stream.files != null) {
                stream.files.close();
                stream.files = null;
            }
            if (settings.cleanupShmOnExit()) {
                collector.deleteAll(stream.streamId);
            }
        }
    }

    long deletedCount() {
        return collector.deletedCount();
    }
}
