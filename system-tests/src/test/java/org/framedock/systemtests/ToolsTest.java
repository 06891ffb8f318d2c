package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The verbs that need no container, against a real driver, producer and consumer, and after they were killed. */
class ToolsTest {

    /** How the labels of a client's counters end that name stream, client and instance. */
    private static final String OF_CAM1 = "stream=cam1 \\(1\\) client=\\d+ instance=driver-example";
    private static final Path CONFIG = Program.distribution().resolve("config/driver_integration_example.toml");
    private static final Path CLIENT_CONFIG = Program.distribution().resolve("config/defaults.toml");

    private final Scene scene = new Scene();
    private Program driver;
    private Program producer;
    private Program consumer;

    @AfterEach
    void endAll() {
        for (final Program program : new Program[] {consumer, producer, driver}) {
            if (program != null) {
                program.close();
            }
        }
        scene.close();
    }

    private Program start(final Object... arguments) {
        return Program.start(scene.environment(), arguments);
    }

    private void startDriverAndProducer() {
        driver = start("driver", CONFIG);
        driver.awaitLine("ready");
        producer = start("producer", CONFIG, CLIENT_CONFIG, 0);
    }

    private String run(final int expectedCode, final Object... arguments) {
        try (Program verb = start(arguments)) {
            assertEquals(expectedCode, verb.awaitExit(), verb.output());
            assertFalse(verb.output().contains("\tat "), verb.output());
            return verb.output();
        }
    }

    @Test
    @DisplayName("hz counts frames and bytes without a lease; the producer loses none by it")
    void shouldMeasureStream() {
        startDriverAndProducer();
        try (CounterView counters = new CounterView(scene.aeronDirectory())) {
            final String lines = run(0, "hz", "cam1", "--config", CONFIG, "--count", 100);
            assertTrue(
                lines.matches("(?s).* frames/s, [0-9.]+ MiB/s, captured every ms min/mean/max/stddev .*"), lines);
            assertTrue(lines.matches("(?s).*total: 100 frames in .*"), lines);
            final String json = run(0, "hz", "--stream", 1, "--config", CONFIG, "--seconds", 1, "--json");
            assertTrue(json.contains("\"kind\":\"second\"") && json.contains("\"intervals\":\"capture\""), json);
            counters.await("framedock: leases stream=cam1 \\(1\\) instance=driver-example", value -> value == 1);
            counters.await("framedock: frames lost by back-pressure " + OF_CAM1, value -> value == 0);
        }
    }

    @Test
    @DisplayName("watch shows announces, descriptors, control and QoS messages as lines and as JSON")
    void shouldWatchMessages() {
        startDriverAndProducer();
        final String announce = run(0, "watch", "announces", "--config", CONFIG, "--count", 1, "--json");
        assertTrue(announce.contains("\"message\":\"ShmPoolAnnounce\",\"streamId\":1,"), announce);
        final String descriptors = run(0, "watch", "descriptors", "--config", CONFIG, "--rate", 5, "--count", 6);
        assertTrue(descriptors.contains(" FrameDescriptor streamId=1 epoch="), descriptors);
        assertTrue(descriptors.contains(" not-shown count="), descriptors);
        final String control = run(0, "watch", "control", "--config", CONFIG, "--count", 1, "--stream", "cam1");
        assertTrue(control.contains("ShmLeaseKeepalive leaseId="), control);
        final String qos = run(0, "watch", "qos", "--config", CONFIG, "--count", 1);
        assertTrue(qos.contains("QosProducer streamId=1 producerId="), qos);
    }

    @Test
    @DisplayName("inspect shows a live stream and what a killed one left; clean removes that when nobody uses it")
    void shouldInspectAndClean() {
        startDriverAndProducer();
        consumer = start("consumer", CONFIG, CLIENT_CONFIG, 0);
        consumer.awaitLine("first frame after");
        final Path stream = scene.regions().resolve("1");
        final String live = run(0, "inspect", stream, "--slots", 4);
        assertTrue(live.contains("pid " + driver.pid() + " (runs)"), live);
        assertTrue(live.contains("UINT8 dims [655360] strides [1] ROW, pool 1, 655360 bytes"), live);
        assertTrue(run(0, "clean", "--config", CONFIG, "--namespace", scene.name(), "--yes")
            .contains("its driver is alive"));
        driver.kill();
        final String used = run(0, "clean", "--config", CONFIG, "--namespace", scene.name(), "--yes");
        assertTrue(used.contains("kept ") && Files.exists(stream), used);
        producer.kill();
        consumer.kill();
        final String dead = run(0, "inspect", stream);
        assertTrue(dead.contains("pid " + driver.pid() + " (no such process)"), dead);
        assertTrue(dead.contains(": sound"), dead);
        Await.until(() -> "never dead: " + listed(), 60, () -> listed().lines().noneMatch(
            line -> line.startsWith("kept  ")));
        final String cleaned = run(0, "clean", "--config", CONFIG, "--namespace", scene.name(), "--aeron-dir",
            scene.aeronDirectory(), "--yes");
        assertTrue(Files.notExists(stream), cleaned);
        assertTrue(Files.notExists(scene.aeronDirectory()), cleaned);
        assertTrue(run(0, "errors", scene.regions()).contains("process " + driver.pid() + " from "));
    }

    private String listed() {
        return run(0, "clean", "--config", CONFIG, "--namespace", scene.name(), "--dry-run", "--aeron-dir",
            scene.aeronDirectory());
    }

    @Test
    @DisplayName("AeronStat shows what driver, producer and consumer count; counters come again with a new driver")
    void shouldShowCounters() throws IOException {
        startDriverAndProducer();
        consumer = start("consumer", CONFIG, CLIENT_CONFIG, 0);
        consumer.awaitLine("first frame after");
        try (CounterView counters = new CounterView(scene.aeronDirectory())) {
            assertCounters(counters);
            driver.kill();
            driver = start("driver", CONFIG);
            driver.awaitLine("ready");
            assertCounters(counters);
            consumer.terminate().awaitExit();
            counters.awaitNone("framedock: frames accepted .*");
            final Path printed = Files.createTempFile(scene.folder(), "aeron-stat", ".txt");
            try (Program stat = Program.start(Map.of(), printed, Program.java(
                "--add-exports", "java.base/jdk.internal.misc=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), "-Daeron.dir=" + scene.aeronDirectory(),
                "io.aeron.samples.AeronStat", "watch=false", "type=900..?"))) {
                assertEquals(0, stat.awaitExit(), stat.output());
                assertTrue(
                    stat.output().contains("framedock: frames published stream=cam1 (1) client="), stat.output());
                assertTrue(stat.output().contains("framedock: epochs made instance=driver-example"), stat.output());
            }
        }
    }

    private static void assertCounters(final CounterView counters) {
        counters.await("framedock: frames published " + OF_CAM1, value -> value > 10);
        counters.await("framedock: frames accepted " + OF_CAM1, value -> value > 10);
        counters.await("framedock: frames dropped invalid " + OF_CAM1, value -> value == 0);
        counters.await("framedock: leases stream=cam1 \\(1\\) instance=driver-example", value -> value == 2);
        counters.await("framedock: epochs made instance=driver-example", value -> value >= 1);
    }

    @Test
    @DisplayName("a container's counters tell each stream's state and losses, also of a stream without a source")
    void shouldShowDockCounters() throws IOException {
        final Path home = scene.folder().resolve("home");
        try (Program container = start("run", "--home", home);
            CounterView counters =
                new CounterView(Path.of("/dev/shm/aeron-framedock-" + scene.name()))) {
            counters.await("framedock: state stream=cam1 \\(1\\) instance=framedock", value -> value == 4);
            Files.copy(Program.jar("sources", "framedock-pattern"), home.resolve("deploy/pattern.jar"));
            counters.await("framedock: state stream=cam1 \\(1\\) instance=framedock", value -> value == 2);
            counters.await("framedock: frames of the source stream=cam1 \\(1\\) instance=framedock",
                value -> value > 10);
            counters.await("framedock: frames published stream=cam1 \\(1\\) client=\\d+ instance=framedock",
                value -> value > 10);
            counters.await("framedock: frames lost: incomplete stream=cam1 \\(1\\) instance=framedock",
                value -> value == 0);
            assertTrue(run(0, "errors", home).contains(home.resolve("data/errors.dat") + ": process "
                + container.pid()));
            assertEquals(0, container.terminate().awaitExit(), container.output());
        }
    }
}
