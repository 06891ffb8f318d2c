package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.framedock.pattern.content.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A plugin that is installed and uninstalled again and again in a running container, while another stream runs at 500
 * frames/s. The property {@code framedock.reload.cycles} says how often; the profile {@code long} makes it 1,000.
 */
class ReloadCyclesTest {

    private static final int CYCLES = Integer.getInteger("framedock.reload.cycles", 30);
    /** What is loaded, compiled, profiled and opened for the first time is no leak. */
    private static final int WARM_UP_CYCLES = Math.max(8, CYCLES / 10);
    private static final int FRAMES_PER_CYCLE = 5;
    private static final int REPORTS = 10;
    /** A class loader that stays keeps some twenty classes in each cycle; other classes come by ones. */
    private static final int CLASSES_ALLOWANCE = 150;
    private static final long HEAP_ALLOWANCE_BYTES = 3 * 1024 * 1024;
    private static final long METASPACE_ALLOWANCE_BYTES = 4 * 1024 * 1024;
    /** Management calls of this test itself come and go. */
    private static final int HANDLES_ALLOWANCE = 6;
    /** The collector, the compiler and class loading map memory without a file as they please, up to a point. */
    private static final int ANONYMOUS_MAPPINGS_ALLOWANCE = 150;

    private final Scene scene = new Scene();
    private final Path home = scene.folder().resolve("home");
    private final Path jar = home.resolve("deploy/camera.jar");
    private Program container;

    @BeforeEach
    void startContainer() throws Exception {
        scene.write("home/config/streams/cam1.cfg", "source=pattern\nrate_hz=500\npayload_bytes=65536\n");
        container = Program.start(scene.environment(), "run", "--home", home);
        Await.until(() -> "no home in\n" + container.output(), 60, () -> Files.exists(home.resolve("deploy"))
            && Files.exists(home.resolve("config/driver.toml")));
        PluginJar.pattern().deployTo(home.resolve("deploy/pattern.jar"));
    }

    @AfterEach
    void stopContainer() {
        container.close();
        scene.close();
    }

    @Test
    @DisplayName("a generator plugin installed and uninstalled again and again leaves nothing behind")
    void shouldReloadGenerator() throws Exception {
        scene.write("home/config/streams/cam2.cfg", "source=twin\nrate_hz=200\npayload_bytes=4096\n");
        run(PluginJar.pattern().as("org.example.twin", "pattern", "twin"), "org.example.twin");
    }

    @Test
    @DisplayName("a GigE Vision camera's plugin installed and uninstalled again and again leaves nothing behind")
    void shouldReloadCamera() throws Exception {
        assumeTrue(FakeCamera.isInstalled(), FakeCamera.MISSING);
        try (FakeCamera camera = FakeCamera.start()) {
            scene.write("home/config/streams/cam2.cfg", "source=aravis\ndevice=" + camera.deviceId()
                + "\nwidth=128\nheight=128\nframe_rate=100\n");
            run(PluginJar.aravis(), "org.framedock.camera.aravis");
        }
    }

    private void run(final PluginJar plugin, final String symbolicName) throws Exception {
        final Path driverToml = home.resolve("config/driver.toml");
        final LogTail log = new LogTail(container);
        try (Listener other = Listener.on(driverToml, scene.environment(), "cam1", Pattern.COUNTER);
            Listener reloaded = Listener.on(driverToml, scene.environment(), "cam2", null);
            ProcessFigures.Probe probe = new ProcessFigures.Probe(container.pid())) {
            other.awaitFrames(100, container);
            cycles(WARM_UP_CYCLES, plugin, symbolicName, log, reloaded);
            final ProcessFigures before = probe.look();
            final long framesBefore = other.frames();
            final long lostBefore = other.lost();
            other.forgetPauses();
            print(symbolicName, 0, before);
            ProcessFigures after = before;
            for (int done = 0; done < CYCLES;) {
                final int more = Math.min(Math.max(1, CYCLES / REPORTS), CYCLES - done);
                cycles(more, plugin, symbolicName, log, reloaded);
                done += more;
                after = probe.look();
                print(symbolicName, done, after);
            }
            other.awaitFrames(10, container);
            System.out.printf(Locale.ROOT, "%s, %d cycles, the other stream meanwhile: %d frames, %d lost, %d bad;"
                + " %d late or passed over by this consumer; longest pause %.1f ms%n", symbolicName, CYCLES,
                other.frames() - framesBefore, other.lost() - lostBefore, other.bad(),
                other.late() + other.gaps() - other.lost(), other.longestPauseNs() / 1e6);
            assertEquals(lostBefore, other.lost(), "frames that the other stream has lost");
            assertEquals(0, other.bad());
            assertFlat(before, after);
        }
    }

    private void cycles(
        final int count, final PluginJar plugin, final String symbolicName, final LogTail log,
        final Listener reloaded) throws Exception {
        for (int i = 0; i < count; i++) {
            plugin.deployTo(jar);
            log.awaitLine("stream cam2 STREAMING");
            reloaded.awaitFrames(FRAMES_PER_CYCLE, container);
            Files.delete(jar);
            log.awaitLine(symbolicName + " ");
            log.awaitLine("stopped and uninstalled");
        }
    }

    private static void print(final String symbolicName, final int cycles, final ProcessFigures figures) {
        System.out.println(symbolicName + " after " + cycles + " cycles: " + figures);
    }

    private static void assertFlat(final ProcessFigures before, final ProcessFigures after) {
        final String both = "before: " + before + "; after " + CYCLES + " cycles: " + after;
        assertTrue(after.classes() - before.classes() < CLASSES_ALLOWANCE, both);
        assertTrue(after.heapBytes() - before.heapBytes() < HEAP_ALLOWANCE_BYTES, both);
        assertTrue(after.metaspaceBytes() - before.metaspaceBytes() < METASPACE_ALLOWANCE_BYTES, both);
        assertTrue(after.threads() - before.threads() <= HANDLES_ALLOWANCE, both);
        assertTrue(after.files() - before.files() <= HANDLES_ALLOWANCE, both);
        assertTrue(after.fileMappings() - before.fileMappings() <= HANDLES_ALLOWANCE, both);
        assertTrue(after.otherMappings() - before.otherMappings() <= ANONYMOUS_MAPPINGS_ALLOWANCE, both);
    }
}
