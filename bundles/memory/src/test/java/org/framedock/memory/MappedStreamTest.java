package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappedStreamTest {

    private static final int ACTIVITY = 56;

    @TempDir(factory = SharedMemory.class)
    private Path directory;

    @AfterEach
    void shouldHoldNothing() throws Exception {
        assertEquals(List.of(), SharedMemory.heldBelow(directory));
    }

    private MappedStream map(final StreamRegions regions, final boolean writable) throws RegionRefusedException {
        return MappedStream.map(regions, TestStream.mapper(directory), writable, System.nanoTime());
    }

    @ParameterizedTest(name = "{0} bytes")
    @DisplayName("W-11 the pool of a frame is the smallest that holds it, whatever the order of the grant")
    @CsvSource({"0, 2", "1, 2", "64, 2", "65, 3", "192, 3", "193, 1", "4096, 1", "4097, -1", "2147483647, -1"})
    void shouldChooseSmallestPool(final int payloadBytes, final int poolId) throws Exception {
        final StreamRegions granted = TestStream.make(directory, 4, 4096, 64, 192);
        final List<StreamRegions.Pool> reversed = new ArrayList<>(granted.pools());
        Collections.reverse(reversed);
        final StreamRegions other = new StreamRegions(
            granted.streamId(), granted.epoch(), granted.slotCount(), granted.headerUri(), reversed);
        for (final StreamRegions regions : List.of(granted, other)) {
            try (MappedStream stream = map(regions, false)) {
                final MappedRegion pool = stream.smallestFitting(payloadBytes);
                assertEquals(poolId, pool == null ? -1 : pool.spec().poolId());
                assertEquals(4096, stream.maxPayloadBytes());
                assertEquals(regions, stream.regions());
                assertEquals(192, stream.pool(3).spec().strideBytes());
                assertNull(stream.pool(0));
                assertNull(stream.pool(4));
            }
        }
    }

    @Test
    @DisplayName("W-30 a stream is mapped whole or not at all")
    void shouldMapAllOrNothing() throws Exception {
        final StreamRegions regions = TestStream.make(directory, 4, 64, 192, 4096);
        for (final String file : List.of("header.ring", "1.pool", "2.pool", "3.pool")) {
            final Path aside = directory.resolve("aside");
            Files.move(directory.resolve(file), aside);
            final var refusal = assertThrows(RegionRefusedException.class, () -> map(regions, true).close());
            assertTrue(refusal.getMessage().contains(file), refusal.getMessage());
            assertEquals(List.of(), SharedMemory.heldBelow(directory));
            Files.move(aside, directory.resolve(file));
        }
        map(regions, true).close();
    }

    @Test
    @DisplayName("W-9 a stream is alive as long as each of its regions is kept alive")
    void shouldNoticeStaleRegion() throws Exception {
        final long maxAgeNs = 3_000;
        final StreamRegions regions = TestStream.make(directory, 4, 64, 192);
        try (MappedStream producer = map(regions, true); MappedStream consumer = map(regions, false)) {
            final long nowNs = System.nanoTime();
            producer.refreshActivity(nowNs);
            assertTrue(consumer.isAlive(nowNs, maxAgeNs));
            assertTrue(consumer.isAlive(nowNs + maxAgeNs, maxAgeNs));
            assertFalse(consumer.isAlive(nowNs + maxAgeNs + 1, maxAgeNs));
            for (final String file : List.of("header.ring", "1.pool", "2.pool")) {
                SharedMemory.write(directory.resolve(file), ACTIVITY, SharedMemory.littleEndian(nowNs - 1, 8));
                assertFalse(consumer.isAlive(nowNs + maxAgeNs, maxAgeNs), file);
                producer.refreshActivity(nowNs);
                assertTrue(consumer.isAlive(nowNs + maxAgeNs, maxAgeNs), file);
            }
        }
    }

    @Test
    @DisplayName("W-9 a region whose activity is 0 is not alive, however early in the life of the machine")
    void shouldNoticeRegionThatWasNeverAlive() throws Exception {
        try (MappedStream consumer = map(TestStream.make(directory, 4, 64), false)) {
            SharedMemory.write(directory.resolve("1.pool"), ACTIVITY, new byte[8]);
            assertFalse(consumer.isAlive(1_000, 3_000));
            assertFalse(consumer.isAlive(System.nanoTime(), Long.MAX_VALUE));
        }
    }

    @Test
    @DisplayName("W-8 a stream is not alive when any of its regions has another writer")
    void shouldNoticeSecondWriter() throws Exception {
        final StreamRegions regions = TestStream.make(directory, 4, 64, 192);
        try (MappedStream consumer = map(regions, false)) {
            for (final String file : List.of("header.ring", "1.pool", "2.pool")) {
                final byte[] pid = SharedMemory.read(directory.resolve(file), 40, 8);
                SharedMemory.write(directory.resolve(file), 40, SharedMemory.littleEndian(1, 8));
                assertFalse(consumer.isAlive(System.nanoTime(), Long.MAX_VALUE), file);
                SharedMemory.write(directory.resolve(file), 40, pid);
                assertTrue(consumer.isAlive(System.nanoTime(), Long.MAX_VALUE), file);
            }
        }
    }

    @Test
    void shouldCloseTwice() throws Exception {
        final MappedStream stream = map(TestStream.make(directory, 4, 64), true);
        stream.close();
        stream.close();
        assertEquals(List.of(), SharedMemory.heldBelow(directory));
    }
}
