package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An attacker changes what a path means while it is being checked. */
class RegionMapperRaceTest {

    private static final int ATTEMPTS = 4_000;
    private static final int ROUNDS = 10_000;
    private static final long NOW_NS = 1_000_000_000_000L;
    private static final RegionSpec POOL = RegionSpec.payloadPool(TestStream.EPOCH, TestStream.STREAM, 1, 8, 64);

    @TempDir(factory = SharedMemory.class)
    private Path directory;

    private int refused;

    /** Maps a path again and again while another thread changes it; refusals are as good as mappings. */
    private void mapWhile(final Path path, final IoAction change) throws Exception {
        final AtomicBoolean ended = new AtomicBoolean();
        final Thread attacker = new Thread(() -> {
            try {
                while (!ended.get()) {
                    change.run();
                }
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        attacker.setDaemon(true);
        attacker.start();
        try {
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                final RegionMapper mapper = TestStream.mapper(directory.resolve("allowed"));
                for (int i = 0; i < ATTEMPTS; i++) {
                    try (MappedRegion region = mapper.map(TestStream.uri(path), POOL, false, NOW_NS)) {
                        assertEquals(1, region.superblock().pid(), "a region from outside");
                    } catch (final RegionRefusedException asItShould) {
                        refused++;
                    }
                }
            }, "the mapper hangs");
        } finally {
            ended.set(true);
            attacker.join();
        }
        assertEquals(List.of(), SharedMemory.heldBelow(directory));
        assertTrue(refused > 0, "the attack never hit");
    }

    /** Something with files. */
    private interface IoAction {
        void run() throws IOException;
    }

    private Path makePool(final String path, final int pid) throws Exception {
        final Path pool = directory.resolve(path);
        Files.createDirectories(pool.getParent());
        RegionFile.create(pool, POOL, TestStream.PRIVATE, NOW_NS).close();
        SharedMemory.write(pool, 40, SharedMemory.littleEndian(pid, 8));
        return pool;
    }

    private static void replace(final Path path, final Path by) throws IOException {
        Files.move(by, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    @DisplayName("W-7 W-8 a region that was mapped while its superblock was being written stays the same")
    void shouldRememberWholeSuperblock() throws Exception {
        final Path path = directory.resolve("1.pool");
        final AtomicInteger round = new AtomicInteger();
        try (RegionFile file = RegionFile.create(path, POOL, TestStream.PRIVATE, NOW_NS)) {
            final FutureTask<Void> writing = new FutureTask<>(() -> {
                for (int i = 1; i <= ROUNDS; i++) {
                    while (round.get() < i) {
                        Thread.onSpinWait();
                    }
                    // Meets the mapper at another point each time.
                    for (int spins = i * 7 % 1024; spins > 0; spins--) {
                        Thread.onSpinWait();
                    }
                    file.superblock().write(POOL, 1, NOW_NS);
                }
                return null;
            });
            final Thread writer = new Thread(writing, "writer");
            writer.setDaemon(true);
            writer.start();
            final RegionMapper mapper = TestStream.mapper(directory);
            for (int i = 1; i <= ROUNDS; i++) {
                SharedMemory.write(path, 0, new byte[RegionSpec.SUPERBLOCK_BYTES]);
                round.set(i);
                mapOnceWhole(mapper, path);
            }
            writing.get();
        }
        assertTrue(refused > 0, "never mapped too early");
    }

    private void mapOnceWhole(final RegionMapper mapper, final Path path) {
        final long deadlineNs = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try (MappedRegion region = mapper.map(TestStream.uri(path), POOL, false, NOW_NS)) {
                assertTrue(region.isStillTheSame(), "half a superblock was remembered");
                return;
            } catch (final RegionRefusedException notYetWhole) {
                refused++;
                assertTrue(System.nanoTime() - deadlineNs < 0, notYetWhole.getMessage());
            }
        }
    }

    @Test
    @DisplayName("W-30 a pipe that takes the place of a checked file does not hang the mapper")
    void shouldNotHangOnPipe() throws Exception {
        final Path pool = makePool("allowed/1.pool", 1);
        final Path pipe = directory.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        final Path spare = directory.resolve("spare");
        mapWhile(pool, () -> {
            Files.createLink(spare, pool);
            replace(pool, pipe);
            Files.createLink(pipe, pool);
            replace(pool, spare);
        });
    }

    @Test
    @DisplayName("W-30 a directory that becomes a link to the outside never lets an outside region in")
    void shouldNotFollowDirectoryThatBecomesLink() throws Exception {
        final Path pool = makePool("allowed/sub/1.pool", 1);
        makePool("outside/1.pool", 2);
        final Path sub = pool.getParent();
        final Path aside = directory.resolve("aside");
        mapWhile(pool, () -> {
            Files.move(sub, aside, StandardCopyOption.ATOMIC_MOVE);
            Files.createSymbolicLink(sub, directory.resolve("outside"));
            Files.delete(sub);
            Files.move(aside, sub, StandardCopyOption.ATOMIC_MOVE);
        });
    }
}
