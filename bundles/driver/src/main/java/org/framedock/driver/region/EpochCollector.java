package org.framedock.driver.region;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.framedock.settings.DriverSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes epochs that nobody needs any more (D-16): the newest are kept, and of the older ones those that a lease
 * refers to, that were alive a short while ago, or whose maker is another live process.
 */
public final class EpochCollector {

    private static final Logger LOG = LoggerFactory.getLogger(EpochCollector.class);
    /** An activity that lies further in the future comes from before the machine was started anew. */
    private static final long OTHER_BOOT_NS = TimeUnit.MINUTES.toNanos(1);

    private final DriverDirectory directory;
    private final int keep;
    private final long minAgeNs;
    private final long ownPid = ProcessHandle.current().pid();
    private long deletedCount;

    /**
     * A collector with the rules of one driver.
     *
     * @param directory where the driver keeps its streams.
     * @param settings  how many epochs are kept and how old the others have to be.
     */
    public EpochCollector(final DriverDirectory directory, final DriverSettings settings) {
        this.directory = directory;
        keep = settings.epochGcKeep();
        minAgeNs = settings.epochGcMinAgeNs();
    }

    /**
     * The highest epoch of a stream on disk.
     *
     * @param streamId the stream.
     * @return 0 if there is none.
     * @throws IOException if the directory cannot be read.
     */
    public long highestEpoch(final long streamId) throws IOException {
        final List<Long> epochs = EpochsOnDisk.list(directory.stream(streamId));
        return epochs.isEmpty() ? 0 : epochs.get(0);
    }

    /**
     * Cleans up one stream.
     *
     * @param streamId     the stream.
     * @param isReferredTo whether a lease refers to an epoch.
     * @param nowNs        CLOCK_MONOTONIC.
     * @return whether some epoch was left only because it is too young or a lease refers to it, so that it is worth
     *     coming again.
     */
    public boolean collect(final long streamId, final LongPredicate isReferredTo, final long nowNs) {
        boolean comeAgain = false;
        final List<Long> epochs = epochsOf(streamId);
        for (int i = keep; i < epochs.size(); i++) {
            final long epoch = epochs.get(i);
            final Path epochDirectory = directory.stream(streamId).resolve(Long.toString(epoch));
            final EpochsOnDisk.Life life = EpochsOnDisk.life(epochDirectory);
            if (life != null && !isOwnOrDead(life.pid())) {
                continue;
            }
            if (isReferredTo.test(epoch) || (life == null ? isUnfinished(epochDirectory) : isYoung(life, nowNs))) {
                comeAgain = true;
            } else {
                delete(epochDirectory);
            }
        }
        return comeAgain;
    }

    /**
     * Cleans up every stream that has a directory here, before any lease is given.
     *
     * @param nowNs CLOCK_MONOTONIC.
     */
    public void collectAll(final long nowNs) {
        try {
            for (final long streamId : EpochsOnDisk.streams(directory.path())) {
                collect(streamId, epoch -> false, nowNs);
            }
        } catch (final IOException e) {
            LOG.warn("cannot look for old epochs in {}: {}", directory.path(), e.toString());
        }
    }

    /**
     * Deletes all epochs of a stream that no other live process made, whatever their age, and then its directory.
     *
     * @param streamId the stream.
     */
    public void deleteAll(final long streamId) {
        final Path streamDirectory = directory.stream(streamId);
        for (final long epoch : epochsOf(streamId)) {
            final Path epochDirectory = streamDirectory.resolve(Long.toString(epoch));
            final EpochsOnDisk.Life life = EpochsOnDisk.life(epochDirectory);
            if (life == null || isOwnOrDead(life.pid())) {
                delete(epochDirectory);
            }
        }
        try {
            Files.deleteIfExists(streamDirectory);
        } catch (final IOException notEmpty) {
            LOG.info("left {}: it is not empty", streamDirectory);
        }
    }

    /**
     * Epochs deleted so far.
     *
     * @return since this collector was made.
     */
    public long deletedCount() {
        return deletedCount;
    }

    private List<Long> epochsOf(final long streamId) {
        try {
            return EpochsOnDisk.list(directory.stream(streamId));
        } catch (final IOException e) {
            LOG.warn("cannot look for old epochs in {}: {}", directory.stream(streamId), e.toString());
            return List.of();
        }
    }

    private boolean isOwnOrDead(final long pid) {
        return pid == ownPid || ProcessHandle.of(pid).map(process -> !process.isAlive()).orElse(true);
    }

    /** An epoch without a complete header ring tells its age by its directory only. */
    private boolean isUnfinished(final Path epochDirectory) {
        try {
            final long changedMs =
                Files.getLastModifiedTime(epochDirectory, LinkOption.NOFOLLOW_LINKS).toMillis();
            final long ageMs = System.currentTimeMillis() - changedMs;
            return ageMs >= 0 && ageMs < TimeUnit.NANOSECONDS.toMillis(minAgeNs);
        } catch (final IOException gone) {
            return false;
        }
    }

    private boolean isYoung(final EpochsOnDisk.Life life, final long nowNs) {
        final long ageNs = nowNs - life.activityNs();
        return ageNs > -OTHER_BOOT_NS && ageNs < minAgeNs;
    }

    private void delete(final Path epochDirectory) {
        try {
            final List<Path> files = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(epochDirectory)) {
                entries.forEach(files::add);
            }
            // The header ring goes last: as long as it is there, the epoch can be judged.
            files.sort((left, right) -> Boolean.compare(isHeader(left), isHeader(right)));
            for (final Path file : files) {
                if (!isRegion(file)) {
                    LOG.warn("left {}: it holds {}, which is no region", epochDirectory, file.getFileName());
                    return;
                }
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(epochDirectory);
            deletedCount++;
            LOG.info("deleted epoch {}", epochDirectory);
        } catch (final IOException | DirectoryIteratorException e) {
            LOG.warn("cannot delete epoch {}: {}", epochDirectory, e.toString());
        }
    }

    private static boolean isHeader(final Path file) {
        return file.endsWith(EpochFiles.HEADER_FILE);
    }

    private static boolean isRegion(final Path file) {
        final String name = file.getFileName().toString();
        return (name.equals(EpochFiles.HEADER_FILE) || name.endsWith(EpochFiles.POOL_SUFFIX))
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
