package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths that RegionMapperTest and RegionMapperRaceTest do not try yet. */
class PathAttackTest {

    private static final long NOW_NS = 1_000_000_000_000L;
    private static final RegionSpec POOL = RegionSpec.payloadPool(TestStream.EPOCH, TestStream.STREAM, 1, 8, 64);
    private static final String OUTSIDE = "not lie below one of the allowed directories";
    private static final int SOMEBODY_ELSE = 12_345;

    @TempDir(factory = SharedMemory.class)
    private Path directory;
    private Path allowed;
    private Path pool;

    @BeforeEach
    void makeRegion() throws Exception {
        allowed = Files.createDirectories(directory.resolve("allowed/deep"));
        pool = makePool(allowed.resolve("1.pool"));
    }

    @AfterEach
    void shouldHoldNothing() throws Exception {
        assertEquals(List.of(), SharedMemory.heldBelow(directory));
    }

    private static Path makePool(final Path path) throws Exception {
        RegionFile.create(path, POOL, TestStream.PRIVATE, NOW_NS).close();
        return path;
    }

    private static void map(final RegionMapper mapper, final Path path, final boolean writable)
        throws RegionRefusedException {
        mapper.map(TestStream.uri(path), POOL, writable, NOW_NS).close();
    }

    private void assertMapped(final RegionMapper mapper, final Path path) throws RegionRefusedException {
        map(mapper, path, false);
        map(mapper, path, true);
    }

    private void assertRefused(final String reason, final RegionMapper mapper, final Path path) {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (final boolean writable : new boolean[] {false, true}) {
                final var refusal = assertThrows(RegionRefusedException.class, () -> map(mapper, path, writable));
                assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
                assertTrue(refusal.getMessage().contains(path.toString()), refusal.getMessage());
            }
        }, "the mapper hangs");
    }

    @Test
    @DisplayName("W-30 a link at any level of the path may not lead out, whatever else it passes on the way")
    void shouldRefuseLinkAtEveryLevel() throws Exception {
        final RegionMapper mapper = TestStream.mapper(directory.resolve("allowed"));
        final Path outside = Files.createDirectories(directory.resolve("outside/deep"));
        makePool(outside.resolve("1.pool"));
        assertMapped(mapper, pool);
        // The directory itself, then the one above it, are replaced by links to their likes outside.
        Files.move(allowed, directory.resolve("aside"));
        Files.createSymbolicLink(allowed, outside);
        assertRefused(OUTSIDE, mapper, pool);
        Files.delete(allowed);
        Files.delete(directory.resolve("allowed"));
        Files.createSymbolicLink(directory.resolve("allowed"), directory.resolve("outside"));
        assertRefused(OUTSIDE, mapper, pool);
        Files.delete(directory.resolve("allowed"));
        // A chain of links, the last of which leads out.
        Files.createDirectory(directory.resolve("allowed"));
        Files.createSymbolicLink(directory.resolve("allowed/b"), Path.of("../outside"));
        Files.createSymbolicLink(directory.resolve("allowed/a"), Path.of("b"));
        assertRefused(OUTSIDE, mapper, directory.resolve("allowed/a/deep/1.pool"));
    }

    @Test
    @DisplayName("W-30 a socket is refused")
    void shouldRefuseSocket() throws Exception {
        final Path socket = allowed.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertRefused("it is not a regular file", TestStream.mapper(allowed), socket);
        }
    }

    @Test
    @DisplayName("W-30 the file of another user is mapped if the rights allow it: a group may share regions (W-33)")
    void shouldMapRegionOfOtherUser() throws Exception {
        assumeTrue(ChildVm.isRoot(), "only root may give a file away");
        Files.setAttribute(pool, "unix:uid", SOMEBODY_ELSE);
        assertMapped(TestStream.mapper(allowed), pool);
    }

    @Test
    @DisplayName("W-30 a hard link inside is a file inside, wherever its other names are")
    void shouldMapHardLink() throws Exception {
        final Path outside = makePool(directory.resolve("1.pool"));
        final Path inside = Files.createLink(allowed.resolve("2.pool"), outside);
        final RegionMapper mapper = TestStream.mapper(allowed);
        assertMapped(mapper, inside);
        assertRefused(OUTSIDE, mapper, outside);
    }

    @Test
    @DisplayName("W-30 allowed directories may be written with dots, links or a slash at the end")
    void shouldResolveAllowedDirectories() throws Exception {
        final Path link = Files.createSymbolicLink(directory.resolve("link"), allowed);
        for (final String written : List.of(
            allowed + "/", allowed + "/.", allowed + "/../deep", directory + "/./allowed//deep", link + "/../deep")) {
            assertMapped(TestStream.mapper(Path.of(written)), pool);
        }
        assertRefused(OUTSIDE, TestStream.mapper(Path.of(allowed + "/..", "dee")), pool);
        assertRefused(OUTSIDE, TestStream.mapper(Path.of(allowed + "/../../outside")), pool);
    }

    @Test
    @DisplayName("W-30 an allowed directory that was not there at the start is not one that is linked there later")
    void shouldNotFollowAllowedDirectoryThatBecomesLink() throws Exception {
        final Path later = directory.resolve("later");
        final RegionMapper mapper = TestStream.mapper(later);
        Files.createSymbolicLink(later, allowed);
        assertRefused(OUTSIDE, mapper, later.resolve("1.pool"));
        Files.delete(later);
        Files.createDirectory(later);
        assertMapped(mapper, makePool(later.resolve("1.pool")));
    }

    @Test
    @DisplayName("W-30 W-32 a deleted file is refused, also by the way of somebody who still has it open")
    void shouldRefuseDeletedFile() throws Exception {
        final RegionMapper mapper = TestStream.mapper(allowed);
        try (MappedRegion held = mapper.map(TestStream.uri(pool), POOL, false, NOW_NS)) {
            Files.delete(pool);
            assertRefused("cannot be resolved (NoSuchFileException", mapper, pool);
            assertTrue(held.isStillTheSame());
            final Path byDescriptor = descriptorOf(pool);
            assertRefused("", TestStream.mapper(allowed, Path.of("/proc")), byDescriptor);
        }
    }

    private static Path descriptorOf(final Path deleted) throws Exception {
        return SharedMemory.heldBelow(deleted).stream().filter(line -> line.startsWith("/proc/self/fd/"))
            .map(line -> Path.of(line.split(" ")[0])).findFirst().orElseThrow();
    }

    @Test
    @DisplayName("W-30 a file, or a directory on the way, that may not be opened is refused with the reason")
    void shouldRefuseWithoutPermission() throws Exception {
        final List<String> before;
        if (ChildVm.isRoot()) {
            before = List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps",
                "-dac_override,-dac_read_search");
            assumeTrue(ChildVm.canRun("setpriv", "--bounding-set", "-dac_override", "true"), "setpriv is not there");
        } else {
            before = List.of();
        }
        for (final Path closed : List.of(pool, allowed)) {
            final var open = Files.getPosixFilePermissions(closed);
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
            try {
                final ChildVm child =
                    ChildVm.run(before, List.of(), Child.class, directory.toString(), pool.toString());
                assertEquals(0, child.exitCode(), child::output);
                assertTrue(child.output().contains("region " + pool + " refused: it cannot be "), child::output);
                assertTrue(child.output().contains(closed.equals(pool) ? "Permission denied" : "AccessDenied"),
                    child::output);
            } finally {
                Files.setPosixFilePermissions(closed, open);
            }
        }
    }

    /** Maps a region and prints what comes of it. */
    static final class Child {
        public static void main(final String[] arguments) {
            try {
                map(TestStream.mapper(Path.of(arguments[0])), Path.of(arguments[1]), false);
                System.out.println("mapped");
            } catch (final RegionRefusedException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
