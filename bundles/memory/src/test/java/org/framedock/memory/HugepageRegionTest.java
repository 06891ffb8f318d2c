package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.UnsafeApi;
import org.framedock.protocol.pool.Dtype;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Regions on a hugetlbfs that only a child sees: root mounts it in a namespace of its own. */
class HugepageRegionTest {

    private static final int PAGE_BYTES = 2 << 20;
    private static final int PAGES = 8;
    private static final Path OVERCOMMIT =
        Path.of("/sys/kernel/mm/hugepages/hugepages-2048kB/nr_overcommit_hugepages");

    @TempDir(factory = SharedMemory.class)
    private Path directory;
    private String before;

    @BeforeEach
    void allowHugePages() throws Exception {
        assumeTrue(ChildVm.isRoot(), "only root may mount a hugetlbfs");
        assumeTrue(Files.isWritable(OVERCOMMIT), "the kernel has no huge pages of 2 MiB");
        assumeTrue(ChildVm.canRun("unshare", "--mount", "mount", "-t", "hugetlbfs", "-o", "pagesize=2M", "none",
            directory.toString()), "a hugetlbfs cannot be mounted here");
        before = Files.readString(OVERCOMMIT);
        try {
            // Pages beyond those set aside: taken when they are mapped, given back by themselves.
            Files.writeString(OVERCOMMIT, Integer.toString(PAGES));
        } catch (final IOException e) {
            assumeTrue(false, "huge pages cannot be allowed here: " + e.getMessage());
        }
    }

    @AfterEach
    void restore() throws Exception {
        if (before != null) {
            Files.writeString(OVERCOMMIT, before);
        }
    }

    @Test
    @DisplayName("W-2 W-31 a stream on hugetlbfs is made, mapped, written and read, in huge pages and nothing less")
    void shouldUseHugePages() throws Exception {
        final List<String> mounted = List.of("unshare", "--mount", "sh", "-c",
            "mount -t hugetlbfs -o pagesize=2M none \"$0\" && exec \"$@\"", directory.toString());
        final ChildVm child = ChildVm.run(mounted, List.of(), Child.class, directory.toString());
        assumeTrue(!child.output().contains("so many huge pages are not free"), "too few huge pages: memory is in use");
        assertEquals(0, child.exitCode(), child::output);
        assertEquals("""
            sizes [2097152, 4194304]
            page sizes [2048 kB, 2048 kB]
            read 1000 frames
            intact true
            short: refused, it has 2097152 bytes and not 2097728
            held []
            too large: no space""", child.output().trim());
    }

    /** Prints what it finds. */
    static final class Child {

        private static final RegionFile.Options HUGE = new RegionFile.Options(0600, true, true, true, PAGE_BYTES);
        private static final int SLOTS = 8;
        /** The pool is a little longer than one huge page. */
        private static final int STRIDE = PAGE_BYTES / SLOTS + 64 - 64 % SLOTS;

        private static String uri(final Path path) {
            return new RegionUri(path.toString(), true).format();
        }

        private static List<String> pageSizes(final Path directory) throws IOException {
            final List<String> sizes = new ArrayList<>();
            boolean ours = false;
            for (final String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
                if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                    ours = line.contains(directory.toString());
                } else if (ours && line.startsWith("KernelPageSize:")) {
                    sizes.add(line.substring("KernelPageSize:".length()).trim());
                }
            }
            return sizes;
        }

        private static int readFrames(final MappedStream producer, final MappedStream consumer) {
            final TensorLayout layout = TensorLayout.rowMajor(Dtype.UINT8, STRIDE);
            final SlotHeader header = new SlotHeader();
            int frames = 0;
            for (long seq = 0; seq < 1000; seq++) {
                final int slot = producer.ring().slotOf(seq);
                producer.ring().beginWrite(seq);
                final long end = STRIDE - Long.BYTES;
                UnsafeApi.putLong(producer.pool(1).slotAddress(slot) + end, seq);
                producer.ring().writeHeader(seq, 1, STRIDE, seq, 0, layout);
                producer.ring().commit(seq);
                header.read(consumer.ring(), slot);
                if (consumer.ring().commitWordAfterReads(slot) == HeaderRing.committedWord(seq)
                    && header.check(slot, consumer) == null
                    && UnsafeApi.getLong(consumer.pool(1).slotAddress(slot) + end) == seq) {
                    frames++;
                }
            }
            return frames;
        }

        public static void main(final String[] arguments) throws Exception {
            final Path directory = Path.of(arguments[0]);
            final Path ring = directory.resolve("header.ring");
            final Path pool = directory.resolve("1.pool");
            final RegionSpec poolSpec = RegionSpec.payloadPool(1, 1, 1, SLOTS, STRIDE);
            RegionFile.create(ring, RegionSpec.headerRing(1, 1, SLOTS), HUGE, 1).close();
            RegionFile.create(pool, poolSpec, HUGE, 1).close();
            System.out.println("sizes [" + Files.size(ring) + ", " + Files.size(pool) + "]");
            final StreamRegions regions = new StreamRegions(
                1, 1, SLOTS, uri(ring), List.of(new StreamRegions.Pool(1, SLOTS, STRIDE, uri(pool))));
            final RegionMapper mapper = TestStream.mapper(directory);
            try (MappedStream producer = MappedStream.map(regions, mapper, true, 2)) {
                System.out.println("page sizes " + pageSizes(directory));
                try (MappedStream consumer = MappedStream.map(regions, mapper, false, 2)) {
                    System.out.println("read " + readFrames(producer, consumer) + " frames");
                    System.out.println("intact " + consumer.isIntact());
                }
            }
            ShortenedFileTest.truncate(pool, PAGE_BYTES);
            try {
                mapper.map(uri(pool), poolSpec, false, 2).close();
                System.out.println("short: mapped");
            } catch (final RegionRefusedException e) {
                System.out.println("short: refused, " + e.getMessage().replaceAll(".*refused: ", ""));
            }
            System.out.println("held " + SharedMemory.heldBelow(directory));
            try (RegionFile tooLarge = RegionFile.create(
                directory.resolve("2.pool"), RegionSpec.payloadPool(1, 1, 2, SLOTS, 1 << 30), HUGE, 1)) {
                System.out.println("too large: made " + tooLarge.path());
            } catch (final OutOfSpaceException e) {
                try (Stream<Path> left = Files.list(directory)) {
                    System.out.println(left.count() == 2 ? "too large: no space" : "too large: left behind");
                }
            }
        }
    }
}
