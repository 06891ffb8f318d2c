package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.framedock.client.MetadataAttribute;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A GigE Vision camera that goes, comes back and is set up anew while its container and its consumers stay up. */
class AravisCameraTest {

    private static final int LARGE_FRAMES = Integer.getInteger("framedock.camera.frames", 300);
    private static final int LARGE_WIDTH = 2048;
    private static final int LARGE_PAYLOAD_BYTES = LARGE_WIDTH * LARGE_WIDTH;

    private final Scene scene = new Scene();
    private final Path home = scene.folder().resolve("home");
    private final Path driverToml = home.resolve("config/driver.toml");
    private Program container;

    @BeforeEach
    void startContainer() throws IOException {
        assumeTrue(FakeCamera.isInstalled(), FakeCamera.MISSING);
        scene.write("home/config/driver.toml",
            Files.readString(Program.distribution().resolve("config/driver.toml"))
                .replace("header_nslots = 64", "header_nslots = 32")
                .replace("stride_bytes = 1048576", "stride_bytes = " + LARGE_PAYLOAD_BYTES));
        container = Program.start(scene.environment(), "run", "--home", home);
        Await.until(() -> "no home in\n" + container.output(), 60, () -> Files.exists(home.resolve("deploy")));
        PluginJar.aravis().deployTo(home.resolve("deploy/aravis.jar"));
    }

    @AfterEach
    void stopContainer() {
        if (container != null) {
            container.close();
        }
        scene.close();
    }

    @Test
    @DisplayName("a killed camera is waited for; back with its defaults it gets all of its settings again, and the"
        + " frames that are missing are counted; same epoch, no wrong pixel")
    void shouldResumeAfterCameraIsKilled() {
        try (FakeCamera camera = FakeCamera.start(); Program pictures = startVerifier()) {
            configure(camera.serial(), "width=640", "height=480", "offset_x=16", "frame_rate=50", "gain=0",
                "exposure_time=10000", "node.TestStringReg=kept");
            final Verifier verifier = new Verifier(pictures);
            verifier.awaitFramesAfter(0);
            container.awaitLine("640x480\\+16\\+0 Mono8 at 50.00 Hz");
            final String epoch = verifier.epoch();

            final int mark = container.lineCount();
            camera.powerOff();
            container.awaitLine(mark, "stream cam2 RECONNECTING.*Aravis Fake " + camera.serial());
            verifier.awaitSilence();
            final int returned = container.lineCount();
            camera.powerOn();
            container.awaitLine(returned, "640x480\\+16\\+0 Mono8 at 50.00 Hz");
            final long missing = Long.parseLong(container.awaitLine(
                returned, "is back, (\\d+) frames are missing by its frame rate").group(1));
            verifier.awaitFramesAfter(verifier.frames());

            assertTrue(missing >= 50, missing + " frames in more than a second");
            assertEquals(epoch, verifier.epoch(), "the lease and its epoch go on");
            assertEquals(0, pictures.terminate().awaitExit(), pictures.output());
            assertTrue(pictures.lastLine().contains(" 0 bad, "), pictures.lastLine());
        }
    }

    @Test
    @DisplayName("a camera that is not there at start is waited for, and what is there instead is said")
    void shouldWaitForCameraAtStart() {
        try (FakeCamera camera = FakeCamera.reserve(); Program pictures = startVerifier()) {
            configure(camera.deviceId(), "frame_rate=50");
            container.awaitLine("stream cam2 RECONNECTING.*camera " + camera.deviceId() + " is not available");
            camera.powerOn();
            new Verifier(pictures).awaitFramesAfter(0);
            assertEquals(0, pictures.terminate().awaitExit(), pictures.output());
            assertTrue(pictures.lastLine().contains(" 0 bad, "), pictures.lastLine());
        }
    }

    @Test
    @DisplayName("W-28 another region of interest, another pixel format: other metadata, same epoch, no remap; a wrong"
        + " edit leaves the frames as they are")
    void shouldChangeRegionAndFormat() throws Exception {
        try (FakeCamera camera = FakeCamera.start()) {
            configure(camera.serial(), "width=640", "height=480", "frame_rate=50", "pixel_format=Mono8");
            try (Program pictures = startVerifier();
                Listener listener = Listener.on(driverToml, scene.environment(), "cam2", null)) {
                awaitMetadata(listener, "Width", "640", "px");
                assertEquals(camera.serial(), text(listener, "DeviceSerialNumber"));
                final long epoch = listener.epoch();
                final long remaps = listener.remaps();

                configure(camera.serial(), "width=320", "height=200", "offset_x=8", "frame_rate=50",
                    "pixel_format=Mono8");
                awaitMetadata(listener, "Width", "320", "px");
                listener.awaitFrames(20, container);
                configure(camera.serial(), "width=320", "height=200", "frame_rate=50", "pixel_format=Mono16");
                awaitMetadata(listener, "PixelFormat", "Mono16", "");
                listener.awaitFrames(20, container);
                // What the camera draws in colour and at other exposure times is not known to the verifier.
                assertEquals(0, pictures.terminate().awaitExit(), pictures.output());
                assertTrue(pictures.lastLine().matches("verified [1-9]\\d+ frames, 0 bad, .*"), pictures.output());
                configure(camera.serial(), "width=320", "height=200", "frame_rate=50", "pixel_format=RGB8");
                awaitMetadata(listener, "PixelFormat", "RGB8", "");
                configure(camera.serial(), "width=320", "height=200", "frame_rate=50", "exposure_time=20000");
                awaitMetadata(listener, "ExposureTime", "20000.0", "us");

                configure(camera.serial(), "width=9999", "frame_rate=50");
                container.awaitLine("width = 9999 is not accepted: for camera Aravis Fake " + camera.serial()
                    + " it has to be a whole number from 1 to 2048");
                listener.awaitFrames(20, container);
                assertEquals("320", text(listener, "Width"));
                assertEquals(epoch, listener.epoch(), "the lease and its epoch go on");
                assertEquals(remaps, listener.remaps());
                assertNotEquals(0, epoch);
            }
        }
        assertFalse(container.output().contains("\tat "), container.output());
    }

    @Test
    @DisplayName("two streams that want one camera: the second says which stream has it, and gets it when it is free")
    void shouldNotShareCamera() throws Exception {
        try (FakeCamera camera = FakeCamera.start(); Program pictures = startVerifier()) {
            configure(camera.serial(), "frame_rate=50");
            final Verifier verifier = new Verifier(pictures);
            verifier.awaitFramesAfter(0);
            scene.write("home/config/streams/cam1.cfg", "source=aravis\ndevice=" + camera.deviceId() + "\n");
            container.awaitLine("stream cam1 RECONNECTING.*cam2");
            verifier.awaitFramesAfter(verifier.frames());
            Files.delete(home.resolve("config/streams/cam2.cfg"));
            container.awaitLine("stream cam1 STREAMING.*Aravis Fake " + camera.serial());
        }
    }

    @Test
    @DisplayName("2048x2048 in packets of 65000 bytes, as fast as the machine can: no wrong pixel; prints its figures")
    void shouldDeliverLargeFrames() throws Exception {
        try (FakeCamera camera = FakeCamera.start();
            Program pictures = startVerifier("--count", Integer.toString(LARGE_FRAMES))) {
            configure(camera.serial(), "width=2048", "height=2048", "frame_rate=1000", "packet_size=65000");
            new Verifier(pictures).awaitFramesAfter(0);
            final ThreadTimes before = ThreadTimes.of(container.pid());
            final long sinceNs = System.nanoTime();
            assertEquals(0, pictures.awaitExit(), pictures.output() + container.output());
            final double seconds = (System.nanoTime() - sinceNs) / 1e9;
            final ThreadTimes after = ThreadTimes.of(container.pid());
            System.out.printf(Locale.ROOT, "%s; in %.1f s: %s%n", pictures.lastLine(), seconds, after.since(before));
            assertTrue(pictures.lastLine().startsWith("verified " + LARGE_FRAMES + " frames, 0 bad, "),
                pictures.lastLine());
        }
    }

    private void configure(final String device, final String... settings) {
        scene.write("home/config/streams/cam2.cfg",
            "source=aravis\ndevice=" + device + "\n" + String.join("\n", settings) + "\n");
    }

    private Program startVerifier(final String... more) {
        final Object[] arguments = new Object[6 + more.length];
        System.arraycopy(new Object[] {"consumer", driverToml, "--stream", "cam2", "--pattern", "aravis"}, 0,
            arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return Program.start(scene.environment(), arguments);
    }

    private void awaitMetadata(final Listener listener, final String key, final String value, final String unit) {
        Await.until(() -> key + " is not " + value + " in " + listener.metadata() + "\n" + container.output(), 60,
            () -> value.equals(text(listener, key)) && (unit.isEmpty() || unit.equals(text(listener, key + ".unit"))));
    }

    private static String text(final Listener listener, final String key) {
        final MetadataAttribute attribute = listener.metadata() == null ? null : listener.metadata().attribute(key);
        return attribute == null ? null : attribute.text();
    }
}
