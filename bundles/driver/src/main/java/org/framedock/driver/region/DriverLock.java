package org.framedock.driver.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.agrona.CloseHelper;
import org.framedock.driver.DriverStartException;

/**
 * The lock that makes one driver per base directory and namespace (D-18): a file lock, so that it ends with its
 * process, and the holder's process id in the file, so that a second driver can name it.
 */
final class DriverLock implements AutoCloseable {

    static final String FILE_NAME = "driver.lock";

    private static final Set<OpenOption> OPTIONS = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ,
        StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final int MAX_PID_DIGITS = 20;

    private final FileChannel channel;
    private final String heldKey;
    private boolean closed;

    private DriverLock(final FileChannel channel, final String heldKey) {
        this.channel = channel;
        this.heldKey = heldKey;
    }

    /**
     * Takes the lock.
     *
     * @param directory the namespace's directory.
     * @return the lock, to be closed by the caller.
     * @throws DriverStartException if a live driver holds it, or the file cannot be had.
     */
    static DriverLock acquire(final Path directory) throws DriverStartException {
        final Path file = directory.resolve(FILE_NAME);
        final long pid = ProcessHandle.current().pid();
        // Closing any channel of a file ends all locks that this process has on it. So a second driver in this process
        // has to be found without opening the file; a system property is seen across class loaders.
        final String heldKey = "org.framedock.driver.lock." + file;
        if (System.getProperties().putIfAbsent(heldKey, Long.toString(pid)) != null) {
            throw heldBy(directory, Long.toString(pid) + ", this very process");
        }
        FileChannel channel = null;
        DriverLock held = null;
        try {
            channel = FileChannel.open(file, OPTIONS,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            final FileLock lock = channel.tryLock();
            if (lock == null) {
                throw heldBy(directory, readPid(channel));
            }
            writePid(channel, pid);
            held = new DriverLock(channel, heldKey);
            return held;
        } catch (final IOException | OverlappingFileLockException e) {
            throw new DriverStartException(
                "cannot lock " + file + " (" + e + "): it has to be a plain file of this user or absent");
        } finally {
            if (held == null) {
                System.getProperties().remove(heldKey);
                CloseHelper.quietClose(channel);
            }
        }
    }

    private static DriverStartException heldBy(final Path directory, final String holder) {
        return new DriverStartException("another driver (pid " + holder + ") serves " + directory
            + ": end it, or give this one another shm.namespace or shm.base_dir");
    }

    private static String readPid(final FileChannel channel) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(MAX_PID_DIGITS);
        channel.read(bytes, 0);
        final String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).trim();
        return pid.isEmpty() ? "unknown" : pid;
    }

    private static void writePid(final FileChannel channel, final long pid) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (final IOException cannotWriteThere) {
            // hugetlbfs takes no write(); the lock itself holds all the same.
        }
    }

    /** Gives the lock back and leaves the file, since deleting it would race with the next driver. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.truncate(0);
        } catch (final IOException stale) {
            // A pid without a lock means nothing.
        }
        CloseHelper.quietClose(channel);
        System.getProperties().remove(heldKey);
    }
}
