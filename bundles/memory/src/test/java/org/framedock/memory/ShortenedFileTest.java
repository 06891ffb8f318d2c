package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.Dtype;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file is shortened while it is mapped. */
class ShortenedFileTest {

    private static final int STRIDE = MappedRegion.COPIED_BY_C_FROM_BYTES;
    private static final List<String> FILES = List.of("header.ring", "1.pool");

    @TempDir(factory = SharedMemory.class)
    private Path directory;

    static void truncate(final Path file, final long length) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    @Test
    @DisplayName("W-8 a mapping whose file is shortened by one byte is not intact and not alive; a longer one is")
    void shouldNoticeShortenedFile() throws Exception {
        try (TestStream stream = TestStream.open(directory, 8, STRIDE)) {
            for (final String file : FILES) {
                final Path path = directory.resolve(file);
                final long length = Files.size(path);
                assertTrue(stream.consumer().isIntact());
                assertTrue(stream.consumer().isAlive(System.nanoTime(), Long.MAX_VALUE));
                truncate(path, length - 1);
                assertFalse(stream.consumer().isIntact(), file);
                assertFalse(stream.producer().isAlive(System.nanoTime(), Long.MAX_VALUE), file);
                SharedMemory.write(path, length, (byte)0);
                assertTrue(stream.consumer().isIntact(), file);
                assertTrue(stream.producer().isIntact(), file);
            }
        }
        assertEquals(List.of(), SharedMemory.heldBelow(directory));
    }

    @Test
    @DisplayName("a file that is deleted while it is mapped stays readable, and its maker knows")
    void shouldKeepDeletedFile() throws Exception {
        final Path path = directory.resolve("1.pool");
        final RegionSpec spec = RegionSpec.payloadPool(TestStream.EPOCH, TestStream.STREAM, 1, 8, 64);
        try (RegionFile file = RegionFile.create(path, spec, TestStream.PRIVATE, System.nanoTime());
            MappedRegion region =
                TestStream.mapper(directory).map(TestStream.uri(path), spec, false, System.nanoTime())) {
            assertTrue(file.isIntact());
            Files.delete(path);
            assertFalse(file.isIntact());
            assertTrue(region.isIntact());
            assertTrue(region.isStillTheSame());
        }
    }

    @Test
    @DisplayName("a maker notices that its file was shortened")
    void shouldTellMaker() throws Exception {
        final Path path = directory.resolve("1.pool");
        final RegionSpec spec = RegionSpec.payloadPool(TestStream.EPOCH, TestStream.STREAM, 1, 8, 64);
        try (RegionFile file = RegionFile.create(path, spec, TestStream.PRIVATE, System.nanoTime())) {
            truncate(path, spec.lengthBytes() - 1);
            assertFalse(file.isIntact());
        }
    }

    @Test
    @DisplayName("other internal errors are not taken for a missing page")
    void shouldTellFaultFromOtherErrors() {
        assertTrue(MemoryFault.isOne(new InternalError(
            "a fault occurred in a recent unsafe memory access operation in compiled Java code")));
        assertTrue(MemoryFault.isOne(new InternalError("a fault occurred in an unsafe memory access operation")));
        assertFalse(MemoryFault.isOne(new InternalError("something else")));
        assertFalse(MemoryFault.isOne(new InternalError()));
        assertFalse(MemoryFault.isOne(new IllegalStateException("unsafe memory access")));
    }

    @ParameterizedTest(name = "{0} shortened to {1} bytes, {2}")
    @DisplayName("a process whose mapped file is shortened survives, notices it and unmaps")
    @CsvSource({
        "header.ring, 0, -Xint", "1.pool, 0, -Xint", "1.pool, 65536, -Xint",
        "header.ring, 0, -XX:TieredStopAtLevel=1", "1.pool, 65536, -XX:TieredStopAtLevel=1",
        "header.ring, 0, -XX:-TieredCompilation", "1.pool, 65536, -XX:-TieredCompilation",
    })
    void shouldSurviveShortenedFile(final String file, final long length, final String compiler) throws Exception {
        final ChildVm child = ChildVm.run(
            List.of(), List.of(compiler), Child.class, directory.toString(), file, Long.toString(length));
        assertEquals(0, child.exitCode(), child::output);
        assertTrue(child.output().contains("unmapped after"), child::output);
        System.out.println(file + " to " + length + ", " + compiler + ": " + child.output().trim());
    }

    /** A producer and a consumer on one thread, as a container has them; everything that they do with the memory. */
    static final class Child {

        private static final int WARM_CYCLES = 20_000;
        private static final int CYCLES_PER_LOOK = 500;
        private final SlotHeader header = new SlotHeader();
        private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
        private final byte[] copy = new byte[STRIDE];
        private final UnsafeBuffer payload = new UnsafeBuffer(ByteBuffer.allocateDirect(STRIDE));
        private final TensorLayout[] layouts = {
            TensorLayout.rowMajor(Dtype.UINT8, STRIDE), TensorLayout.rowMajor(Dtype.UINT64, 2, 64)};
        private final TestStream stream;
        private long seq;
        private long read;
        private int cycles;
        private int faults;

        private Child(final TestStream stream) {
            this.stream = stream;
        }

        private void cycle() {
            final HeaderRing writer = stream.producer().ring();
            final HeaderRing reader = stream.consumer().ring();
            final TensorLayout layout = layouts[(int)(seq >> 3) & 1];
            final int slot = writer.slotOf(seq);
            writer.beginWrite(seq);
            final MappedRegion pool = stream.producer().pool(1);
            pool.copyIn(slot, payload, 0, layout.payloadBytes());
            view.wrap(pool.slotAddress(slot), STRIDE);
            view.putLong(0, seq);
            writer.writeHeader(seq, 1, layout.payloadBytes(), seq, 0, layout);
            writer.commit(seq);
            final long word = reader.commitWord(slot);
            header.read(reader, slot);
            if (reader.commitWordAfterReads(slot) == word && header.check(slot, stream.consumer()) == null) {
                view.wrap(stream.consumer().pool(1).slotAddress(slot), STRIDE);
                view.getBytes(0, copy, 0, layout.payloadBytes());
                read += UnsafeApi.getLong(stream.consumer().pool(1).slotAddress(slot)) == seq ? 1 : 0;
            }
            seq++;
        }

        private String run(final Path file, final long length) throws Exception {
            for (int i = 0; i < WARM_CYCLES; i++) {
                cycle();
            }
            if (read != WARM_CYCLES || !stream.consumer().isAlive(System.nanoTime(), Long.MAX_VALUE)) {
                return "not sound to begin with";
            }
            truncate(file, length);
            final long lookNs = System.nanoTime() + MappedRegion.NS_BETWEEN_LOOKS;
            while (System.nanoTime() - lookNs <= 0) {
                // A copy that runs meanwhile would end the process; the next one looks at the file first.
                Thread.onSpinWait();
            }
            boolean alive = true;
            while (alive && cycles < WARM_CYCLES) {
                // Two loops: an error that comes between two rounds of the inner one is caught, too.
                try {
                    alive = runUntilLost();
                } catch (final InternalError e) {
                    if (!MemoryFault.isOne(e)) {
                        throw e;
                    }
                    faults++;
                    alive = stream.producer().isIntact() && stream.consumer().isIntact();
                }
            }
            stream.close();
            // Nothing comes any more, whatever the thread does.
            LockSupport.parkNanos(1);
            System.gc();
            if (MemoryFault.settle()) {
                return "still owed";
            }
            return alive ? "not noticed" : "unmapped after " + cycles + " cycles, " + faults + " faults thrown";
        }

        private boolean runUntilLost() {
            while (cycles < WARM_CYCLES) {
                cycle();
                cycles++;
                if (cycles % CYCLES_PER_LOOK == 0
                    && !stream.consumer().isAlive(System.nanoTime(), Long.MAX_VALUE)) {
                    return false;
                }
            }
            return true;
        }

        public static void main(final String[] arguments) throws Exception {
            final Path directory = Path.of(arguments[0]);
            final TestStream stream = TestStream.open(directory, 8, STRIDE);
            System.out.println(new Child(stream).run(directory.resolve(arguments[1]), Long.parseLong(arguments[2])));
        }
    }
}
