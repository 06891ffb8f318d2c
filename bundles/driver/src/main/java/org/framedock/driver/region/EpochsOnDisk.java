package org.framedock.driver.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.memory.RegionSpec;
import org.framedock.memory.Superblock;
import org.framedock.protocol.pool.RegionSuperblockDecoder;

/** Looks at what lies in the directories of streams. Reads only; never follows a link. */
final class EpochsOnDisk {

    /** Epochs are read as numbers up to this, so that there is always room above; greater names are not epochs. */
    static final long MAX_EPOCH = 1L << 62;

    private static final int MAX_DIGITS = 19;

    private EpochsOnDisk() {
    }

    /**
     * What an epoch's header ring says of its maker and its age.
     *
     * @param pid        the process that made it.
     * @param activityNs its last activity, CLOCK_MONOTONIC.
     */
    record Life(long pid, long activityNs) {
    }

    /**
     * The epochs of a stream.
     *
     * @param streamDirectory its directory, existing or not.
     * @return epochs, highest first.
     * @throws IOException if the directory cannot be read.
     */
    static List<Long> list(final Path streamDirectory) throws IOException {
        final List<Long> epochs = numbers(streamDirectory);
        epochs.sort(Comparator.reverseOrder());
        return epochs;
    }

    /**
     * The directories of streams.
     *
     * @param directory the namespace's directory.
     * @return stream ids.
     * @throws IOException if the directory cannot be read.
     */
    static List<Long> streams(final Path directory) throws IOException {
        return numbers(directory);
    }

    private static List<Long> numbers(final Path directory) throws IOException {
        final List<Long> numbers = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (final Path entry : entries) {
                final long number = number(entry.getFileName().toString());
                if (number > 0 && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    numbers.add(number);
                }
            }
        } catch (final NoSuchFileException | NotDirectoryException none) {
            return numbers;
        } catch (final DirectoryIteratorException e) {
            throw e.getCause();
        }
        return numbers;
    }

    /** A directory's name as this driver would write it, or -1. */
    private static long number(final String name) {
        if (name.isEmpty() || name.length() > MAX_DIGITS || name.charAt(0) == '0') {
            return -1;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return -1;
            }
        }
        // Nineteen digits may exceed a long; unsigned they fit, and then they are above the greatest epoch.
        final long number = Long.parseUnsignedLong(name);
        return Long.compareUnsigned(number, MAX_EPOCH) <= 0 ? number : -1;
    }

    /**
     * Reads who made an epoch and when it was last alive.
     *
     * @param epochDirectory its directory.
     * @return what its header ring says, or null if it has none that is complete.
     */
    static Life life(final Path epochDirectory) {
        final ByteBuffer bytes = ByteBuffer.allocate(RegionSpec.SUPERBLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (SeekableByteChannel channel = Files.newByteChannel(epochDirectory.resolve(EpochFiles.HEADER_FILE),
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (bytes.hasRemaining() && channel.read(bytes) > 0) {
                continue;
            }
        } catch (final IOException absent) {
            return null;
        }
        if (bytes.hasRemaining()) {
            return null;
        }
        final RegionSuperblockDecoder superblock = new RegionSuperblockDecoder().wrap(new UnsafeBuffer(bytes), 0,
            RegionSuperblockDecoder.BLOCK_LENGTH, RegionSuperblockDecoder.SCHEMA_VERSION);
        return superblock.magic() == Superblock.MAGIC
            ? new Life(superblock.pid(), superblock.activityTimestampNs()) : null;
    }
}
