package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bench in its shortest form. Its figures are printed and not judged: only what holds on a machine of any speed and
 * under any load is.
 */
@DisplayName("The bench")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BenchTest {

    private static final String COPIED = "throughput/one/copy/16MiB/touch";
    private static final String IN_PLACE = "throughput/one/in-place/16MiB/touch";
    private static final String LATENCY = "latency/two/copy/64B/10000Hz";
    private static final List<String> WHOLE = List.of(COPIED, IN_PLACE, "throughput/one/copy/64B/touch",
        "throughput/one/copy/64B/touch/4consumers/2streams", "throughput/two/copy/640KiB/read",
        "throughput/two/in-place/64B/touch", LATENCY);
    private static final List<String> PARTS = List.of("part/commit", "part/headerEncode", "part/commitWithHeader",
        "part/descriptorPublishAndPoll", "part/consumerCheck");
    private static final List<String> LIMITS = List.of("limit/copy-640KiB-hot-Unsafe", "limit/copy-640KiB-hot-C-memcpy",
        "limit/copy-640KiB-cold-C-memcpy", "limit/copy-4MiB-C-memcpy", "limit/core-to-core-round-trip",
        "limit/Aeron-48B-round-trip", "limit/Aeron-48B-one-way-p50-at-10000Hz", "limit/Aeron-640KiB-copied");

    /** What a logger or a lost time slice may cost once, however few frames there were. */
    private static final double ONCE_BYTES = 256 * 1024;
    private static final double ROUNDED_TO_ZERO = 0.5;
    /** Passing 16 MiB by without a copy is thousands of times faster than copying them. */
    private static final double AT_LEAST = 10;

    /** Half a minute where nothing else runs. */
    private static final long PATIENCE_S = 400;

    private final Map<String, Map<?, ?>> results = new HashMap<>();
    private Path folder;
    private Program bench;

    @BeforeAll
    void runOnce(@TempDir final Path out) throws Exception {
        folder = out;
        bench = Program.start(Map.of(), "bench", "--smoke", "--out", out);
        Await.until(() -> "the bench has not ended:\n" + bench.output(), PATIENCE_S, () -> !bench.isAlive());
        assertEquals(0, bench.awaitExit(), bench::output);
        System.out.println(bench.output());
        final Map<?, ?> json = (Map<?, ?>)Json.read(Files.readString(out.resolve("bench.json")));
        for (final Object item : (List<?>)json.get("results")) {
            final Map<?, ?> result = (Map<?, ?>)item;
            results.put((String)result.get("name"), result);
        }
    }

    @AfterAll
    void end() {
        bench.close();
    }

    @Test
    void shouldWriteEveryFigureWithItsUnitAndRepeats() {
        for (final List<String> names : List.of(WHOLE, PARTS, LIMITS)) {
            for (final String name : names) {
                final Map<?, ?> result = results.get(name);
                assertTrue(result != null, name + " is missing in " + results.keySet());
                assertTrue(number(result, "median") > 0, result.toString());
                assertTrue(number(result, "min") <= number(result, "max"), result.toString());
                assertTrue(!((List<?>)result.get("samples")).isEmpty(), result.toString());
                assertTrue(!((String)result.get("unit")).isEmpty(), result.toString());
            }
        }
        WHOLE.forEach(name -> assertTrue(results.get(name).get("limit") instanceof Map, name));
        assertTrue(Files.exists(folder.resolve("bench.svg")));
    }

    @Test
    void shouldAllocateNothingForAFrame() {
        for (final String name : WHOLE) {
            final Map<?, ?> result = results.get(name);
            final double frames = number(result, "frames");
            final double bytes = number(result, "allocatedBytesPerFrame") * frames;
            assertTrue(bytes <= frames * ROUNDED_TO_ZERO + ONCE_BYTES,
                name + " allocated " + bytes + " bytes for " + frames + " frames");
        }
    }

    @Test
    void shouldPassLargeFramesInPlaceFasterThanByCopy() {
        final double ratio = number(results.get(IN_PLACE), "median") / number(results.get(COPIED), "median");
        assertTrue(ratio > AT_LEAST, "only " + ratio + " times");
    }

    @Test
    void shouldGiveLatenciesInOrder() {
        final Map<?, ?> percentiles = (Map<?, ?>)results.get(LATENCY).get("percentilesNs");
        double last = 0;
        for (final String percentile : List.of("p50", "p90", "p99", "p99.9", "max")) {
            final double ns = number(percentiles, percentile);
            assertTrue(ns >= last, percentiles.toString());
            last = ns;
        }
    }

    @Test
    void shouldLeaveNothingInSharedMemory() throws Exception {
        try (var files = Files.list(Path.of("/dev/shm"))) {
            final List<Path> left = files.filter(file -> file.getFileName().toString().startsWith("framedock-bench"))
                .filter(file -> file.toString().contains("-" + bench.pid() + "-")).toList();
            assertTrue(left.isEmpty(), left.toString());
        }
    }

    private static double number(final Map<?, ?> map, final String key) {
        return (Double)map.get(key);
    }
}
