package org.framedock.tools;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.framedock.memory.AllowedDirectories;
import org.framedock.memory.MappedStream;
import org.framedock.memory.RegionFile;
import org.framedock.memory.RegionMapper;
import org.framedock.memory.RegionSpec;
import org.framedock.memory.RegionUri;
import org.framedock.memory.StreamRegions;
import org.framedock.memory.TensorLayout;
import org.framedock.protocol.pool.Dtype;

/** Region files for tests, made by the code that a driver and a producer make them with. */
final class Regions {

    static final long STREAM = 7;
    static final int SLOTS = 16;
    static final int STRIDE = 4096;
    static final long PID_OFFSET = 40;
    static final long START_OFFSET = 48;
    static final long ACTIVITY_OFFSET = 56;

    private static final RegionFile.Options PRIVATE = new RegionFile.Options(0600, true, false, false, 0);

    private Regions() {
    }

    /** An epoch with one pool, in a directory that is made. */
    static Path make(final Path epochDirectory, final long epoch) throws Exception {
        Files.createDirectories(epochDirectory);
        final long nowNs = System.nanoTime();
        RegionFile.create(ring(epochDirectory), RegionSpec.headerRing(epoch, STREAM, SLOTS), PRIVATE, nowNs).close();
        RegionFile.create(epochDirectory.resolve("1.pool"),
            RegionSpec.payloadPool(epoch, STREAM, 1, SLOTS, STRIDE), PRIVATE, nowNs).close();
        return epochDirectory;
    }

    static Path ring(final Path epochDirectory) {
        return epochDirectory.resolve("header.ring");
    }

    /** Publishes frames as a producer does, from a sequence on. */
    static void publish(final Path epochDirectory, final long epoch, final long from, final int frames)
        throws Exception {
        final StreamRegions regions = new StreamRegions(STREAM, epoch, SLOTS, uri(ring(epochDirectory)),
            List.of(new StreamRegions.Pool(1, SLOTS, STRIDE, uri(epochDirectory.resolve("1.pool")))));
        final RegionMapper mapper =
            new RegionMapper(AllowedDirectories.of(List.of(epochDirectory)), Long.MAX_VALUE);
        final TensorLayout layout = TensorLayout.rowMajor(Dtype.UINT16, 8, 16);
        try (MappedStream stream = MappedStream.map(regions, mapper, true, System.nanoTime())) {
            for (long seq = from; seq < from + frames; seq++) {
                stream.ring().beginWrite(seq);
                stream.ring().writeHeader(seq, 1, layout.payloadBytes(), System.nanoTime(), 3, layout);
                stream.ring().commit(seq);
            }
            stream.ring().beginWrite(from + frames);
        }
    }

    private static String uri(final Path path) {
        return new RegionUri(path.toString(), false).format();
    }

    static void putLong(final Path file, final long offset, final long value) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).flip();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(bytes, offset);
        }
    }

    /** Makes an epoch that of a process that has ended a while ago. */
    static void die(final Path epochDirectory) throws Exception {
        final Process process = new ProcessBuilder("true").start();
        process.waitFor();
        final long longAgoNs = System.nanoTime() - TimeUnit.MINUTES.toNanos(1);
        for (final Path file : List.of(ring(epochDirectory), epochDirectory.resolve("1.pool"))) {
            putLong(file, PID_OFFSET, process.pid());
            putLong(file, ACTIVITY_OFFSET, longAgoNs);
        }
    }
}
