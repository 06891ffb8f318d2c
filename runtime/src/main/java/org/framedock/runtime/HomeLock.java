package org.framedock.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two containers out of one home. The framework's own lock does not: a second process shares and wipes its cache.
 * The system gives the lock back when a process dies, however it dies. Main thread.
 */
final class HomeLock implements AutoCloseable {

    private final FileChannel channel;

    private HomeLock(final FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the home.
     *
     * @param home whose folders exist.
     * @return the lock, held until closed.
     * @throws UserError if a container has it already; its process id is named.
     */
    static HomeLock take(final Home home) throws UserError {
        final Path file = home.data().resolve("container.lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            final FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                final String pid = Files.readString(file).strip();
                throw new UserError("home " + home.root() + " is in use by another container (pid "
                        + (pid.isEmpty() ? "not yet written" : pid) + "); stop it, or choose another with --home DIR");
            }
            channel.truncate(0);
            final String pid = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
            return new HomeLock(channel);
        } catch (final IOException e) {
            closeQuietly(channel);
            throw new UserError("home " + home.root() + ": cannot lock " + file + ": " + Failures.rootCause(e), e);
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static FileLock tryLock(final FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (final OverlappingFileLockException e) {
            // Held by this very process, as in tests.
            return null;
        }
    }

    private static void closeQuietly(final FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (final IOException e) {
                // The lock goes with the process at the latest.
                return;
            }
        }
    }
}
