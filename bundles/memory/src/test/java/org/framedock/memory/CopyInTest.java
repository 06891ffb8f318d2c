package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyInTest {

    private static final int LARGE = MappedRegion.COPIED_BY_C_FROM_BYTES;
    private static final int STRIDE = 2 * LARGE;
    private static final int SLOTS = 4;
    private static final int OFFSET = 3;
    private static final byte BEFORE = 0x5a;

    @TempDir(factory = SharedMemory.class)
    private Path directory;
    private TestStream stream;
    private MappedRegion pool;

    @BeforeEach
    void map() throws Exception {
        stream = TestStream.open(directory, SLOTS, STRIDE);
        pool = stream.producer().pool(1);
    }

    @AfterEach
    void unmap() {
        stream.close();
    }

    private static UnsafeBuffer bytes(final UnsafeBuffer buffer) {
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.putByte(i, (byte)(i * 31 + i / 251));
        }
        return buffer;
    }

    @Test
    @DisplayName("exactly the bytes that are said arrive in exactly the slot that is said, however they are copied")
    void shouldCopy() {
        final List<UnsafeBuffer> sources = List.of(
            bytes(new UnsafeBuffer(new byte[STRIDE + OFFSET])),
            bytes(new UnsafeBuffer(ByteBuffer.allocateDirect(STRIDE + OFFSET))));
        for (final UnsafeBuffer source : sources) {
            for (final int length : new int[] {0, 1, 63, LARGE - 1, LARGE, LARGE + 1, STRIDE}) {
                UnsafeApi.setMemory(pool.slotAddress(0), (long)SLOTS * STRIDE, BEFORE);
                pool.copyIn(1, source, OFFSET, length);
                final UnsafeBuffer ring = new UnsafeBuffer(pool.slotAddress(0), SLOTS * STRIDE);
                for (int i = 0; i < SLOTS * STRIDE; i++) {
                    final boolean isCopied = i >= STRIDE && i < STRIDE + length;
                    final byte expected = isCopied ? source.getByte(OFFSET + i - STRIDE) : BEFORE;
                    if (ring.getByte(i) != expected) {
                        assertEquals(expected, ring.getByte(i), "byte " + i + " of a copy of " + length);
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("a source that ends before is refused, and nothing beyond it is read")
    void shouldRefuseShortSource() {
        for (final UnsafeBuffer source : List.of(
            new UnsafeBuffer(new byte[LARGE]), new UnsafeBuffer(ByteBuffer.allocateDirect(LARGE)))) {
            assertThrows(IndexOutOfBoundsException.class, () -> pool.copyIn(0, source, 1, LARGE));
            assertThrows(IndexOutOfBoundsException.class, () -> pool.copyIn(0, source, 0, LARGE + 1));
            assertThrows(IndexOutOfBoundsException.class, () -> pool.copyIn(0, source, -1, LARGE));
        }
    }

    @Test
    @DisplayName("copies allocate nothing")
    void shouldAllocateNothing() {
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        final UnsafeBuffer source = new UnsafeBuffer(ByteBuffer.allocateDirect(STRIDE));
        final int copies = 5_000;
        copy(source, copies);
        threads.getCurrentThreadAllocatedBytes();
        final long before = threads.getCurrentThreadAllocatedBytes();
        copy(source, copies);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < copies, () -> allocated + " bytes in " + 2 * copies + " copies");
    }

    private void copy(final UnsafeBuffer source, final int copies) {
        for (int i = 0; i < copies; i++) {
            pool.copyIn(i % SLOTS, source, 0, LARGE);
            pool.copyIn(i % SLOTS, source, 0, 64);
        }
    }
}
