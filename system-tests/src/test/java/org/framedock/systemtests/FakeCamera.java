package org.framedock.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * Aravis' own camera program: a GigE Vision device on loopback. All such cameras have the same port: a lock keeps those
 * of other test runs on this machine away, and one that has the port without the lock is waited for.
 */
final class FakeCamera implements AutoCloseable {

    static final String MISSING = "arv-fake-gv-camera-0.8 and libaravis-0.8 are not installed";

    private static final Path PROGRAM = Path.of("/usr/bin/arv-fake-gv-camera-0.8");
    private static final Path LOCK_FILE = Path.of(System.getProperty("java.io.tmpdir"), "framedock-fake-camera.lock");
    private static final String GVCP_ON_LOOPBACK = "0100007F:0F74";
    private static final int INODE_COLUMN = 9;
    private static final long PATIENCE_S = 300;

    private final FileChannel lock;
    private final String serial = "FD" + ProcessHandle.current().pid();
    private Process process;

    private FakeCamera(final FileChannel lock) {
        this.lock = lock;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** A camera that can be found. */
    static FakeCamera start() {
        final FakeCamera camera = reserve();
        camera.powerOn();
        return camera;
    }

    /** A camera that is not there yet. */
    static FakeCamera reserve() {
        try {
            final FileChannel channel =
                FileChannel.open(LOCK_FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Await.until(() -> "another test run has a camera", PATIENCE_S, () -> {
                try {
                    return channel.tryLock() != null;
                } catch (final IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return new FakeCamera(channel);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts its process, with the settings that such a camera has by default. */
    void powerOn() {
        Await.until(() -> "the port of cameras on loopback is in use", PATIENCE_S, this::tryStart);
    }

    private boolean tryStart() {
        if (portInode() != null) {
            return false;
        }
        try {
            process = new ProcessBuilder(PROGRAM.toString(), "--interface", "127.0.0.1", "--serial", serial)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until(() -> "the camera does not listen", PATIENCE_S, () -> portInode() != null || !process.isAlive());
        if (!hasPort()) {
            powerOff();
            return false;
        }
        return true;
    }

    private boolean hasPort() {
        final String socket = "socket:[" + portInode() + "]";
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return files.anyMatch(file -> {
                try {
                    return Files.readSymbolicLink(file).toString().equals(socket);
                } catch (final IOException closedMeanwhile) {
                    return false;
                }
            });
        } catch (final IOException ended) {
            return false;
        }
    }

    private static String portInode() {
        try {
            return Files.readAllLines(Path.of("/proc/net/udp")).stream().map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > INODE_COLUMN && columns[1].equals(GVCP_ON_LOOPBACK))
                .map(columns -> columns[INODE_COLUMN]).findFirst().orElse(null);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills its process without a word to anybody. */
    void powerOff() {
        process.destroyForcibly();
        Await.until(() -> "the camera survives SIGKILL", PATIENCE_S, () -> !process.isAlive());
    }

    String serial() {
        return serial;
    }

    String deviceId() {
        return "Aravis-Fake-" + serial;
    }

    @Override
    public void close() {
        try {
            if (process != null) {
                powerOff();
            }
            lock.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
