package org.framedock.tools;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.framedock.transport.MediaDriverProbe;

/**
 * Judges what lies in the directories of this user's drivers (W-1): an epoch is dead if no driver holds its namespace's
 * lock, the process that made it is gone, it was not active lately and no process has it mapped. Any doubt: it is kept.
 */
final class LeftoverFinder {

    private static final String OWNED_PREFIX = "tensorpool-";
    private static final long YOUNG_NS = TimeUnit.SECONDS.toNanos(10);

    private final DirectoryTree tree;
    private final Path base;
    private final RunningProcesses processes;
    private final long youngNs;

    /**
     * A finder.
     *
     * @param base             the base directory, without links.
     * @param announcePeriodNs how often a live region is refreshed.
     */
    LeftoverFinder(final DirectoryTree tree, final Path base, final long announcePeriodNs) {
        this.tree = tree;
        this.base = base;
        processes = new RunningProcesses(base);
        youngNs = Math.max(YOUNG_NS, 3 * announcePeriodNs);
    }

    /** The namespaces of this user's drivers. */
    List<Path> namespaces() throws IOException {
        final List<Path> namespaces = new ArrayList<>();
        for (final Path owned : tree.ownDirectories(base)) {
            if (owned.getFileName().toString().startsWith(OWNED_PREFIX)) {
                namespaces.addAll(tree.ownDirectories(owned));
            }
        }
        return namespaces;
    }

    /** The epochs in a namespace, dead or kept. */
    List<Leftover> epochs(final Path namespace, final NamespaceLock lock) throws IOException {
        final List<Leftover> found = new ArrayList<>();
        if (lock.isHeldByDriver()) {
            found.add(Leftover.kept(namespace, "its driver is alive"));
            return found;
        }
        for (final Path stream : tree.ownDirectories(namespace)) {
            for (final Path epoch : tree.ownDirectories(stream)) {
                if (RegionPlace.isEpoch(stream.getFileName().toString())
                    && RegionPlace.isEpoch(epoch.getFileName().toString())) {
                    found.add(judge(epoch, lock));
                }
            }
        }
        return found;
    }

    /** Judges one epoch. */
    Leftover judge(final Path epoch, final NamespaceLock lock) throws IOException {
        final long mapper = processes.mapperOf(epoch);
        if (mapper != 0) {
            return Leftover.kept(epoch, "process " + mapper + " has it mapped");
        }
        try (RegionFileView ring = RegionFileView.open(epoch.resolve(RegionPlace.HEADER_FILE))) {
            return ring.fault() == null ? judge(epoch, ring) : judgeHalfMade(epoch, lock, ring.fault());
        } catch (final ToolException e) {
            return judgeHalfMade(epoch, lock, "it has no sound " + RegionPlace.HEADER_FILE);
        }
    }

    private Leftover judge(final Path epoch, final RegionFileView ring) throws IOException {
        final long idleNs = System.nanoTime() - ring.activityTimestampNs();
        if (RunningProcesses.isMakerAlive(ring.pid(), ring.startTimestampNs())) {
            return Leftover.kept(epoch, "process " + ring.pid() + ", which made it, runs");
        }
        if (ring.activityTimestampNs() != 0 && idleNs >= 0 && idleNs < youngNs) {
            return Leftover.kept(epoch, "it was active " + Shown.span(idleNs) + " ago");
        }
        return Leftover.dead(epoch, bytes(epoch), "process " + ring.pid() + ", which made it, is gone; last active "
            + (idleNs < 0 ? "before this machine was started anew" : Shown.span(idleNs) + " ago"));
    }

    /** Made by a driver that ended while it was about it; only where it is certain that none is at work. */
    private Leftover judgeHalfMade(final Path epoch, final NamespaceLock lock, final String fault) throws IOException {
        final long ageMs =
            System.currentTimeMillis() - Files.getLastModifiedTime(epoch, LinkOption.NOFOLLOW_LINKS).toMillis();
        if (!lock.isTaken() || ageMs < TimeUnit.NANOSECONDS.toMillis(youngNs)) {
            return Leftover.kept(epoch, fault + ", and it may be about to be made");
        }
        return Leftover.dead(epoch, bytes(epoch), "half made: " + fault + ", and no driver is alive");
    }

    /** Judges the directory of a media driver. */
    Leftover mediaDriver(final Path directory) throws IOException {
        final Path cnc = directory.resolve("cnc.dat");
        if (!tree.isOwnDirectory(directory) || !Files.isRegularFile(cnc, LinkOption.NOFOLLOW_LINKS)) {
            return Leftover.kept(directory, "it is no directory of this user with a cnc.dat of a media driver in it");
        }
        final MediaDriverProbe.Identity alive = MediaDriverProbe.findAlive(directory.toString());
        if (alive != null) {
            return Leftover.kept(directory, "media driver " + alive.pid() + " is alive");
        }
        final long mapper = new RunningProcesses(directory).mapperOf(directory);
        return mapper != 0 ? Leftover.kept(directory, "process " + mapper + " has its files mapped")
            : Leftover.dead(directory, bytes(directory), "its media driver is gone");
    }

    private static long bytes(final Path directory) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (final Path file : files) {
                bytes += Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? bytes(file)
                    : Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
            }
        }
        return bytes;
    }
}
