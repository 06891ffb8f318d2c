package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agrona.UnsafeApi;
import org.framedock.memory.RegionFile.Options;
import org.framedock.protocol.pool.RegionType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionFileTest {

    private static final RegionSpec POOL = RegionSpec.payloadPool(TestStream.EPOCH, TestStream.STREAM, 1, 8, 192);

    @TempDir(factory = SharedMemory.class)
    private Path directory;

    @AfterEach
    void shouldHoldNothing() throws IOException {
        assertEquals(List.of(), SharedMemory.heldBelow(directory));
    }

    private Path pool() {
        return directory.resolve("1.pool");
    }

    private static Options options(final int fileMode, final boolean prefault, final boolean lock) {
        return new Options(fileMode, prefault, lock, false, 0);
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @ParameterizedTest(name = "prefault {0}, lock {1}")
    @DisplayName("W-2 W-7 a made region has its exact length, a superblock and nothing else in it, and can be mapped")
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void shouldMakeRegion(final boolean prefault, final boolean lock) throws Exception {
        final long nowNs = System.nanoTime();
        try (RegionFile region = RegionFile.create(pool(), POOL, options(0600, prefault, lock), nowNs)) {
            assertEquals(POOL, region.spec());
            assertEquals(pool(), region.path());
            assertEquals(64 + 8 * 192, Files.size(pool()));
            assertNull(region.superblock().differenceFrom(POOL));
            assertEquals(ProcessHandle.current().pid(), region.superblock().pid());
            assertEquals(nowNs, region.superblock().startTimestampNs());
            assertEquals(nowNs, region.superblock().activityTimestampNs());
            assertArrayEquals(new byte[8 * 192], SharedMemory.read(pool(), 64, 8 * 192));
            assertArrayEquals(SharedMemory.littleEndian(0x544F504C53484D31L, 8), SharedMemory.read(pool(), 0, 8));

            final String uri = TestStream.uri(pool());
            try (MappedRegion writer = TestStream.mapper(directory).map(uri, POOL, true, nowNs);
                MappedRegion reader = TestStream.mapper(directory).map(uri, POOL, false, nowNs)) {
                UnsafeApi.putLong(writer.slotAddress(7) + 184, 0x0123_4567_89ab_cdefL);
                assertEquals(0x0123_4567_89ab_cdefL, UnsafeApi.getLong(reader.slotAddress(7) + 184));
                region.superblock().activityTimestampNs(nowNs + 1);
                assertEquals(nowNs + 1, reader.superblock().activityTimestampNs());
                assertTrue(reader.isStillTheSame());
            }
            assertArrayEquals(
                SharedMemory.littleEndian(0x0123_4567_89ab_cdefL, 8), SharedMemory.read(pool(), 64 + 8 * 192 - 8, 8));
            region.close();
        }
        assertTrue(Files.exists(pool()), "closing deletes nothing");
    }

    @Test
    @DisplayName("W-33 prefaulting allocates every page, so that no writer can run out of space later")
    void shouldAllocateWhenPrefaulting() throws Exception {
        final RegionSpec large = RegionSpec.payloadPool(1, 1, 1, 4, 1 << 20);
        RegionFile.create(pool(), large, options(0600, true, false), 1).close();
        final Path sparse = directory.resolve("sparse.pool");
        RegionFile.create(sparse, large, options(0600, false, false), 1).close();
        assertEquals(Files.size(pool()), Files.size(sparse));
        assertTrue(allocatedBytes(pool()) >= large.lengthBytes(), "prefaulted");
        assertTrue(allocatedBytes(sparse) < large.lengthBytes() / 2, "sparse");
    }

    private static long allocatedBytes(final Path file) throws Exception {
        final Process stat = new ProcessBuilder("stat", "-c", "%b %B", file.toString()).start();
        final String[] blocks = new String(stat.getInputStream().readAllBytes()).trim().split(" ");
        assertEquals(0, stat.waitFor());
        return Long.parseLong(blocks[0]) * Long.parseLong(blocks[1]);
    }

    @ParameterizedTest(name = "mode {0}, umask {1}")
    @DisplayName("W-33 a file has the configured mode, whatever the umask")
    @CsvSource({"0600, 0000", "0600, 0777", "0660, 0000", "0660, 0022", "0660, 0077", "0660, 0777"})
    void shouldApplyMode(final String mode, final String umask) throws Exception {
        try (Umask ignored = Umask.of(Integer.parseInt(umask, 8))) {
            RegionFile.create(pool(), POOL, options(Integer.parseInt(mode, 8), true, false), 1).close();
        }
        assertEquals(Integer.parseInt(mode, 8), SharedMemory.mode(pool()));
    }

    @ParameterizedTest
    @DisplayName("W-33 refuses a mode that lets others in")
    @ValueSource(strings = {"0666", "0604", "0602", "0601"})
    void shouldRefuseModeForOthers(final String mode) throws Exception {
        final var refusal = assertThrows(RegionRefusedException.class,
            () -> RegionFile.create(pool(), POOL, options(Integer.parseInt(mode, 8), true, false), 1));
        assertTrue(refusal.getMessage().contains("others"), refusal.getMessage());
        assertNothingLeft();
    }

    @Test
    @DisplayName("D-19b files are made exclusively and never through a link; what lies there stays untouched")
    void shouldNeverReuseFile() throws Exception {
        Files.writeString(pool(), "precious");
        final var exists = assertThrows(RegionRefusedException.class,
            () -> RegionFile.create(pool(), POOL, TestStream.PRIVATE, 1));
        assertEquals("cannot create " + pool() + ": File exists", exists.getMessage());
        assertEquals("precious", Files.readString(pool()));

        final Path link = Files.createSymbolicLink(directory.resolve("2.pool"), directory.resolve("elsewhere"));
        assertThrows(RegionRefusedException.class, () -> RegionFile.create(link, POOL, TestStream.PRIVATE, 1));
        assertTrue(Files.isSymbolicLink(link));
        assertFalse(Files.exists(directory.resolve("elsewhere")));
    }

    @Test
    void shouldRefuseMissingDirectory() throws Exception {
        final Path nowhere = directory.resolve("missing/1.pool");
        final var refusal = assertThrows(RegionRefusedException.class,
            () -> RegionFile.create(nowhere, POOL, TestStream.PRIVATE, 1));
        assertEquals("cannot create " + nowhere + ": No such file or directory", refusal.getMessage());
        assertNothingLeft();
    }

    @Test
    @DisplayName("W-3 W-4 makes no region of unsound measures")
    void shouldRefuseUnsoundSpec() throws Exception {
        for (final RegionSpec unsound : List.of(
            RegionSpec.payloadPool(1, 1, 1, 3, 64), RegionSpec.payloadPool(1, 1, 1, 4, 65))) {
            assertThrows(RegionRefusedException.class,
                () -> RegionFile.create(pool(), unsound, TestStream.PRIVATE, 1));
        }
        assertNothingLeft();
    }

    @ParameterizedTest(name = "prefault {0}")
    @DisplayName("D-17 a region larger than the free space is not begun; the error names path, need and room")
    @ValueSource(booleans = {true, false})
    void shouldRefuseLackOfSpace(final boolean prefault) throws Exception {
        final RegionSpec petabyte = RegionSpec.payloadPool(1, 1, 1, 1 << 20, 1 << 30);
        final var refusal = assertThrows(OutOfSpaceException.class,
            () -> RegionFile.create(pool(), petabyte, options(0600, prefault, false), 1));
        final String pattern = Pattern.quote("no space for " + pool() + ": needs " + petabyte.lengthBytes())
            + " bytes, \\d+ are free";
        assertTrue(refusal.getMessage().matches(pattern), refusal.getMessage());
        assertNothingLeft();
    }

    @Test
    @DisplayName("W-31 huge pages that tmpfs cannot give are refused")
    void shouldRefuseHugepagesOnTmpfs() throws Exception {
        final var refusal = assertThrows(RegionRefusedException.class,
            () -> RegionFile.create(pool(), POOL, new Options(0600, true, false, true, 2 << 20), 1));
        assertTrue(refusal.getMessage().contains("huge pages are required"), refusal.getMessage());
        assertNothingLeft();
    }

    @Test
    @DisplayName("D-17 a hugetlbfs without a limit of its own reports no room at all, and is not taken for full")
    void shouldNotTakeUnlimitedHugetlbfsForFull() throws Exception {
        final Path mount = hugetlbfsWithoutLimit();
        assumeTrue(mount != null, "no writable hugetlbfs without a size is mounted here");
        final Path region = mount.resolve("framedock-test.pool");
        try {
            RegionFile.create(region, POOL, new Options(0600, true, false, true, 2 << 20), 1).close();
            assertEquals(2 << 20, Files.size(region));
        } catch (final OutOfSpaceException e) {
            // As it has to be where the machine has set no huge pages aside: found when mapping, not guessed before.
            assertEquals("no space for " + region + ": needs " + (2 << 20) + " bytes, so many huge pages are not free",
                e.getMessage());
            assertFalse(Files.exists(region));
        } finally {
            Files.deleteIfExists(region);
        }
    }

    private static Path hugetlbfsWithoutLimit() throws IOException {
        for (final String line : Files.readAllLines(Path.of("/proc/mounts"))) {
            final String[] mount = line.split(" ");
            final Path directory = Path.of(mount[1]);
            if (mount[2].equals("hugetlbfs") && !mount[3].contains(",size=") && Files.isWritable(directory)) {
                return directory;
            }
        }
        return null;
    }

    @Test
    @DisplayName("nothing is left behind by a failure that nobody foresaw")
    void shouldCleanUpAfterUnforeseenFailure() throws Exception {
        final RegionSpec broken = new RegionSpec(1, 1, null, 1, 8, 64);
        assertThrows(NullPointerException.class, () -> RegionFile.create(pool(), broken, TestStream.PRIVATE, 1));
        assertNothingLeft();
    }

    @Test
    @DisplayName("W-7 whoever maps a region while it is being made gets all of it or nothing")
    void shouldNeverShowHalfMadeRegion() throws Exception {
        final int rounds = 300;
        final RegionMapper mapper = TestStream.mapper(directory);
        final String uri = TestStream.uri(pool());
        final AtomicBoolean ended = new AtomicBoolean();
        final FutureTask<Void> making = new FutureTask<>(() -> {
            try {
                for (int i = 0; i < rounds; i++) {
                    RegionFile.create(pool(), POOL, TestStream.PRIVATE, 1 + System.nanoTime()).close();
                    Files.delete(pool());
                }
            } finally {
                ended.set(true);
            }
            return null;
        });
        final Thread maker = new Thread(making, "maker");
        maker.start();
        try {
            while (!ended.get()) {
                try (MappedRegion region = mapper.map(uri, POOL, false, System.nanoTime())) {
                    assertEquals(RegionType.PAYLOAD_POOL.value(), region.superblock().regionType());
                    assertEquals(ProcessHandle.current().pid(), region.superblock().pid());
                    assertTrue(region.superblock().startTimestampNs() != 0);
                    assertTrue(region.isStillTheSame());
                } catch (final RegionRefusedException notYetThere) {
                    assertTrue(notYetThere.getMessage().contains(pool().toString()), notYetThere.getMessage());
                }
            }
        } finally {
            maker.join();
        }
        making.get();
    }
}
