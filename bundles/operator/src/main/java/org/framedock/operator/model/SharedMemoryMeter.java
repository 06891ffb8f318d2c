package org.framedock.operator.model;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/** How much shared memory the driver's files take and how much is left; looked at every two seconds. One thread. */
final class SharedMemoryMeter {

    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int DEPTH = 6;
    private static final int MOST_FILES = 20_000;

    private String directory = "";
    private long dueNs = System.nanoTime();
    private long usedBytes = -1;
    private long freeBytes = -1;
    private long totalBytes = -1;

    void look(final String sharedMemory, final long nowNs) {
        if (sharedMemory.equals(directory) && nowNs - dueNs < 0) {
            return;
        }
        directory = sharedMemory;
        dueNs = nowNs + INTERVAL_NS;
        usedBytes = -1;
        freeBytes = -1;
        totalBytes = -1;
        if (sharedMemory.isEmpty()) {
            return;
        }
        try {
            final FileStore store = Files.getFileStore(Path.of(sharedMemory));
            freeBytes = store.getUsableSpace();
            totalBytes = store.getTotalSpace();
            final Sum sum = new Sum();
            Files.walkFileTree(Path.of(sharedMemory), java.util.Set.of(), DEPTH, sum);
            usedBytes = sum.bytes;
        } catch (final IOException | RuntimeException gone) {
            // Not known; looked at again.
            usedBytes = -1;
        }
    }

    long usedBytes() {
        return usedBytes;
    }

    long freeBytes() {
        return freeBytes;
    }

    long totalBytes() {
        return totalBytes;
    }

    /** Epochs are deleted meanwhile, so a file that is gone is no failure. */
    private static final class Sum extends SimpleFileVisitor<Path> {

        private long bytes;
        private int files;

        @Override
        public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
            bytes += attributes.isRegularFile() ? attributes.size() : 0;
            files++;
            return files < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(final Path file, final IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(final Path folder, final IOException ignored) {
            return FileVisitResult.CONTINUE;
        }
    }
}
