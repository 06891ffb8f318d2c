package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A container with the source of Baumer cameras, whose library is the simulator. */
class Bgapi2CameraTest {

    private static final Path SIMULATOR = Program.distribution().resolve("simulator/libbgapi2_simulator.so");
    private static final String SMALL_AND_QUICK = "width=512\nheight=512\nexposure_time=1000\nframe_rate=200\n";

    private final Scene scene = new Scene();
    private final Path home = scene.folder().resolve("home");
    private Program container;

    @AfterEach
    void stopContainer() {
        if (container != null) {
            container.close();
        }
        scene.close();
    }

    @Test
    @DisplayName("two simulated cameras stream side by side, every pixel right, and go when their jar goes")
    void shouldStreamTwoCameras() throws IOException {
        assumeTrue(Files.exists(SIMULATOR), "the BGAPI2 simulator was not built: no C compiler (cc)");
        startContainer(Map.of("FRAMEDOCK_BGAPI2_LIBRARY", SIMULATOR.toString()));
        write("cam1", "source=bgapi2\ndevice=SIM0001\n" + SMALL_AND_QUICK);
        write("cam2", "source=bgapi2\ndevice=simulator-2\n" + SMALL_AND_QUICK);
        try (Program one = startConsumer("cam1"); Program two = startConsumer("cam2")) {
            deploy();
            container.awaitLine("cam1.*Simulator SIM0001, 512x512 Mono8 at 200 Hz, a simulator and no camera");
            container.awaitLine("BGAPI2 simulator of Framedock: no library of Baumer's, and no camera behind it");
            assertEquals(0, one.awaitExit(), one.output() + container.output());
            assertEquals(0, two.awaitExit(), two.output() + container.output());
            assertTrue(one.lastLine().startsWith("verified 500 frames, 0 bad, "), one.lastLine());
            assertTrue(two.lastLine().startsWith("verified 500 frames, 0 bad, "), two.lastLine());
        }
        Files.delete(home.resolve("deploy/bgapi2.jar"));
        container.awaitLine("cam1: camera Simulator SIM0001 closed");
        container.awaitLine("cam2: camera Simulator SIM0002 closed");
        assertEquals(0, container.terminate().awaitExit(), container.output());
        assertFalse(container.output().contains("\tat "), container.output());
    }

    @Test
    @DisplayName("an absent library faults the stream with the path that was tried; set right, it streams")
    void shouldNameAbsentLibrary() throws IOException {
        startContainer(Map.of());
        write("cam1", "source=bgapi2\nlibrary=/nowhere/libbgapi2_genicam.so\n" + SMALL_AND_QUICK);
        deploy();
        container.awaitLine("FAULTED.*library = /nowhere/libbgapi2_genicam.so is not accepted");
        assumeTrue(Files.exists(SIMULATOR), "the BGAPI2 simulator was not built: no C compiler (cc)");
        write("cam1", "source=bgapi2\nlibrary=" + SIMULATOR + "\nwidth=100000\n");
        container.awaitLine("width = 100000 is not accepted: for camera Simulator SIM0001 it has to be 16 to 4096");
        write("cam1", "source=bgapi2\nlibrary=" + SIMULATOR + "\n" + SMALL_AND_QUICK);
        try (Program consumer = startConsumer("cam1")) {
            assertEquals(0, consumer.awaitExit(), consumer.output() + container.output());
        }
        assertTrue(container.isAlive());
        assertFalse(container.output().contains("\tat "), container.output());
    }

    @Test
    @DisplayName("the demonstration verifies the frames of the simulated camera")
    void shouldDemonstrate() {
        assumeTrue(Files.exists(SIMULATOR), "the BGAPI2 simulator was not built: no C compiler (cc)");
        try (Program demo = Program.start(Map.of(), "demo", "--camera", "bgapi2-sim", "--frames", "300")) {
            assertEquals(0, demo.awaitExit(), demo.output());
            assertTrue(demo.lastLine().startsWith("verified 300 frames, 0 bad, "), demo.output());
        }
    }

    private void startContainer(final Map<String, String> more) {
        final Map<String, String> environment = new HashMap<>(scene.environment());
        environment.putAll(more);
        container = Program.start(environment, "run", "--home", home);
        Await.until(() -> "no home in\n" + container.output(), 60, () -> Files.exists(home.resolve("deploy"))
            && Files.exists(home.resolve("config/driver.toml")) && Files.exists(home.resolve("config/streams")));
    }

    private void write(final String stream, final String settings) throws IOException {
        final Path part = scene.write(stream + ".part", settings);
        Files.move(part, home.resolve("config/streams/" + stream + ".cfg"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Program startConsumer(final String stream) {
        return Program.start(scene.environment(), "consumer", home.resolve("config/driver.toml"), "--stream", stream,
            "--pattern", "bgapi2-sim", "--count", "500");
    }

    private void deploy() throws IOException {
        final Path copy = Files.copy(Program.jar("sources", "framedock-camera-bgapi2"),
            home.resolve("deploy/bgapi2.jar.part"));
        Files.move(copy, home.resolve("deploy/bgapi2.jar"), StandardCopyOption.REPLACE_EXISTING);
    }
}
