package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeRegionTest {

    private static final int SLOTS = 4;
    private static final int STRIDE = 768 << 20;

    @Test
    @DisplayName("W-5 a region of 3 GiB is mapped, written and read to its last byte")
    void shouldReachEndOfRegionBeyondTwoGigabytes(@TempDir(factory = SharedMemory.class) final Path directory)
        throws Exception {
        final RegionSpec spec = RegionSpec.payloadPool(TestStream.EPOCH, TestStream.STREAM, 1, SLOTS, STRIDE);
        assumeTrue(Files.getFileStore(SharedMemory.ROOT).getUsableSpace() > spec.lengthBytes(),
            "/dev/shm has less than 3 GiB free");
        final Path path = directory.resolve("1.pool");
        final long nowNs = System.nanoTime();
        // Sparse: only the pages that are written to exist.
        RegionFile.create(path, spec, new RegionFile.Options(0600, false, false, false, 0), nowNs).close();
        assertEquals(64 + 3L * (1 << 30), Files.size(path));
        final RegionMapper mapper = TestStream.mapper(directory);
        try (MappedRegion writer = mapper.map(TestStream.uri(path), spec, true, nowNs);
            MappedRegion reader = mapper.map(TestStream.uri(path), spec, false, nowNs)) {
            for (int slot = 0; slot < SLOTS; slot++) {
                UnsafeApi.putLong(writer.slotAddress(slot), 0x1111_0000_0000_0000L + slot);
                final UnsafeBuffer whole = new UnsafeBuffer(writer.slotAddress(slot), STRIDE);
                whole.putLong(STRIDE - Long.BYTES, 0x2222_0000_0000_0000L + slot);
            }
            for (int slot = 0; slot < SLOTS; slot++) {
                assertEquals(0x1111_0000_0000_0000L + slot, UnsafeApi.getLong(reader.slotAddress(slot)));
                final long end = 64 + (slot + 1L) * STRIDE - Long.BYTES;
                assertEquals(0x2222_0000_0000_0000L + slot, UnsafeApi.getLong(reader.address() + end));
                assertArrayEquals(SharedMemory.littleEndian(0x1111_0000_0000_0000L + slot, 8),
                    SharedMemory.read(path, 64 + (long)slot * STRIDE, 8));
                assertArrayEquals(SharedMemory.littleEndian(0x2222_0000_0000_0000L + slot, 8),
                    SharedMemory.read(path, end, 8));
            }
        }
    }
}
