package org.framedock.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {

    private static final long EPOCH = 1_795_000_000_000L;

    @TempDir
    private Path directory;
    private Path epoch;

    @BeforeEach
    void makeStream() throws Exception {
        epoch = Regions.make(directory.resolve("7").resolve(Long.toString(EPOCH)), EPOCH);
        Regions.publish(epoch, EPOCH, 100, 20);
    }

    @Test
    @DisplayName("W-2 all fields of the superblocks, and the newest slots first with shape and verdict")
    void shouldShowEpoch() {
        final Verb verb = Verb.run(new InspectMain(), epoch, "--slots", 3);
        assertEquals(0, verb.code(), verb.toString());
        for (final String field : List.of("magic 0x544F504C53484D31", "layoutVersion 1", "epoch " + EPOCH, "streamId 7",
            "regionType HEADER_RING", "regionType PAYLOAD_POOL", "nslots 16", "slotBytes 256", "strideBytes 4096",
            "pid " + ProcessHandle.current().pid() + " (runs)", "startTimestampNs ", "activityTimestampNs ")) {
            assertTrue(verb.out().contains(field), field + " in\n" + verb);
        }
        final List<String> slots = verb.out().lines().filter(line -> line.startsWith("  slot ")).toList();
        assertEquals(3, slots.size(), verb.toString());
        assertTrue(slots.get(0).contains("seq 120 writing"), slots.get(0));
        assertTrue(slots.get(1).startsWith("  slot 7 seq 119 committed"), slots.get(1));
        assertTrue(slots.get(1).contains("UINT16 dims [8, 16] strides [32, 2] ROW, pool 1, 256 bytes"), slots.get(1));
        assertTrue(slots.get(1).contains("metaVersion 3") && slots.get(1).endsWith(": sound"), slots.get(1));
    }

    @Test
    @DisplayName("a file, its URI, its epoch and its stream's directory are all understood")
    void shouldTakeEveryForm() throws Exception {
        final Path newer = Regions.make(directory.resolve("7").resolve(Long.toString(EPOCH + 1)), EPOCH + 1);
        assertTrue(Verb.run(new InspectMain(), Regions.ring(epoch)).out().contains("seq 119 committed"));
        final Verb byUri = Verb.run(new InspectMain(), "shm:file?path=" + Regions.ring(epoch));
        assertTrue(byUri.out().contains("seq 119 committed"), byUri.toString());
        final Verb byStream = Verb.run(new InspectMain(), directory.resolve("7"));
        assertTrue(byStream.out().contains(newer.toString()), byStream.toString());
        assertTrue(byStream.out().contains("other epochs: " + EPOCH), byStream.toString());
        assertTrue(byStream.out().contains("no slot was ever used"), byStream.toString());
    }

    @Test
    @DisplayName("--slots all shows every used slot, --json one object with every field")
    void shouldShowAllAsJson() {
        final Verb verb = Verb.run(new InspectMain(), epoch, "--slots", "all", "--json");
        assertEquals(0, verb.code());
        assertEquals(1, verb.out().lines().count());
        assertEquals(16, verb.out().split("\"seqCommit\":", -1).length - 1, verb.out());
        assertTrue(verb.out().contains("\"payloadSlot\":7"), verb.out());
        assertTrue(verb.out().contains("\"verdict\":\"sound\""), verb.out());
    }

    @Test
    @DisplayName("nothing is written: neither the files' content nor their times change")
    void shouldNotWrite() throws Exception {
        final Path ring = Regions.ring(epoch);
        final FileTime old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(ring, old);
        final byte[] before = Files.readAllBytes(ring);
        Verb.run(new InspectMain(), epoch, "--slots", "all");
        assertEquals(old, Files.getLastModifiedTime(ring));
        assertTrue(java.util.Arrays.equals(before, Files.readAllBytes(ring)));
    }

    @Test
    @DisplayName("a run that has ended is shown, with its process gone and its activity long ago")
    void shouldShowDeadRun() throws Exception {
        Regions.die(epoch);
        final Verb verb = Verb.run(new InspectMain(), epoch);
        assertEquals(0, verb.code(), verb.toString());
        assertTrue(verb.out().contains("(no such process)"), verb.toString());
        assertTrue(verb.out().contains(": sound"), verb.toString());
    }

    @Test
    @DisplayName("W-8 a malformed file gives one clear line each, and exit code 1")
    void shouldExplainMalformedFiles() throws Exception {
        Files.write(directory.resolve("short.pool"), new byte[12]);
        refuses(directory.resolve("short.pool"), "has 12 bytes; a region has at least the 64");
        Files.write(directory.resolve("zeros.pool"), new byte[4096]);
        refuses(directory.resolve("zeros.pool"), "its magic is 0x0");
        refuses(directory.resolve("absent"), "does not exist");
        Files.createSymbolicLink(directory.resolve("link.ring"), Regions.ring(epoch));
        refuses(directory.resolve("link.ring"), "is a link");
        refuses(Files.createDirectory(directory.resolve("empty")), "holds no region");
        Regions.putLong(Regions.ring(epoch), 28, 15);
        refuses(Regions.ring(epoch), "slot count 15 is not a power of two");
        Regions.putLong(Regions.ring(epoch), 28, 1 << 30 | 256L << 32);
        refuses(Regions.ring(epoch), "its superblock speaks of 274877907008");
        final Verb uri = Verb.run(new InspectMain(), "shm:file?path=relative");
        assertEquals(2, uri.code());
        assertTrue(uri.err().contains("the path is not absolute"), uri.toString());
        assertEquals(2, Verb.run(new InspectMain(), epoch, "--slots", "-1").code());
        assertEquals(2, Verb.run(new InspectMain()).code());
    }

    private void refuses(final Path path, final String reason) {
        final Verb verb = Verb.run(new InspectMain(), path);
        assertEquals(1, verb.code(), verb.toString());
        assertTrue((verb.out() + verb.err()).contains(reason), reason + " in\n" + verb);
        assertFalse(verb.err().contains("\tat "), verb.toString());
    }

    @Test
    @DisplayName("W-17 any bytes whatever in a ring or a superblock never end in a stack trace")
    void shouldSurviveAnything() throws Exception {
        final Random random = new Random(7);
        final Path ring = Regions.ring(epoch);
        final byte[] sound = Files.readAllBytes(ring);
        for (int round = 0; round < 150; round++) {
            final byte[] damaged = sound.clone();
            for (int i = 0; i < 40; i++) {
                final boolean inSuperblock = round % 3 == 0 && i < 2;
                damaged[random.nextInt(inSuperblock ? 64 : damaged.length - 64) + (inSuperblock ? 0 : 64)] =
                    (byte)random.nextInt();
            }
            Files.write(ring, damaged);
            final Verb verb = Verb.run(new InspectMain(), epoch, "--slots", "all");
            assertTrue(verb.code() == 0 || verb.code() == 1, verb.toString());
            assertFalse(verb.err().contains("\tat "), verb.toString());
        }
    }
}
