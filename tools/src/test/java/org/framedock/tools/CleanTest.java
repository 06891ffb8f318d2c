package org.framedock.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanTest {

    private static final long EPOCH = 1_795_000_000_000L;

    @TempDir
    private Path directory;
    private Path config;
    private Path namespace;
    private Path epoch;

    @BeforeEach
    void makeDeadRun() throws Exception {
        namespace = directory.resolve("tensorpool-somebody").resolve("lab");
        epoch = Regions.make(namespace.resolve("7").resolve(Long.toString(EPOCH)), EPOCH);
        Files.createFile(namespace.resolve("driver.lock"));
        Regions.die(epoch);
        config = Files.writeString(directory.resolve("driver.toml"), """
            [shm]
            base_dir = "%s"
            [profiles.camera]
            payload_pools = [ { pool_id = 1, stride_bytes = 4096 } ]
            [streams.cam1]
            stream_id = 7
            profile = "camera"
            """.formatted(directory));
    }

    private Verb clean(final Object... more) {
        final List<Object> arguments = new ArrayList<>(List.of("--config", config));
        arguments.addAll(List.of(more));
        return Verb.run(new CleanMain(null), arguments.toArray());
    }

    @Test
    @DisplayName("D-16 the epoch of a dead driver is removed with its stream's directory; the namespace stays")
    void shouldRemoveDeadEpoch() {
        final Verb verb = clean("--yes");
        assertEquals(0, verb.code(), verb.toString());
        assertTrue(verb.out().contains("dead  " + epoch), verb.toString());
        assertTrue(Files.notExists(namespace.resolve("7")), verb.toString());
        assertTrue(Files.exists(namespace.resolve("driver.lock")), verb.toString());
        assertTrue(clean("--yes").out().contains("nothing to clean"));
    }

    @Test
    @DisplayName("nothing is removed without a question, nor by --dry-run, nor after any answer but yes")
    void shouldAskFirst() {
        final Verb alone = clean();
        assertEquals(1, alone.code(), alone.toString());
        assertTrue(alone.err().contains("--yes"), alone.toString());
        assertEquals(0, clean("--dry-run", "--json").code());
        final List<String> questions = new ArrayList<>();
        Verb.run(new CleanMain(text -> {
            questions.add(text);
            return "no";
        }), "--config", config);
        assertEquals(1, questions.size());
        assertTrue(questions.get(0).contains("Remove 1 directory"), questions.get(0));
        assertTrue(Files.exists(Regions.ring(epoch)));
        Verb.run(new CleanMain(text -> "y"), "--config", config);
        assertTrue(Files.notExists(epoch));
    }

    @Test
    @DisplayName("D-18 nothing is touched where a driver holds the lock")
    void shouldKeepWhereDriverIsAlive() throws Exception {
        try (FileChannel channel = FileChannel.open(namespace.resolve("driver.lock"), StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            keeps("its driver is alive");
        }
    }

    @Test
    @DisplayName("a driver that begins while the question is open keeps what it has")
    void shouldJudgeAnewAfterAnswer() throws Exception {
        final List<FileChannel> opened = new ArrayList<>();
        final Verb verb = Verb.run(new CleanMain(text -> {
            try {
                final FileChannel channel =
                    FileChannel.open(namespace.resolve("driver.lock"), StandardOpenOption.WRITE);
                opened.add(channel);
                channel.lock();
            } catch (final java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return "yes";
        }), "--config", config);
        opened.get(0).close();
        assertEquals(1, verb.code(), verb.toString());
        assertTrue(verb.err().contains("a driver has begun meanwhile"), verb.toString());
        assertTrue(Files.exists(Regions.ring(epoch)), verb.toString());
    }

    @Test
    @DisplayName("the epoch of a process that runs, or one that was active just now, is kept")
    void shouldKeepLivingEpoch() throws Exception {
        final Process process = new ProcessBuilder("sleep", "60").start();
        try {
            Regions.putLong(Regions.ring(epoch), Regions.PID_OFFSET, process.pid());
            Regions.putLong(Regions.ring(epoch), Regions.START_OFFSET, System.nanoTime());
            keeps("process " + process.pid() + ", which made it, runs");
            // The same id, but the process is younger than the region: its maker is gone.
            Regions.putLong(
                Regions.ring(epoch), Regions.START_OFFSET, System.nanoTime() - TimeUnit.HOURS.toNanos(1));
            assertTrue(clean("--dry-run").out().contains("dead  " + epoch));
        } finally {
            process.destroyForcibly();
        }
        Regions.putLong(Regions.ring(epoch), Regions.ACTIVITY_OFFSET, System.nanoTime());
        keeps("it was active");
    }

    @Test
    @DisplayName("an epoch that any process has mapped is kept, and the process is named")
    void shouldKeepMappedEpoch() throws Exception {
        final Process mapper = new ProcessBuilder("python3", "-c", "import mmap,sys,time\n"
            + "f=open(sys.argv[1],'rb')\nm=mmap.mmap(f.fileno(),0,prot=mmap.PROT_READ)\nprint('mapped',flush=True)\n"
            + "time.sleep(60)", epoch.resolve("1.pool").toString()).start();
        try (java.io.BufferedReader printed = mapper.inputReader()) {
            org.junit.jupiter.api.Assumptions.assumeTrue("mapped".equals(printed.readLine()), "needs python3");
            keeps("process " + mapper.pid() + " has it mapped");
        } finally {
            mapper.destroyForcibly();
        }
    }

    private void keeps(final String why) {
        final Verb verb = clean("--yes");
        assertEquals(0, verb.code(), verb.toString());
        assertTrue(verb.out().contains(why), why + " in\n" + verb);
        assertTrue(Files.exists(Regions.ring(epoch)), verb.toString());
    }

    @Test
    @DisplayName("W-30 D-19b links lead nowhere: neither to another directory nor to a file outside")
    void shouldNotFollowLinks() throws Exception {
        final Path outside = Files.createDirectories(directory.resolve("outside"));
        final Path precious = Regions.make(outside.resolve("7").resolve("5"), 5);
        Regions.die(precious);
        Files.createSymbolicLink(namespace.resolve("8"), outside.resolve("7"));
        Files.createSymbolicLink(namespace.resolve("7").resolve("6"), precious);
        Files.createSymbolicLink(directory.resolve("tensorpool-other"), outside);
        Files.createSymbolicLink(epoch.resolve("9.pool"), Regions.ring(precious));
        final Verb verb = clean("--yes");
        assertEquals(1, verb.code(), verb.toString());
        assertTrue(verb.err().contains("9.pool, which does not belong there"), verb.toString());
        assertTrue(Files.exists(Regions.ring(precious)), verb.toString());
        assertTrue(Files.exists(Regions.ring(epoch)), verb.toString());
    }

    @Test
    @DisplayName("an epoch that holds anything but regions is left as it is")
    void shouldLeaveOtherFiles() throws Exception {
        Files.writeString(epoch.resolve("notes.txt"), "mine");
        final Verb verb = clean("--yes");
        assertEquals(1, verb.code(), verb.toString());
        assertTrue(verb.err().contains("notes.txt"), verb.toString());
        assertTrue(Files.exists(epoch.resolve("1.pool")), verb.toString());
    }

    @Test
    @DisplayName("a directory that is no media driver's is never removed as one")
    void shouldRefuseOtherDirectory() throws Exception {
        final Path photos = Files.createDirectories(directory.resolve("photos"));
        Files.writeString(photos.resolve("a.jpg"), "mine");
        final Verb verb = clean("--yes", "--aeron-dir", photos);
        assertTrue(verb.out().contains("kept  " + photos), verb.toString());
        assertTrue(Files.exists(photos.resolve("a.jpg")));
        Files.writeString(photos.resolve("cnc.dat"), "");
        assertEquals(1, clean("--yes", "--aeron-dir", photos).code());
        assertTrue(Files.exists(photos.resolve("cnc.dat")));
    }

    @Test
    @DisplayName("a wrong or missing settings file is exit code 2 and a line without a stack")
    void shouldRefuseWrongSettings() throws Exception {
        assertEquals(2, Verb.run(new CleanMain(null), "--config", directory.resolve("absent.toml")).code());
        Files.writeString(config, "[shm]\nbase_dri = 1\n");
        final Verb verb = clean("--yes");
        assertEquals(2, verb.code(), verb.toString());
        assertTrue(verb.err().contains("base_dri"), verb.toString());
    }
}
