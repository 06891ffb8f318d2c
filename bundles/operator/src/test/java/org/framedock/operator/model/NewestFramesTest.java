package org.framedock.operator.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;
import org.framedock.driver.DriverStatus;
import org.framedock.memory.AllowedDirectories;
import org.framedock.memory.MappedStream;
import org.framedock.memory.RegionFile;
import org.framedock.memory.RegionMapper;
import org.framedock.memory.RegionSpec;
import org.framedock.memory.RegionUri;
import org.framedock.memory.StreamRegions;
import org.framedock.memory.TensorLayout;
import org.framedock.protocol.pool.Dtype;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NewestFramesTest {

    private static final long STREAM_ID = 10_001;
    private static final long LATER_NS = TimeUnit.SECONDS.toNanos(3);
    private static final RegionFile.Options PRIVATE = new RegionFile.Options(0600, true, false, false, 0);

    private final NewestFrames frames = new NewestFrames();
    private final long nowNs = System.nanoTime();
    private Path directory;

    @BeforeEach
    void makeDirectory() throws Exception {
        directory = Files.createTempDirectory(Path.of("/dev/shm"), "framedock-newest-test");
    }

    @AfterEach
    void removeDirectory() {
        IoUtil.delete(directory.toFile(), true);
    }

    private static DriverStatus.Stream stream(final long epoch) {
        return new DriverStatus.Stream(STREAM_ID, "cam1", epoch, 42, 0, 4,
            List.of(new DriverStatus.Pool(1, 4, 4096), new DriverStatus.Pool(2, 4, 64)), "");
    }

    /** As a driver would make them and a producer would map them. */
    private MappedStream map(final long epoch) throws Exception {
        final Path folder = Files.createDirectories(directory.resolve(STREAM_ID + "/" + epoch));
        final Path ring = folder.resolve("header.ring");
        RegionFile.create(ring, RegionSpec.headerRing(epoch, STREAM_ID, 4), PRIVATE, nowNs).close();
        final List<StreamRegions.Pool> pools = stream(epoch).pools().stream()
            .map(pool -> new StreamRegions.Pool(pool.poolId(), 4, pool.strideBytes(),
                uri(folder.resolve(pool.poolId() + ".pool")))).toList();
        final StreamRegions regions = new StreamRegions(STREAM_ID, epoch, 4, uri(ring), pools);
        for (final StreamRegions.Pool pool : pools) {
            RegionFile.create(folder.resolve(pool.poolId() + ".pool"), regions.poolSpec(pool), PRIVATE, nowNs).close();
        }
        return MappedStream.map(regions, new RegionMapper(AllowedDirectories.of(List.of(directory)), Long.MAX_VALUE),
            true, nowNs);
    }

    private static String uri(final Path path) {
        return new RegionUri(path.toString(), false).format();
    }

    private static void publish(final MappedStream producer, final long seq, final int bytes,
        final TensorLayout layout) {
        producer.ring().beginWrite(seq);
        producer.ring().writeHeader(seq, 1, bytes, 0, -1, layout);
        producer.ring().commit(seq);
    }

    private NewestFrames.Frame look(final long epoch, final long atNs) {
        return frames.of(stream(epoch), directory.toString(), atNs);
    }

    @Test
    @DisplayName("the newest committed frame tells type, sizes and bytes; before there is one nothing is told")
    void shouldReadNewestFrame() throws Exception {
        try (MappedStream producer = map(7)) {
            assertNull(look(7, nowNs));
            publish(producer, 5, 600, TensorLayout.rowMajor(Dtype.UINT16, 10, 30));
            producer.ring().beginWrite(6);
            final NewestFrames.Frame small = new NewestFrames.Frame("UINT16", List.of(10, 30), 600);
            assertEquals(small, look(7, nowNs));
            publish(producer, 6, 4096, TensorLayout.rowMajor(Dtype.UINT8, 4096));
            assertEquals(small, look(7, nowNs + 1), "not at every look");
            assertEquals(new NewestFrames.Frame("UINT8", List.of(4096), 4096), look(7, nowNs + LATER_NS));
        }
    }

    @Test
    @DisplayName("sizes are told slowest first, whatever the order in which a frame's memory runs")
    void shouldTellSlowestFirst() throws Exception {
        try (MappedStream producer = map(7)) {
            publish(producer, 0, 300, TensorLayout.columnMajor(Dtype.UINT8, 30, 10));
            assertEquals(List.of(10, 30), look(7, nowNs).dimensions());
        }
    }

    @Test
    @DisplayName("a frame that no reader would take tells nothing, nor does another epoch or missing memory")
    void shouldTellNothingOfWhatIsNotSound() throws Exception {
        try (MappedStream producer = map(7)) {
            publish(producer, 1, 5000, TensorLayout.rowMajor(Dtype.UINT8, 16));
            assertNull(look(7, nowNs), "larger than its slot");
            publish(producer, 2, 16, TensorLayout.rowMajor(Dtype.UINT8, 16));
            assertEquals(16, look(7, nowNs).payloadBytes());
            assertNull(look(8, nowNs), "no such epoch");
        }
        try (MappedStream producer = map(9)) {
            publish(producer, 0, 16, TensorLayout.rowMajor(Dtype.UINT8, 16));
            Files.delete(directory.resolve(STREAM_ID + "/9/2.pool"));
            assertNull(look(9, nowNs), "not whole");
        }
        assertNull(frames.of(stream(0), directory.toString(), nowNs), "no regions yet");
    }
}
