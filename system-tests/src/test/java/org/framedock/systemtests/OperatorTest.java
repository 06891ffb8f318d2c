package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The operator's verbs as processes of their own, against a real container and a real driver. */
class OperatorTest {

    private static final String TOML = """
        [driver]
        instance_id = "operator-test"
        aeron_dir = "/dev/shm/aeron-${USER}"

        [shm]
        base_dir = "/dev/shm"
        namespace = "default"

        [profiles.camera]
        header_nslots = 16
        payload_pools = [ { pool_id = 1, stride_bytes = 65536 } ]

        [streams.cam1]
        stream_id = 10001
        profile = "camera"

        [streams.cam2]
        stream_id = 10002
        profile = "camera"

        [streams.cam3]
        stream_id = 10003
        profile = "camera"
        """;

    private final Scene scene = new Scene();
    private final Path home = scene.folder().resolve("home");
    private final List<Program> programs = new ArrayList<>();

    @AfterEach
    void endAll() {
        programs.forEach(Program::close);
        scene.close();
    }

    /** What a verb said. */
    private record Said(int code, String out, String err) {

        Map<?, ?> object() {
            return (Map<?, ?>) JsonReader.read(out);
        }

        List<?> list() {
            return (List<?>) JsonReader.read(out);
        }
    }

    /** So that the processes of this test are found, and no others. */
    private Map<String, String> environment() {
        final Map<String, String> environment = new HashMap<>(scene.environment());
        environment.put("FRAMEDOCK_RUN_DIR", scene.folder().resolve("run").toString());
        environment.put("FRAMEDOCK_HOME", "");
        return environment;
    }

    /** As the script runs it: one jar, one class, no flags of the other programs. */
    private Said ask(final String... words) {
        final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
            .toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", Program.jar("lib", "framedock-runtime")
            .toString(), "org.framedock.runtime.OperatorClient"));
        command.addAll(List.of(words));
        final Path out = scene.folder().resolve("out");
        final Path err = scene.folder().resolve("err");
        final ProcessBuilder builder =
            new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment());
        try {
            final Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(List.of(words) + " has not ended");
            }
            final Said said = new Said(process.exitValue(), Files.readString(out), Files.readString(err));
            assertFalse(said.err.contains("\tat "), "a stack trace: " + said.err);
            return said;
        } catch (final IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Program start(final Object... arguments) {
        final Program program = Program.start(environment(), arguments);
        programs.add(program);
        return program;
    }

    /** Asks until it is so. */
    private Said await(final Predicate<Said> so, final String... words) {
        final Said[] last = new Said[1];
        final Supplier<String> otherwise = () -> List.of(words) + " says " + last[0] + "\n"
            + programs.get(0).output();
        Await.until(otherwise, 60, () -> {
            last[0] = ask(words);
            return so.test(last[0]);
        });
        return last[0];
    }

    private Program startContainer() throws IOException {
        scene.write("home/config/driver.toml", TOML);
        scene.write("home/config/streams/cam1.cfg", "source=pattern\n# how fast\nrate_hz=50\npayload_bytes=4096\n");
        scene.write("home/config/streams/cam2.cfg", "source=pattern\nrate_hz=20\npayload_bytes=65536\n");
        scene.write("home/config/streams/cam3.cfg", "source=nosuch\n");
        Files.createDirectories(home.resolve("deploy"));
        Files.copy(Program.jar("sources", "framedock-pattern"), home.resolve("deploy/pattern.jar"));
        final Program container = start("run", "--no-shell", "--home", home);
        container.awaitLine("container of .* up");
        return container;
    }

    @Test
    @DisplayName("one look at a container of three streams tells what runs, what does not, and what to do")
    void shouldShowContainer() throws IOException {
        final Program container = startContainer();
        await(said -> said.out.lines().filter(line -> line.contains("STREAMING")).count() == 2, "status");
        final Program consumer = start("consumer", home.resolve("config/driver.toml"), "--stream", "cam1");
        final Said status = await(said -> said.out.matches("(?s).*cam1 +STREAMING +pattern .* 1 .*"), "status");
        assertEquals(0, status.code);
        assertTrue(status.out.startsWith("container pid " + container.pid() + " in " + home + ", up "), status.out);
        assertTrue(status.out.contains("\ndriver operator-test RUNNING, shared memory "), status.out);
        assertTrue(status.out.contains("\nhealth DEGRADED: stream cam3: "), status.out);
        assertEquals(List.of("[]"), List.of(ask("devices", "--json").out.strip()));

        final Map<?, ?> cam1 = await(said -> {
            final Map<?, ?> stream = said.code == 0 ? said.object() : Map.of();
            return stream.get("framesPerSecond") instanceof Double rate && rate > 0
                && stream.get("openSlots") != null;
        }, "streams", "cam1", "--json").object();
        assertEquals("UINT8 4096", cam1.get("format"));
        assertEquals("STREAMING", cam1.get("state"));
        assertEquals(10_001.0, cam1.get("streamId"));
        assertEquals(Map.of("payload_bytes", "4096", "rate_hz", "50", "slots_lent", "8"), cam1.get("settings"));
        assertEquals(3, ask("streams", "--json").list().size());
        assertTrue(ask("streams").out.contains("IDLE (SOURCE_MISSING)"));

        final List<?> leases = await(said -> said.list().stream().anyMatch(lease ->
            "CONSUMER".equals(((Map<?, ?>)lease).get("role")) && ((Map<?, ?>)lease).get("lagFrames") != null
                && ((Map<?, ?>)lease).get("pid") != null), "leases", "--json").list();
        final Map<?, ?> reader = (Map<?, ?>)leases.stream()
            .filter(lease -> "CONSUMER".equals(((Map<?, ?>)lease).get("role"))).findFirst().orElseThrow();
        assertEquals((double)consumer.pid(), reader.get("pid"), "the process that reads");
        assertEquals("consumer", reader.get("program"));
        assertTrue(ask("leases").out.contains(Long.toString(container.pid())), "the process that feeds");
        final Program second = start("consumer", home.resolve("config/driver.toml"), "--stream", "cam1");
        await(said -> said.out.contains(consumer.pid() + "  consumer")
            && said.out.contains(second.pid() + "  consumer"), "leases");

        assertEquals("pattern", ((Map<?, ?>)ask("sources", "--json").list().get(0)).get("kind"));
        assertTrue(ask("plugins").out.matches("(?s).*deploy/pattern\\.jar +org\\.framedock\\.pattern .*ACTIVE.*"));
        final Said diag = ask("diag");
        assertEquals(1, diag.code);
        assertTrue(diag.out.contains("stream cam3: ") && !diag.out.contains("stream cam1: "), diag.out);
        assertTrue(diag.out.contains("\n    copy the jar of source nosuch into deploy/"), diag.out);
        assertEquals(1, ask("health").code);
        assertEquals("DEGRADED", ask("health", "--json").object().get("level"));
        final Said top = ask("top", "--count", "2");
        assertEquals(2, top.out.lines().filter(line -> line.startsWith("container pid ")).count());
        assertEquals("CONTAINER", ((Map<?, ?>)ask("status", "--json").object().get("process")).get("kind"));
    }

    @Test
    @DisplayName("swap, set, start and stop wait for what comes of them and say it in one line")
    void shouldChangeStreams() throws IOException {
        startContainer();
        await(said -> said.out.lines().filter(line -> line.contains("STREAMING")).count() == 2, "status");
        final Object epoch = ask("streams", "cam1", "--json").object().get("epoch");
        assertEquals(new Said(0, "stream cam1: rate_hz is 40 now\n", ""), ask("set", "cam1", "rate_hz", "40"));
        final Path file = home.resolve("config/streams/cam1.cfg");
        assertTrue(Files.readString(file).contains("rate_hz=50"), "nothing is written without --save");
        final Said refused = ask("set", "cam1", "rate_hz", "-5");
        assertEquals(1, refused.code);
        assertTrue(refused.err.matches("framedock: stream cam1 keeps its settings: rate_hz = -5 is not accepted.*\n"),
            refused.err);
        final Map<?, ?> after = await(said -> "40".equals(((Map<?, ?>)said.object().get("settings")).get("rate_hz"))
            && "NONE".equals(said.object().get("detail")), "streams", "cam1", "--json").object();
        assertEquals("STREAMING", after.get("state"));
        assertEquals(epoch, after.get("epoch"), "lease and epoch go on");
        assertEquals(new Said(0, "stream cam1: rate_hz is 30 now; saved in config/streams/cam1.cfg\n", ""),
            ask("set", "cam1", "rate_hz", "30", "--save"));
        assertEquals("source=pattern\n# how fast\nrate_hz=30\npayload_bytes=4096\n", Files.readString(file));

        final Said swapped = ask("swap", "cam2", "pattern", "rate_hz=10", "payload_bytes=1000");
        assertEquals(0, swapped.code, swapped.err);
        assertTrue(swapped.out.startsWith("stream cam2 is fed by pattern now"), swapped.out);
        assertEquals(new Said(1, "", "framedock: no source of kind foo is there: it has to be one of pattern\n"),
            ask("swap", "cam2", "foo"));
        assertEquals(new Said(1, "", "framedock: there is no stream camX: it has to be one of cam1, cam2, cam3\n"),
            ask("stop", "camX"));
        assertEquals(0, ask("stop", "cam2").code);
        assertEquals("STOPPED_BY_OPERATOR", ask("streams", "cam2", "--json").object().get("detail"));
        assertEquals(0, ask("start", "cam2").code);
        assertEquals("STREAMING", ask("streams", "cam2", "--json").object().get("state"));
        final Said missing = ask("start", "cam3");
        assertEquals(1, missing.code);
        assertEquals(1, missing.err.lines().count(), missing.err);
        assertEquals(false, ask("start", "cam3", "--json").object().get("isDone"));
        Files.delete(home.resolve("config/streams/cam3.cfg"));
        assertEquals(0, ask("health", "--wait", "60").code, "nothing is broken any more");
        assertEquals(new Said(0, "all is fine\n", ""), ask("diag"));
        assertEquals(new Said(0, "READY\n", ""), ask("health"));
    }

    @Test
    @DisplayName("a bare driver is asked in the same way; with two processes one has to be named, with none it says so")
    void shouldTellProcessesApart() throws IOException {
        final Said nobody = ask("status");
        assertEquals(3, nobody.code);
        assertTrue(nobody.err.contains("no container or driver of this user runs; 'framedock run'"), nobody.err);
        assertEquals(3, ask("health", "--wait", "1").code);
        assertEquals(2, ask("status", "--bogus").code);

        final Path toml = scene.write("driver.toml", TOML);
        final Program driver = start("driver", toml);
        driver.awaitLine("driver operator-test ready");
        final Said health = await(said -> said.code == 0, "health");
        assertEquals("READY\n", health.out);
        final Map<?, ?> snapshot = ask("status", "--json").object();
        assertEquals("DRIVER", ((Map<?, ?>)snapshot.get("process")).get("kind"));
        assertEquals(3, ((List<?>)snapshot.get("streams")).size());
        final Program producer = start("producer", toml, "--stream", "cam1");
        final Map<?, ?> cam1 = await(said -> said.code == 0 && said.object().get("framesPerSecond") instanceof Double
            rate && rate > 0, "streams", "cam1", "--json").object();
        assertEquals("EXTERNAL", cam1.get("state"));
        assertNull(cam1.get("frames"));
        assertEquals(65_536.0, await(said -> said.object().get("mebibytesPerSecond") != null, "streams", "cam1",
            "--json").object().get("payloadBytes"));
        assertTrue(ask("streams").out.contains("UINT8 65536"), "what its frames look like");
        assertTrue(ask("status").out.contains("UINT8 65536, 65536 bytes"), "and here");
        await(said -> said.out.contains(producer.pid() + "  producer"), "leases");
        final Said refused = ask("stop", "cam1");
        assertEquals(1, refused.code);
        assertTrue(refused.err.contains("bare driver"), refused.err);
        final Program hz = start("hz", "cam1", "--count", 5);
        assertEquals(0, hz.awaitExit(), "it finds the driver that runs: " + hz.output());

        final Path run = scene.folder().resolve("run");
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
        final Said open = ask("status");
        assertEquals(3, open.code);
        assertTrue(open.err.contains("is not trusted"), open.err);
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx------"));

        scene.write("home/config/driver.toml", TOML.replace("aeron-${USER}", "aeron-framedock-${USER}")
            .replace("\"/dev/shm\"\nnamespace = \"default\"", "\"/dev/shm\"\nnamespace = \"other\""));
        final Program container = start("run", "--no-shell", "--home", home);
        container.awaitLine("container of .* up");
        final Said two = ask("status");
        assertEquals(2, two.code);
        assertTrue(two.err.contains("--pid " + driver.pid() + "  driver") && two.err.contains("--pid "
            + container.pid() + "  container --home " + home), two.err);
        final Program either = start("hz", "cam1", "--count", 5);
        assertEquals(2, either.awaitExit(), either.output());
        assertTrue(either.output().contains("say which by --home DIR or --pid N"), either.output());
        assertTrue(ask("status", "--pid", Long.toString(driver.pid())).out.startsWith("driver program pid "));
        assertTrue(ask("status", "--home", home.toString()).out.startsWith("container pid " + container.pid()));
        assertEquals(3, ask("status", "--home", scene.folder().resolve("nowhere").toString()).code);

        container.kill();
        assertTrue(ask("status").out.startsWith("driver program pid " + driver.pid()), "a dead process does not count");
        assertFalse(Files.exists(scene.folder().resolve("run").resolve(container.pid() + ".entry")));
        assertEquals(0, driver.terminate().awaitExit());
        assertEquals(3, ask("status").code);
    }
}
