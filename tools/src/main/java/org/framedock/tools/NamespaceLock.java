package org.framedock.tools;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The driver's lock of a namespace (D-18), taken for as long as one cleans up there, so that no driver begins
 * meanwhile. It is never made and never deleted here.
 */
final class NamespaceLock implements AutoCloseable {

    private static final String FILE_NAME = "driver.lock";

    private final FileChannel channel;
    private final boolean isHeldByDriver;

    private NamespaceLock(final FileChannel channel, final boolean isHeldByDriver) {
        this.channel = channel;
        this.isHeldByDriver = isHeldByDriver;
    }

    /** Takes the lock of a namespace if there is one and nobody holds it. */
    static NamespaceLock take(final Path namespace) throws IOException {
        final Path file = namespace.resolve(FILE_NAME);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return new NamespaceLock(null, false);
        }
        final FileChannel channel = FileChannel.open(file,
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        try {
            final FileLock lock = channel.tryLock();
            return new NamespaceLock(channel, lock == null);
        } catch (final OverlappingFileLockException ofThisProcess) {
            return new NamespaceLock(channel, true);
        }
    }

    /** Whether a driver is alive here. */
    boolean isHeldByDriver() {
        return isHeldByDriver;
    }

    /** Whether it is known that none is: drivers of other make may have no such lock. */
    boolean isTaken() {
        return channel != null && !isHeldByDriver;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
