package org.framedock.camera.aravis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.framedock.source.SettingsException;

/** A GigE Vision camera on loopback: Aravis' own, in a process of its own. */
final class FakeCamera implements AutoCloseable {

    private static final String PROGRAM = "arv-fake-gv-camera-0.8";
    private static final String GVCP_ON_LOOPBACK = "0100007F:0F74";
    private static final long PORT_DEADLINE_S = 60;
    private static final String LIBRARY_TROUBLE = libraryTrouble();

    private final Process process;
    private final String serial;

    private FakeCamera(final Process process, final String serial) {
        this.process = process;
        this.serial = serial;
    }

    /** Skips the test, by name, where the camera or the library is not installed. */
    static void assumeInstalled() {
        assumeTrue(Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM))),
            PROGRAM + " is not installed (Debian package aravis-tools)");
        assumeTrue(LIBRARY_TROUBLE == null, LIBRARY_TROUBLE + " (Debian package libaravis-0.8-0)");
    }

    private static String libraryTrouble() {
        try {
            new AravisLibraries().load("libaravis-0.8.so.0");
            return null;
        } catch (final SettingsException absent) {
            return absent.getMessage();
        }
    }

    /** Starts the camera and waits until it listens. */
    static FakeCamera start(final String serial, final String... options) throws IOException {
        await("the camera port of loopback is free", PORT_DEADLINE_S, () -> !isListening());
        final List<String> command = new ArrayList<>(List.of(PROGRAM, "-i", "127.0.0.1", "-s", serial));
        command.addAll(List.of(options));
        final Process process = new ProcessBuilder(command)
            .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        final FakeCamera camera = new FakeCamera(process, serial);
        await("the camera listens", PORT_DEADLINE_S, () -> isListening() || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException(PROGRAM + " ended with " + process.exitValue());
        }
        return camera;
    }

    static void await(final String what, final long seconds, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("not within " + seconds + " s: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean isListening() {
        try {
            return Files.readString(Path.of("/proc/net/udp")).contains(GVCP_ON_LOOPBACK);
        } catch (final IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    String deviceId() {
        return "Aravis-Fake-" + serial;
    }

    void kill() {
        process.destroyForcibly();
        await("the camera process ends", 10, () -> !process.isAlive());
    }

    @Override
    public void close() {
        kill();
    }
}
