package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code ./framedock run} with a consumer outside of it, while jars and files come and go. */
class RunningContainerTest {

    private final Scene scene = new Scene();
    private final Path home = scene.folder().resolve("home");
    private final Path driverConfig = home.resolve("config/driver.toml");
    private Program container;

    @BeforeEach
    void startContainer() {
        container = startContainerIn(home);
        Await.until(() -> "no home in\n" + container.output(), 60, () -> Files.exists(home.resolve("deploy"))
            && Files.exists(driverConfig));
    }

    @AfterEach
    void stopContainer() {
        container.close();
        scene.close();
    }

    @Test
    @DisplayName("a jar dropped in delivers; removed, returned and replaced it never disturbs the consumer")
    void shouldComeAndGoWithItsJar() throws IOException {
        try (Program consumer = startConsumer("cam1", "counter")) {
            final Verifier verifier = new Verifier(consumer);
            deploy("framedock-pattern", "pattern.jar");
            verifier.awaitFramesAfter(0);
            final String epoch = verifier.epoch();

            Files.delete(home.resolve("deploy/pattern.jar"));
            verifier.awaitSilence();
            deploy("framedock-pattern", "pattern.jar");
            verifier.awaitFramesAfter(verifier.frames());

            deployNewerVersion("framedock-pattern", "pattern.jar");
            container.awaitLine("org.framedock.pattern.*9\\.9\\.9");
            verifier.awaitFramesAfter(verifier.frames());

            assertEquals(epoch, verifier.epoch(), "the lease and its epoch go on");
            assertEquals(0, verifier.gaps(), "the sequence goes on");
            assertEquals(0, consumer.terminate().awaitExit(), consumer.output());
            assertTrue(consumer.lastLine().contains(" 0 bad, 0 gaps, "), consumer.lastLine());
        }
        assertTrue(container.isAlive());
        assertEquals(0, container.terminate().awaitExit(), container.output());
    }

    @Test
    @DisplayName("a GigE Vision camera beside the pattern: 1,000 frames checked, the pattern stream undisturbed")
    void shouldDeliverFromCameraBesidePattern() throws IOException {
        assumeTrue(FakeCamera.isInstalled(), FakeCamera.MISSING);
        try (FakeCamera camera = FakeCamera.start();
            Program pattern = startConsumer("cam1", "counter");
            Program pictures = startConsumer("cam2", "aravis", "--count", "500")) {
            deploy("framedock-pattern", "pattern.jar");
            new Verifier(pattern).awaitFramesAfter(0);
            Files.writeString(home.resolve("config/streams/cam2.cfg"), """
                source=aravis
                device=%s
                width=512
                height=512
                frame_rate=100
                """.formatted(camera.deviceId()));
            deploy("framedock-camera-aravis", "aravis.jar");

            assertEquals(0, pictures.awaitExit(), pictures.output() + container.output());
            assertTrue(pictures.lastLine().startsWith("verified 500 frames, 0 bad, "), pictures.lastLine());

            Files.delete(home.resolve("deploy/aravis.jar"));
            final Verifier verifier = new Verifier(pattern);
            verifier.awaitFramesAfter(verifier.frames());
            assertEquals(0, pattern.terminate().awaitExit(), pattern.output());
            assertTrue(pattern.lastLine().contains(" 0 bad, 0 gaps, 0 late, "), pattern.lastLine());
        }
    }

    @Test
    @DisplayName("broken jars are refused with their file and reason, and nothing else is disturbed")
    void shouldRefuseBrokenJars() throws IOException {
        try (Program consumer = startConsumer("cam1", "counter")) {
            deploy("framedock-pattern", "pattern.jar");
            final Verifier verifier = new Verifier(consumer);
            verifier.awaitFramesAfter(0);
            Files.writeString(home.resolve("deploy/broken.jar"), "this is no jar");
            container.awaitLine("broken\\.jar");
            try (JarOutputStream plain = new JarOutputStream(
                Files.newOutputStream(home.resolve("deploy/plain.jar")))) {
                plain.putNextEntry(new ZipEntry("nothing.txt"));
            }
            container.awaitLine("plain\\.jar.*(manifest|Bundle-SymbolicName)");
            verifier.awaitFramesAfter(verifier.frames());
            assertEquals(0, consumer.terminate().awaitExit(), consumer.output());
        }
        assertFalse(container.output().contains("\tat "), container.output());
    }

    @Test
    @DisplayName("a wrong edit of a stream's file leaves the running source and says key, value and what is accepted")
    void shouldKeepRunningAfterWrongEdit() throws IOException {
        try (Program consumer = startConsumer("cam1", "counter")) {
            deploy("framedock-pattern", "pattern.jar");
            final Verifier verifier = new Verifier(consumer);
            verifier.awaitFramesAfter(0);
            Files.writeString(home.resolve("config/streams/cam1.cfg"), "source=pattern\nrate_hz=many\n");
            container.awaitLine("rate_hz.*many");
            verifier.awaitFramesAfter(verifier.frames());
            Files.writeString(home.resolve("config/streams/cam1.cfg"), "source=pattern\npattern=counter\nrate_hz=50\n");
            verifier.awaitFramesAfter(verifier.frames());
            assertEquals(0, consumer.terminate().awaitExit(), consumer.output());
            assertTrue(consumer.lastLine().contains(" 0 bad, "), consumer.lastLine());
        }
    }

    @Test
    @DisplayName("a second container for the same home refuses in one line and names the first")
    void shouldRefuseSecondContainer() {
        try (Program second = startContainerIn(home)) {
            assertEquals(1, second.awaitExit(), second.output());
            assertTrue(second.output().contains(Long.toString(container.pid())), second.output());
        }
        assertTrue(container.isAlive());
    }

    private Program startContainerIn(final Path folder) {
        return Program.start(scene.environment(), "run", "--home", folder);
    }

    private Program startConsumer(final String stream, final String pattern, final String... more) {
        final Object[] arguments = new Object[6 + more.length];
        System.arraycopy(new Object[] {"consumer", driverConfig, "--stream", stream, "--pattern", pattern}, 0,
            arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return Program.start(scene.environment(), arguments);
    }

    /** As an operator does: into the folder under another name, then renamed. */
    private void deploy(final String bundle, final String file) throws IOException {
        final Path copy = Files.copy(Program.jar("sources", bundle), home.resolve("deploy").resolve(file + ".part"));
        Files.move(copy, home.resolve("deploy").resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    private void deployNewerVersion(final String bundle, final String file) throws IOException {
        final Path newer = scene.folder().resolve(file);
        try (JarFile jar = new JarFile(Program.jar("sources", bundle).toFile())) {
            final Manifest manifest = jar.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", "9.9.9");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(newer), manifest)) {
                for (final ZipEntry entry : jar.stream().toList()) {
                    if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        continue;
                    }
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    jar.getInputStream(entry).transferTo(out);
                }
            }
        }
        Files.move(newer, home.resolve("deploy").resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
}
