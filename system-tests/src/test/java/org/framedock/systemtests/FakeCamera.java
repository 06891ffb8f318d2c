package org.framedock.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Aravis' own camera program: a GigE Vision device on loopback. */
final class FakeCamera implements AutoCloseable {

    static final String MISSING = "arv-fake-gv-camera-0.8 and libaravis-0.8 are not installed";

    private static final Path PROGRAM = Path.of("/usr/bin/arv-fake-gv-camera-0.8");

    private final Process process;
    private final String serial;

    private FakeCamera(final Process process, final String serial) {
        this.process = process;
        this.serial = serial;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    static FakeCamera start() {
        final String serial = "FD" + ProcessHandle.current().pid();
        try {
            return new FakeCamera(new ProcessBuilder(
                PROGRAM.toString(), "--interface", "127.0.0.1", "--serial", serial)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start(), serial);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String deviceId() {
        return "Aravis-Fake-" + serial;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
