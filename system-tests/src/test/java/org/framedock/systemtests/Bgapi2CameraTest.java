package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.framedock.client.Metadata;
import org.framedock.client.MetadataAttribute;
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
    @DisplayName("W-28 another region of interest and another pixel format under a running consumer: other metadata,"
        + " same epoch, no remap, no wrong pixel")
    void shouldChangeRegionAndFormat() throws Exception {
        assumeTrue(Files.exists(SIMULATOR), "the BGAPI2 simulator was not built: no C compiler (cc)");
        startContainer(Map.of("FRAMEDOCK_BGAPI2_LIBRARY", SIMULATOR.toString()));
        deploy();
        final Path driverToml = home.resolve("config/driver.toml");
        try (Program pictures = startConsumer("cam1", "auto", 0);
            Listener listener = Listener.on(driverToml, scene.environment(), "cam1", null)) {
            write("cam1", "source=bgapi2\n" + SMALL_AND_QUICK + "pixel_format=Mono8\n");
            awaitFormat(listener, "Mono8", 512, 1);
            final long epoch = listener.epoch();
            final long remaps = listener.remaps();
            int version = listener.metadataVersion();
            for (final String format : List.of("Mono12 320 2", "Mono12Packed 320 0", "RGB8 256 0", "Mono8 512 1")) {
                final String[] parts = format.split(" ");
                write("cam1", "source=bgapi2\nwidth=" + parts[1] + "\nheight=200\noffset_x=16\nexposure_time=1000\n"
                    + "frame_rate=200\npixel_format=" + parts[0] + "\n");
                awaitFormat(listener, parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
                assertNotEquals(version, listener.metadataVersion());
                version = listener.metadataVersion();
                listener.awaitFrames(50, container);
            }
            write("cam1", "source=bgapi2\nwidth=512\nheight=200\npixel_format=Mono9\n");
            container.awaitLine("pixel_format = Mono9 is not accepted");
            listener.awaitFrames(20, container);
            assertEquals(epoch, listener.epoch(), "the lease and its epoch go on");
            assertEquals(remaps, listener.remaps());
            assertEquals(0, pictures.terminate().awaitExit(), pictures.output());
            assertTrue(pictures.lastLine().matches("verified [1-9]\\d{2,} frames, 0 bad, .*"), pictures.output());
        }
        assertFalse(container.output().contains("\tat "), container.output());
    }

    /** Until frames come whose metadata say so, and whose rows are as long as pixels of so many bytes make them. */
    private void awaitFormat(final Listener listener, final String format, final int width, final int pixelBytes) {
        Await.until(() -> "not " + format + " of " + width + " but " + listener.metadata() + "\n" + container.output(),
            60, () -> format.equals(text(listener, "PixelFormat"))
                && Integer.toString(width).equals(text(listener, "Width"))
                && (pixelBytes == 0 || listener.rowBytes() == (long)width * pixelBytes));
    }

    private static String text(final Listener listener, final String key) {
        final Metadata metadata = listener.metadata();
        return metadata == null ? null : metadata.attributes().stream()
            .filter(attribute -> attribute.key().equals(key)).map(MetadataAttribute::text).findFirst().orElse(null);
    }

    @Test
    @DisplayName("the demonstration verifies the frames of the simulated camera")
    void shouldDemonstrate() {
        assumeTrue(Files.exists(SIMULATOR), "the BGAPI2 simulator was not built: no C compiler (cc)");
        try (Program demo = Program.start(Map.of(), "demo", "--camera", "bgapi2-sim", "--frames", "300")) {
            assertEquals(0, demo.awaitExit(), demo.output());
            demo.awaitLine("^verified 300 frames, 0 bad, ");
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
        return startConsumer(stream, "bgapi2-sim", 500);
    }

    private Program startConsumer(final String stream, final String pattern, final int count) {
        return Program.start(scene.environment(), "consumer", home.resolve("config/driver.toml"), "--stream", stream,
            "--pattern", pattern, "--count", Integer.toString(count));
    }

    private void deploy() throws IOException {
        final Path copy = Files.copy(Program.jar("sources", "framedock-camera-bgapi2"),
            home.resolve("deploy/bgapi2.jar.part"));
        Files.move(copy, home.resolve("deploy/bgapi2.jar"), StandardCopyOption.REPLACE_EXISTING);
    }
}
