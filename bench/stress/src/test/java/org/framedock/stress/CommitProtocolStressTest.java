package org.framedock.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs jcstress in a process of its own and judges what it has written. The short form compiles each meeting with C2
 * in randomised orders; the long form ({@code -Plong}) takes every pair of interpreter, C1 and C2 as well.
 */
class CommitProtocolStressTest {

    private static final String PACKAGE = CommitProtocolStressTest.class.getPackageName() + ".";
    private static final Path DIRECTORY =
        Path.of(System.getProperty("framedock.stress.directory", "target/jcstress")).toAbsolutePath();
    private static final boolean LONG = "long".equals(System.getProperty("framedock.stress.mode"));
    private static final String FORK_ARGS = System.getProperty("framedock.stress.fork.args",
        "--add-exports java.base/jdk.internal.misc=ALL-UNNAMED -Djnr.ffi.x86asm.enabled=false");
    private static final String C2_AT_RANDOM =
        " -XX:-TieredCompilation -XX:+UnlockDiagnosticVMOptions -XX:+StressLCM -XX:+StressGCM";

    private static Map<String, List<TestResult>> results;

    @BeforeAll
    static void run() throws Exception {
        deleteOld();
        Files.createDirectories(DIRECTORY);
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp", System.getProperty("java.class.path"), "org.openjdk.jcstress.Main", "-v", "-r", "report"));
        command.addAll(LONG
            ? List.of("-m", "default", "-jvmArgsPrepend", FORK_ARGS)
            : List.of("-m", "quick", "-sc", "false", "-iters", "2", "-jvmArgs", FORK_ARGS + C2_AT_RANDOM));
        final File console = DIRECTORY.resolve("console.txt").toFile();
        final Process process = new ProcessBuilder(command).directory(DIRECTORY.toFile())
            .redirectErrorStream(true).redirectOutput(console).start();
        try {
            assertTrue(process.waitFor(LONG ? 24 : 1, TimeUnit.HOURS), "jcstress does not end");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        results = read();
        print();
        assertEquals(0, process.exitValue(), () -> "jcstress has failed, see " + console);
    }

    private static void deleteOld() throws IOException {
        if (Files.exists(DIRECTORY)) {
            try (Stream<Path> tree = Files.walk(DIRECTORY)) {
                tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
    }

    private static Map<String, List<TestResult>> read() throws Exception {
        final InProcessCollector collector = new InProcessCollector();
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            final Path blob = files.filter(file -> file.toString().endsWith(".bin.gz")).findFirst()
                .orElseThrow(() -> new AssertionError("jcstress has left no results in " + DIRECTORY));
            final DiskReadCollector reader = new DiskReadCollector(blob.toString(), collector);
            reader.dump();
            reader.close();
        }
        final Map<String, List<TestResult>> byName = new TreeMap<>();
        for (final TestResult result : collector.getTestResults()) {
            byName.computeIfAbsent(result.getName().replace(PACKAGE, ""), name -> new ArrayList<>()).add(result);
        }
        return byName;
    }

    private static void print() {
        results.forEach((name, runs) -> {
            final Map<String, Long> outcomes = new TreeMap<>();
            for (final TestResult run : runs) {
                run.getStateKeys().forEach(key -> outcomes.merge(key, run.getCount(key), Long::sum));
            }
            System.out.println("jcstress " + name + ": " + runs.size() + " runs, " + outcomes);
        });
    }

    private static long count(final Collection<TestResult> runs, final String outcome) {
        return runs.stream().mapToLong(run -> run.getStateKeys().stream()
            .filter(key -> key.contains(outcome)).mapToLong(run::getCount).sum()).sum();
    }

    private static List<TestResult> resultsOf(final Class<?> meeting) {
        final List<TestResult> runs = results.getOrDefault(meeting.getSimpleName(), List.of());
        assertTrue(!runs.isEmpty(), () -> meeting + " did not run");
        runs.forEach(run -> assertEquals(Status.NORMAL, run.status(), () -> meeting + ": " + run.getMessages()));
        return runs;
    }

    private static void assertSound(final Class<?> meeting) {
        final List<TestResult> runs = resultsOf(meeting);
        runs.forEach(run -> assertTrue(run.grading().isPassed, () -> run.grading().failureMessages.toString()));
        assertTrue(count(runs, Reader.ACCEPTED) > 0, "no frame was accepted");
        assertTrue(count(runs, Reader.DROPPED) > 0, "no frame was dropped");
        assertEquals(0, count(runs, Reader.TORN));
        assertEquals(0, count(runs, Reader.STALE));
    }

    @Test
    @DisplayName("W-13 W-14 a frame that is overwritten while it is read is whole or dropped")
    void shouldNotAcceptOverwrittenFrame() {
        assertSound(OverwrittenFrame.class);
    }

    @Test
    @DisplayName("W-12 W-13 W-14 a frame that is looked for while it is written is whole or dropped")
    void shouldNotAcceptFrameBeingWritten() {
        assertSound(FrameBeingWritten.class);
    }

    @Test
    @DisplayName("W-14 W-15 whatever frame a slot holds is whole or dropped, and its word never falls")
    void shouldNotAcceptStaleFrame() {
        assertSound(NewestFrame.class);
    }

    @Test
    @DisplayName("W-14 two consumers of one slot each get a whole frame or drop it")
    void shouldServeTwoConsumers() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 2,
            "a producer and two consumers need three processors");
        assertSound(TwoConsumers.class);
    }

    @Test
    @DisplayName("W-13 W-14 the same tests see torn frames as soon as one half of the protocol is left out")
    void shouldSeeTornFramesOfCounterExamples() {
        // Of both together: one of them alone may be rare on a machine that is busy with other things.
        assertTrue(count(resultsOf(CounterExampleOneLook.class), Reader.TORN)
            + count(resultsOf(CounterExampleNoWritingWord.class), Reader.TORN) > 0, "no torn frame was seen");
    }
}
