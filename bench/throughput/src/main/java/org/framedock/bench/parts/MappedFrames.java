package org.framedock.bench.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.framedock.memory.AllowedDirectories;
import org.framedock.memory.MappedStream;
import org.framedock.memory.OutOfSpaceException;
import org.framedock.memory.RegionFile;
import org.framedock.memory.RegionMapper;
import org.framedock.memory.RegionRefusedException;
import org.framedock.memory.RegionSpec;
import org.framedock.memory.RegionUri;
import org.framedock.memory.StreamRegions;

/**
 * A small stream in shared memory without a driver, mapped once for writing and once for reading, as the driver would
 * have made it. One thread.
 */
public final class MappedFrames implements AutoCloseable {

    /** Slots of the ring. */
    public static final int SLOTS = 1024;
    /** Size of a slot. */
    public static final int STRIDE_BYTES = 64;

    private static final long EPOCH = 1;
    private static final long STREAM = 1;
    private static final int POOL = 1;
    private static final long MAX_AGE_NS = Long.MAX_VALUE;
    private static final RegionFile.Options PRIVATE = new RegionFile.Options(0600, true, false, false, 0);

    private final Path directory;
    private final MappedStream written;
    private final MappedStream read;

    private MappedFrames(final Path directory, final MappedStream written, final MappedStream read) {
        this.directory = directory;
        this.written = written;
        this.read = read;
    }

    /**
     * Makes the stream.
     *
     * @return the stream, to be closed by the caller, which deletes it.
     * @throws IOException if it cannot be made.
     */
    public static MappedFrames open() throws IOException {
        final Path shared = Path.of("/dev/shm");
        final Path directory = Files.createTempDirectory(Files.isDirectory(shared) ? shared
            : Path.of(System.getProperty("java.io.tmpdir")), "framedock-part");
        try {
            final long nowNs = System.nanoTime();
            final Path header = directory.resolve("header.ring");
            final Path pool = directory.resolve("1.pool");
            RegionFile.create(header, RegionSpec.headerRing(EPOCH, STREAM, SLOTS), PRIVATE, nowNs).close();
            RegionFile.create(
                pool, RegionSpec.payloadPool(EPOCH, STREAM, POOL, SLOTS, STRIDE_BYTES), PRIVATE, nowNs).close();
            final StreamRegions regions = new StreamRegions(STREAM, EPOCH, SLOTS, uri(header),
                List.of(new StreamRegions.Pool(POOL, SLOTS, STRIDE_BYTES, uri(pool))));
            final RegionMapper mapper = new RegionMapper(AllowedDirectories.of(List.of(directory)), MAX_AGE_NS);
            return new MappedFrames(directory, MappedStream.map(regions, mapper, true, nowNs),
                MappedStream.map(regions, mapper, false, nowNs));
        } catch (final RegionRefusedException | OutOfSpaceException e) {
            delete(directory);
            throw new IOException(e);
        }
    }

    private static String uri(final Path path) {
        return new RegionUri(path.toString(), false).format();
    }

    /**
     * The mapping of a producer.
     *
     * @return writable.
     */
    public MappedStream written() {
        return written;
    }

    /**
     * The mapping of a consumer.
     *
     * @return read only.
     */
    public MappedStream read() {
        return read;
    }

    @Override
    public void close() throws IOException {
        written.close();
        read.close();
        delete(directory);
    }

    private static void delete(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
