package org.framedock.camera.aravis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.framedock.source.SettingsException;

/**
 * A GigE Vision camera on loopback: Aravis' own, in a process of its own. Its port is the same for all cameras, so
 * that a lock keeps the cameras of other test runs on this machine away, and one that gets the port in between is
 * waited for.
 */
final class FakeCamera implements AutoCloseable {

    private static final String PROGRAM = "arv-fake-gv-camera-0.8";
    private static final String GVCP_ON_LOOPBACK = "0100007F:0F74";
    private static final int INODE_COLUMN = 9;
    private static final long PORT_DEADLINE_S = 300;
    private static final Path LOCK_FILE = Path.of(System.getProperty("java.io.tmpdir"), "framedock-fake-camera.lock");
    private static final String LIBRARY_TROUBLE = libraryTrouble();

    private static FileChannel lockChannel;
    private static FileLock lock;
    private static int lockUsers;

    private final Process process;
    private final String serial;
    private boolean closed;

    private FakeCamera(final Process process, final String serial) {
        this.process = process;
        this.serial = serial;
    }

    /** Skips the test, by name, where the camera or the library is not installed. */
    static void assumeInstalled() {
        assumeTrue(Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM))),
            PROGRAM + " is not installed (Debian package aravis-tools)");
        assumeLibraryInstalled();
    }

    /** Skips the test, by name, where the library is not installed. */
    static void assumeLibraryInstalled() {
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
        takePort();
        final List<String> command = new ArrayList<>(List.of(PROGRAM, "-i", "127.0.0.1", "-s", serial));
        command.addAll(List.of(options));
        final FakeCamera[] camera = new FakeCamera[1];
        try {
            await("the camera has the port of loopback", PORT_DEADLINE_S, () -> {
                camera[0] = tryStart(command, serial);
                return camera[0] != null;
            });
            return camera[0];
        } finally {
            if (camera[0] == null) {
                leavePort();
            }
        }
    }

    private static FakeCamera tryStart(final List<String> command, final String serial) {
        if (portInode() != null) {
            return null;
        }
        try {
            final Process process = new ProcessBuilder(command)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            await("the camera listens", PORT_DEADLINE_S, () -> portInode() != null || !process.isAlive());
            if (isOwner(process)) {
                return new FakeCamera(process, serial);
            }
            process.destroyForcibly();
            return null;
        } catch (final IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isOwner(final Process process) {
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

    /** Inode of the socket at the camera's port, null if the port is free. */
    private static String portInode() {
        try {
            return Files.readAllLines(Path.of("/proc/net/udp")).stream().map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > INODE_COLUMN && columns[1].equals(GVCP_ON_LOOPBACK))
                .map(columns -> columns[INODE_COLUMN]).findFirst().orElse(null);
        } catch (final IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static synchronized void takePort() throws IOException {
        if (lockUsers++ > 0) {
            return;
        }
        lockChannel = FileChannel.open(LOCK_FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        await("no other test run on this machine has a camera", PORT_DEADLINE_S, () -> {
            try {
                lock = lockChannel.tryLock();
                return lock != null;
            } catch (final IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    private static synchronized void leavePort() throws IOException {
        if (--lockUsers == 0) {
            lockChannel.close();
        }
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

    String deviceId() {
        return "Aravis-Fake-" + serial;
    }

    /** Ends the camera's process; the port stays reserved for another camera of this test. */
    void kill() {
        process.destroyForcibly();
        await("the camera process ends", 10, () -> !process.isAlive());
    }

    @Override
    public void close() throws IOException {
        kill();
        if (!closed) {
            closed = true;
            leavePort();
        }
    }
}
