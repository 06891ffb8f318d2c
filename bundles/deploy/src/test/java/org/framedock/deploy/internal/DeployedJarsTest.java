package org.framedock.deploy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

import org.framedock.deploy.DeployedFile;
import org.framedock.deploy.DeployedFile.State;
import org.framedock.deploy.probe.ProbeActivator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.startlevel.FrameworkStartLevel;

class DeployedJarsTest {

    @TempDir
    private Path folder;
    private TestContainer container;

    @BeforeEach
    void start() throws Exception {
        container = new TestContainer(folder).watch();
    }

    @AfterEach
    void stop() throws Exception {
        container.close();
    }

    @Test
    @DisplayName("a dropped jar is installed and started, a removed one stopped and uninstalled")
    void shouldFollowTheFile() throws Exception {
        final Path file = container.deploy.resolve("a.jar");
        BundleJar.of("probe.a", "1.0.0").moveTo(file);
        container.awaitRunning("probe.a", "1.0.0");
        final DeployedFile status = container.await("deploy/a.jar", State.ACTIVE);
        assertEquals(new DeployedFile("deploy/a.jar", "probe.a", "1.0.0", State.ACTIVE, ""), status);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(container.deploy)));

        Files.delete(file);
        container.awaitRunning("probe.a", null);
        Await.until(container::files, () -> container.bundles("probe.a").isEmpty() && container.files().isEmpty());
    }

    @Test
    @DisplayName("a jar written bit by bit is taken when it has stopped changing, and never half")
    void shouldWaitForASlowCopy() throws Exception {
        final Path file = container.deploy.resolve("a.jar");
        final byte[] bytes = BundleJar.of("probe.a", "1.0.0").bytes();
        for (int length = 0; length < bytes.length; length += bytes.length / 40) {
            final byte[] part = Arrays.copyOf(bytes, length);
            Files.write(file, part);
            LockSupport.parkNanos(20_000_000);
        }
        Files.write(file, bytes);
        container.awaitRunning("probe.a", "1.0.0");
        assertEquals(1, TestContainer.starts("probe.a"));
    }

    @Test
    @DisplayName("a changed jar replaces the old version under one bundle")
    void shouldReplaceByANewerVersion() throws Exception {
        final Path file = container.deploy.resolve("a.jar");
        BundleJar.of("probe.a", "1.0.0").moveTo(file);
        container.awaitRunning("probe.a", "1.0.0");
        final long id = container.bundles("probe.a").get(0).getBundleId();
        BundleJar.of("probe.a", "1.1.0").moveTo(file);
        container.awaitRunning("probe.a", "1.1.0");
        assertEquals("1.1.0", container.await("deploy/a.jar", State.ACTIVE).version());
        assertEquals(1, container.bundles("probe.a").size());
        assertEquals(id, container.bundles("probe.a").get(0).getBundleId());
    }

    @Test
    @DisplayName("a file with the same content written again does not restart the bundle")
    void shouldNotRestartForTheSameContent() throws Exception {
        final Path file = container.deploy.resolve("a.jar");
        BundleJar.of("probe.a", "1.0.0").moveTo(file);
        container.await("deploy/a.jar", State.ACTIVE);
        Files.write(file, Files.readAllBytes(file));
        container.awaitScan();
        assertEquals(1, TestContainer.starts("probe.a"));
        assertEquals(State.ACTIVE, container.file("deploy/a.jar").state());
    }

    @Test
    @DisplayName("a replacement of the same size and time is noticed")
    void shouldNoticeSameSizeAndTime() throws Exception {
        final Path file = container.deploy.resolve("a.jar");
        final int sizeBytes = 4_000;
        Files.write(file, BundleJar.of("probe.a", "1.0.0").bytes(sizeBytes));
        container.awaitRunning("probe.a", "1.0.0");
        final FileTime time = Files.getLastModifiedTime(file);
        Files.write(file, BundleJar.of("probe.a", "1.0.1").bytes(sizeBytes));
        Files.setLastModifiedTime(file, time);
        assertEquals(sizeBytes, Files.size(file));
        container.awaitRunning("probe.a", "1.0.1");
    }

    @Test
    @DisplayName("of two files with one symbolic name the higher version runs, and the lower again when it is gone")
    void shouldRunTheHighestVersionOfAName() throws Exception {
        BundleJar.of("probe.a", "1.0.0").moveTo(container.deploy.resolve("old.jar"));
        container.await("deploy/old.jar", State.ACTIVE);
        BundleJar.of("probe.a", "1.0.0").header("Note", "equal").moveTo(container.deploy.resolve("equal.jar"));
        final DeployedFile equal = container.await("deploy/equal.jar", State.REFUSED);
        assertEquals("its version 1.0.0 is not higher than probe.a 1.0.0 from old.jar; accepted is a higher version",
            equal.reason());
        assertEquals(1, TestContainer.starts("probe.a"));

        BundleJar.of("probe.a", "2.0.0").moveTo(container.deploy.resolve("new.jar"));
        container.awaitRunning("probe.a", "2.0.0");
        container.await("deploy/new.jar", State.ACTIVE);
        container.await("deploy/old.jar", State.REFUSED, "probe.a 2.0.0 from new.jar");
        assertEquals(1, container.bundles("probe.a").size());

        Files.delete(container.deploy.resolve("equal.jar"));
        Files.delete(container.deploy.resolve("new.jar"));
        container.awaitRunning("probe.a", "1.0.0");
        container.await("deploy/old.jar", State.ACTIVE);
    }

    @Test
    @DisplayName("overwriting or removing the file does not reach the live bundle's classes and resources")
    void shouldRunFromACopy() throws Exception {
        final Path file = container.deploy.resolve("a.jar");
        BundleJar.of("probe.a", "1.0.0").moveTo(file);
        container.await("deploy/a.jar", State.ACTIVE);
        Files.write(file, new byte[(int)Files.size(file)]);
        final DeployedFile status = container.await("deploy/a.jar", State.REFUSED, "cut short or damaged");
        assertTrue(status.reason().endsWith("; probe.a 1.0.0 goes on running"), status.reason());
        final Bundle bundle = container.bundles("probe.a").get(0);
        assertEquals(Bundle.ACTIVE, bundle.getState());
        assertEquals("a note", new String(bundle.getEntry("note.txt").openStream().readAllBytes()));
    }

    @Test
    @DisplayName("a broken new version leaves the old one running, or brings it back if it throws at start")
    void shouldKeepTheOldVersion() throws Exception {
        final Path file = container.deploy.resolve("a.jar");
        BundleJar.of("probe.a", "1.0.0").moveTo(file);
        container.await("deploy/a.jar", State.ACTIVE);

        BundleJar.of("probe.a", "1.1.0").header("Import-Package", "org.example.absent").moveTo(file);
        container.await("deploy/a.jar", State.REFUSED, "org.example.absent");
        assertEquals(1, TestContainer.starts("probe.a"), "the old version must not have been stopped");
        assertEquals("1.0.0", TestContainer.running("probe.a"));

        BundleJar.of("probe.a", "1.2.0").header("Probe", "throws").moveTo(file);
        container.await("deploy/a.jar", State.REFUSED, "java.lang.IllegalStateException: no camera found");
        container.awaitRunning("probe.a", "1.0.0");
        final DeployedFile status =
            container.await("deploy/a.jar", State.REFUSED, "; probe.a 1.0.0 goes on running");
        assertTrue(status.reason().startsWith("it throws at start"), status.reason());
        assertEquals("1.2.0", status.version());
        assertEquals(1, container.logged("deploy/a.jar refused: it throws at start").size());

        BundleJar.of("probe.a", "1.3.0").moveTo(file);
        container.awaitRunning("probe.a", "1.3.0");
        container.await("deploy/a.jar", State.ACTIVE);
    }

    @Test
    @DisplayName("a start that hangs holds up no other jar, is reported, and the removal follows when it returns")
    void shouldNotWaitForAHangingStart() throws Exception {
        BundleJar.of("probe.slow", "1.0.0").header("Probe", "hangs").moveTo(container.deploy.resolve("a-slow.jar"));
        container.await("deploy/a-slow.jar", State.STARTING, "still starting probe.slow 1.0.0");
        BundleJar.of("probe.b", "1.0.0").moveTo(container.deploy.resolve("b.jar"));
        container.await("deploy/b.jar", State.ACTIVE);
        Files.delete(container.deploy.resolve("b.jar"));
        container.awaitRunning("probe.b", null);
        assertEquals(1, container.logged("deploy/a-slow.jar: still starting probe.slow 1.0.0 after").size());

        Files.delete(container.deploy.resolve("a-slow.jar"));
        container.await("deploy/a-slow.jar", State.STARTING, "its file is gone");
        System.setProperty(ProbeActivator.RELEASE + "probe.slow", "true");
        Await.until(container::files, () -> container.bundles("probe.slow").isEmpty());
        assertNull(TestContainer.running("probe.slow"));
    }

    @Test
    @DisplayName("the framework stops although a start waits for a device")
    void shouldLetTheFrameworkStop() throws Exception {
        BundleJar.of("probe.slow", "1.0.0").header("Probe", "sleeps").moveTo(container.deploy.resolve("slow.jar"));
        Await.until(container::files, () -> TestContainer.starts("probe.slow") == 1);
        container.framework.stop();
        assertEquals(FrameworkEvent.STOPPED, container.framework.waitForStop(20_000).getType());
    }

    @Test
    @DisplayName("a bundle stopped by hand shows so, and starts again when its file is written again")
    void shouldShowWhatWasStoppedByHand() throws Exception {
        final Path file = container.deploy.resolve("a.jar");
        BundleJar.of("probe.a", "1.0.0").moveTo(file);
        container.await("deploy/a.jar", State.ACTIVE);
        container.bundles("probe.a").get(0).stop();
        container.await("deploy/a.jar", State.WAITING, "stopped by hand");
        Files.write(file, Files.readAllBytes(file));
        container.awaitRunning("probe.a", "1.0.0");
        container.bundles("probe.a").get(0).uninstall();
        container.await("deploy/a.jar", State.WAITING, "stopped by hand");
        Files.write(file, Files.readAllBytes(file));
        container.awaitRunning("probe.a", "1.0.0");
    }

    @Test
    @DisplayName("a bundle whose start level is not reached waits for it")
    void shouldWaitForTheStartLevel() throws Exception {
        final FrameworkStartLevel levels = container.framework.adapt(FrameworkStartLevel.class);
        levels.setInitialBundleStartLevel(3);
        BundleJar.of("probe.a", "1.0.0").moveTo(container.deploy.resolve("a.jar"));
        container.await("deploy/a.jar", State.WAITING, "start level 3");
        levels.setStartLevel(3);
        container.awaitRunning("probe.a", "1.0.0");
        container.await("deploy/a.jar", State.ACTIVE);
    }

    @Test
    @DisplayName("a folder that vanishes stops nothing, and is watched again when it is back")
    void shouldSurviveAVanishedFolder() throws Exception {
        BundleJar.of("probe.a", "1.0.0").moveTo(container.deploy.resolve("a.jar"));
        container.await("deploy/a.jar", State.ACTIVE);
        final Path away = container.home.resolve("away");
        Files.move(container.deploy, away);
        Await.until(container::files, () -> !container.logged("cannot be read").isEmpty());
        assertEquals("1.0.0", TestContainer.running("probe.a"));
        Files.createDirectory(container.deploy);
        container.awaitRunning("probe.a", null);
        assertEquals(1, container.logged("cannot be read").size());
        assertEquals(1, container.logged("is back and watched").size());
    }

    @Test
    @DisplayName("after a restart of the container the files decide: gone ones are uninstalled, changed ones replaced")
    void shouldAdoptAfterARestart() throws Exception {
        BundleJar.of("probe.a", "1.0.0").moveTo(container.deploy.resolve("a.jar"));
        BundleJar.of("probe.b", "1.0.0").moveTo(container.deploy.resolve("b.jar"));
        container.await("deploy/a.jar", State.ACTIVE);
        container.await("deploy/b.jar", State.ACTIVE);
        final long id = container.bundles("probe.b").get(0).getBundleId();
        container.close();

        Files.delete(container.deploy.resolve("a.jar"));
        BundleJar.of("probe.b", "0.9.0").moveTo(container.deploy.resolve("b.jar"));
        container = new TestContainer(folder);
        assertNotNull(container.bundles("probe.a").get(0), "the cache kept it");
        assertNull(TestContainer.running("probe.b"), "the framework must not start it by itself");
        container.watch();
        container.awaitRunning("probe.b", "0.9.0");
        assertEquals(id, container.bundles("probe.b").get(0).getBundleId());
        Await.until(container::files, () -> container.bundles("probe.a").isEmpty());
    }
}
