package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.framedock.memory.RegionFile.Options;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionMapperTest {

    private static final long NOW_NS = 1_000_000_000_000L;
    private static final RegionSpec POOL = RegionSpec.payloadPool(TestStream.EPOCH, TestStream.STREAM, 1, 8, 192);
    private static final RegionSpec RING = RegionSpec.headerRing(TestStream.EPOCH, TestStream.STREAM, 8);

    @TempDir(factory = SharedMemory.class)
    private Path directory;
    private Path allowed;
    private Path pool;
    private Path ring;
    private RegionMapper mapper;

    @BeforeEach
    void makeRegions() throws Exception {
        allowed = Files.createDirectory(directory.resolve("allowed"));
        pool = allowed.resolve("1.pool");
        ring = allowed.resolve("header.ring");
        RegionFile.create(pool, POOL, TestStream.PRIVATE, NOW_NS).close();
        RegionFile.create(ring, RING, TestStream.PRIVATE, NOW_NS).close();
        mapper = TestStream.mapper(allowed);
    }

    @AfterEach
    void shouldHoldNothing() throws IOException {
        assertEquals(List.of(), SharedMemory.heldBelow(directory));
    }

    private void assertMapped(final Path path, final RegionSpec spec) throws RegionRefusedException {
        mapper.map(TestStream.uri(path), spec, false, NOW_NS).close();
    }

    private void assertRefused(final String reason, final String path, final RegionSpec spec) {
        final String uri = "shm:file?path=" + path;
        for (final boolean writable : new boolean[] {false, true}) {
            final var refusal = assertThrows(
                RegionRefusedException.class, () -> mapper.map(uri, spec, writable, NOW_NS).close());
            assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
            assertTrue(refusal.getMessage().contains(path), refusal.getMessage());
        }
    }

    private void assertRefused(final String reason, final Path path) {
        assertRefused(reason, path.toString(), POOL);
    }

    @Test
    @DisplayName("W-29 a consumer maps for reading only, a producer for writing")
    void shouldMapAsAsked() throws Exception {
        final String uri = TestStream.uri(pool);
        try (MappedRegion reader = mapper.map(uri, POOL, false, NOW_NS)) {
            assertEquals(2, SharedMemory.heldBelow(directory).size(), "the mapping and the open file");
            assertTrue(SharedMemory.heldBelow(directory).get(0).contains(" r--s "));
            assertEquals(pool.toString(), reader.path());
            assertEquals(POOL, reader.spec());
            assertEquals(reader.address() + 64 + 7 * 192, reader.slotAddress(7));
            try (MappedRegion writer = mapper.map(uri, POOL, true, NOW_NS)) {
                assertTrue(SharedMemory.heldBelow(directory).stream().anyMatch(line -> line.contains(" rw-s ")));
                writer.close();
                reader.close();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("W-8 a superblock that differs in any one field is refused")
    @CsvSource({
        "magic,         0, 8, 0", "magic,       0, 8, 0x544F504C53484D32",
        "layoutVersion, 8, 4, 2", "layoutVersion, 8, 4, 0",
        "epoch,        12, 8, 0x12b34e7efc7", "epoch, 12, 8, 0x12b34e7efc9", "epoch, 12, 8, -1",
        "streamId,     20, 4, 10001",
        "regionType,   24, 2, 0", "regionType, 24, 2, 3", "regionType, 24, 2, -32768",
        "poolId,       26, 2, 0x101",
        "nslots,       28, 4, 4", "nslots, 28, 4, 16",
        "slotBytes,    32, 4, 64", "slotBytes, 32, 4, 0",
        "strideBytes,  36, 4, 64", "strideBytes, 36, 4, 0xFFFFFFFF",
    })
    void shouldRefuseAlteredField(final String field, final long at, final int bytes, final String value)
        throws Exception {
        final byte[] altered = SharedMemory.littleEndian(Long.decode(value), bytes);
        for (final Path region : List.of(pool, ring)) {
            final RegionSpec spec = region.equals(pool) ? POOL : RING;
            final byte[] before = SharedMemory.read(region, at, bytes);
            SharedMemory.write(region, at, altered);
            assertRefused("its superblock disagrees: " + field + " is ", region.toString(), spec);
            SharedMemory.write(region, at, before);
            assertMapped(region, spec);
        }
    }

    @Test
    @DisplayName("W-8 pool and ring are not taken for each other; only a pool may leave its slot size unset")
    void shouldTellPoolFromRing() throws Exception {
        SharedMemory.write(pool, 24, SharedMemory.littleEndian(1, 2));
        assertRefused("regionType is 1 and not 2", pool);
        SharedMemory.write(pool, 24, SharedMemory.littleEndian(2, 2));
        SharedMemory.write(pool, 32, SharedMemory.littleEndian(-1, 4));
        assertMapped(pool, POOL);
        SharedMemory.write(ring, 32, SharedMemory.littleEndian(-1, 4));
        assertRefused("slotBytes is 4294967295 and not 256", ring.toString(), RING);
    }

    @Test
    @DisplayName("W-8 a changed pid or start time under a live mapping is noticed: two writers")
    void shouldNoticeSecondWriter() throws Exception {
        final int[][] fields = {{0, 8}, {12, 8}, {40, 8}, {48, 8}};
        try (MappedRegion region = mapper.map(TestStream.uri(pool), POOL, false, NOW_NS)) {
            for (final int[] field : fields) {
                final byte[] before = SharedMemory.read(pool, field[0], field[1]);
                final byte[] after = before.clone();
                after[0]++;
                SharedMemory.write(pool, field[0], after);
                assertFalse(region.isStillTheSame(), "offset " + field[0]);
                SharedMemory.write(pool, field[0], before);
                assertTrue(region.isStillTheSame(), "offset " + field[0]);
            }
        }
    }

    @Test
    @DisplayName("W-9 a region whose activity is 0 or too old is refused")
    void shouldRefuseStaleRegion() throws Exception {
        final long oldest = NOW_NS - TestStream.MAX_AGE_NS;
        SharedMemory.write(pool, 56, SharedMemory.littleEndian(oldest, 8));
        assertMapped(pool, POOL);
        SharedMemory.write(pool, 56, SharedMemory.littleEndian(oldest - 1, 8));
        assertRefused("it is not kept alive: last activity " + (oldest - 1), pool);
        SharedMemory.write(pool, 56, new byte[8]);
        assertRefused("it is not kept alive", pool);
        mapper = new RegionMapper(AllowedDirectories.of(List.of(allowed)), Long.MAX_VALUE);
        assertRefused("it is not kept alive: last activity 0", pool);
    }

    @Test
    @DisplayName("W-6 W-30 a relative path is refused, and .. only counts where it leads")
    void shouldResolveDots() throws Exception {
        assertRefused("the path is not absolute", "allowed/1.pool", POOL);
        assertRefused("the path is not absolute", "../.." + pool, POOL);
        final Path outside = directory.resolve("outside.pool");
        RegionFile.create(outside, POOL, TestStream.PRIVATE, NOW_NS).close();
        assertRefused("not lie below one of the allowed directories", allowed + "/../outside.pool", POOL);
        assertRefused("not lie below one of the allowed directories", allowed + "/../allowed/../outside.pool", POOL);
        assertMapped(Path.of(allowed + "/../allowed/./1.pool"), POOL);
        assertRefused("Not a directory", pool + "/", POOL);
        assertRefused("cannot be resolved", pool + "/.", POOL);
    }

    @Test
    @DisplayName("W-30 a path outside the allowed directories is refused, also with a similar name")
    void shouldRefuseOutside() throws Exception {
        final Path similar = Files.createDirectory(directory.resolve("allowed-too")).resolve("1.pool");
        RegionFile.create(similar, POOL, TestStream.PRIVATE, NOW_NS).close();
        assertRefused("not lie below one of the allowed directories", similar);
        mapper = TestStream.mapper();
        assertRefused("not lie below one of the allowed directories", pool);
        mapper = TestStream.mapper(directory.resolve("elsewhere"), pool);
        assertRefused("not lie below one of the allowed directories", pool);
    }

    @Test
    @DisplayName("W-30 a final link is refused even if it leads to an allowed region")
    void shouldRefuseFinalLink() throws Exception {
        assertRefused("it is a link", Files.createSymbolicLink(allowed.resolve("absolute"), pool));
        assertRefused("it is a link", Files.createSymbolicLink(allowed.resolve("relative"), Path.of("1.pool")));
        assertRefused("it is a link", Files.createSymbolicLink(allowed.resolve("dangling"), allowed.resolve("no")));
        assertRefused("it is a link", Files.createSymbolicLink(allowed.resolve("loop"), allowed.resolve("loop")));
    }

    @Test
    @DisplayName("W-30 a link in the middle may not lead out of the allowed directory; one that stays inside may")
    void shouldFollowLinkInTheMiddleOnlyInside() throws Exception {
        final Path outside = Files.createDirectory(directory.resolve("outside"));
        RegionFile.create(outside.resolve("1.pool"), POOL, TestStream.PRIVATE, NOW_NS).close();
        Files.createSymbolicLink(allowed.resolve("out"), outside);
        assertRefused("not lie below one of the allowed directories", allowed.resolve("out/1.pool"));
        Files.createSymbolicLink(allowed.resolve("up"), Path.of(".."));
        assertRefused("not lie below one of the allowed directories", allowed.resolve("up/outside/1.pool"));
        assertMapped(allowed.resolve("up/allowed/1.pool"), POOL);
        Files.createSymbolicLink(directory.resolve("alias"), allowed);
        assertMapped(directory.resolve("alias/1.pool"), POOL);
    }

    @Test
    @DisplayName("W-30 an allowed directory that is a link counts where it led when the program started")
    void shouldResolveAllowedDirectoriesOnce() throws Exception {
        final Path alias = Files.createSymbolicLink(directory.resolve("alias"), allowed);
        mapper = TestStream.mapper(alias);
        assertMapped(pool, POOL);
        assertMapped(alias.resolve("1.pool"), POOL);
        final Path outside = Files.createDirectory(directory.resolve("outside"));
        RegionFile.create(outside.resolve("1.pool"), POOL, TestStream.PRIVATE, NOW_NS).close();
        Files.delete(alias);
        Files.createSymbolicLink(alias, outside);
        assertRefused("not lie below one of the allowed directories", alias.resolve("1.pool"));
        assertMapped(pool, POOL);
    }

    @Test
    @DisplayName("W-30 what is no regular file is refused without being opened: directory, pipe, device")
    void shouldRefuseOtherKindsOfFiles() throws Exception {
        assertRefused("it is not a regular file", Files.createDirectory(allowed.resolve("directory")));
        final Path pipe = allowed.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertRefused("it is not a regular file", pipe);
        mapper = TestStream.mapper(Path.of("/dev"));
        assertRefused("it is not a regular file", Path.of("/dev/zero"));
        assertRefused("it is not a regular file", Path.of("/dev/null"));
    }

    @ParameterizedTest
    @DisplayName("W-8 a file with another length than its slots need is refused before it is mapped")
    @ValueSource(longs = {0, 1, 63, 64, 64 + 8 * 192 - 1, 64 + 8 * 192 + 1, 64 + 16 * 192, 1L << 33})
    void shouldRefuseOtherLength(final long length) throws Exception {
        final byte[] superblock = SharedMemory.read(pool, 0, 64);
        Files.write(pool, superblock);
        try (var channel = Files.newByteChannel(pool, java.nio.file.StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
        if (length > 64) {
            SharedMemory.write(pool, length - 1, (byte)0);
        }
        assertEquals(length, Files.size(pool));
        assertRefused("it has " + length + " bytes and not " + POOL.lengthBytes(), pool);
    }

    @Test
    @DisplayName("W-31 huge pages are never traded for ordinary ones")
    void shouldRefuseHugepagesOnTmpfs() {
        final String uri = new RegionUri(pool.toString(), true).format();
        final var refusal = assertThrows(RegionRefusedException.class, () -> mapper.map(uri, POOL, false, NOW_NS));
        assertTrue(refusal.getMessage().contains("huge pages are required"), refusal.getMessage());
    }

    @Test
    @DisplayName("W-32 a client makes nothing, sizes nothing and deletes nothing")
    void shouldLeaveFilesAlone() throws Exception {
        final Path missing = allowed.resolve("2.pool");
        assertRefused("cannot be resolved (NoSuchFileException", missing);
        assertFalse(Files.exists(missing));
        assertRefused("cannot be resolved (NoSuchFileException", allowed.resolve("no/such/2.pool"));
        assertFalse(Files.exists(allowed.resolve("no")));

        final byte[] before = Files.readAllBytes(pool);
        final Object modified = Files.getLastModifiedTime(pool);
        assertMapped(pool, POOL);
        mapper.map(TestStream.uri(pool), POOL, true, NOW_NS).close();
        assertRefused("", pool.toString(), RegionSpec.payloadPool(TestStream.EPOCH, TestStream.STREAM, 1, 16, 192));
        assertArrayEquals(before, Files.readAllBytes(pool));
        assertEquals(modified, Files.getLastModifiedTime(pool));
        assertEquals(0600, SharedMemory.mode(pool));
    }

    @ParameterizedTest
    @DisplayName("W-30 a path that cannot be a file name on this machine is refused like any other")
    @ValueSource(strings = {"\uD800", "a\uDFFFb", "\uFFFD"})
    void shouldRefuseUnmappableName(final String name) {
        assertRefused("", allowed + "/" + name, POOL);
    }

    @Test
    @DisplayName("W-3 W-4 unsound measures are refused before anything is looked at")
    void shouldRefuseUnsoundSpec() {
        final String uri = TestStream.uri(allowed.resolve("missing"));
        for (final RegionSpec unsound : List.of(
            RegionSpec.payloadPool(1, 1, 1, 0, 64), RegionSpec.payloadPool(1, 1, 1, 8, -64))) {
            final var refusal = assertThrows(RegionRefusedException.class, () -> mapper.map(uri, unsound, false, 1));
            assertTrue(refusal.getMessage().startsWith("region of stream 1 refused"), refusal.getMessage());
        }
    }

    @Test
    @DisplayName("W-33 a region of a group is mapped like a private one")
    void shouldMapRegionOfGroup() throws Exception {
        final Path shared = allowed.resolve("2.pool");
        final RegionSpec spec = RegionSpec.payloadPool(TestStream.EPOCH, TestStream.STREAM, 2, 8, 64);
        RegionFile.create(shared, spec, new Options(0660, false, false, false, 0), NOW_NS).close();
        assertMapped(shared, spec);
    }
}
