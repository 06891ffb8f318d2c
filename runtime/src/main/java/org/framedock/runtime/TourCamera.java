package org.framedock.runtime;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Aravis' own camera program on loopback, a GigE Vision device. Ends with this process, however that ends. Main thread.
 */
final class TourCamera implements AutoCloseable {

    private static final String PROGRAM = "arv-fake-gv-camera-0.8";
    private static final Path UDP_SOCKETS = Path.of("/proc/net/udp");
    private static final String PORT_ON_LOOPBACK = "0100007F:0F74";
    private static final long LONGEST_END_MS = 500;
    /** The camera lives until the standard input ends, which it does with this process; Ctrl-C is not for them. */
    private static final String UNTIL_INPUT_ENDS =
            "trap '' INT; \"$0\" \"$@\" > /dev/null 2>&1 < /dev/null & cat > /dev/null; kill -9 $!";

    private final Process process;
    private final String serial;

    private TourCamera(final Process process, final String serial) {
        this.process = process;
        this.serial = serial;
    }

    /**
     * Why there can be no such camera.
     *
     * @return null if there can be one.
     */
    static String reasonToLeaveOut() {
        if (program().isEmpty()) {
            return PROGRAM + " is not installed (Debian package aravis-tools)";
        }
        return isPortTaken() ? "another program has the port of GigE Vision cameras on loopback" : null;
    }

    private static Optional<Path> program() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator))
                .map(folder -> Path.of(folder, PROGRAM)).filter(Files::isExecutable).findFirst();
    }

    /**
     * Whether some camera listens.
     *
     * @return true if the port of GigE Vision is taken on loopback.
     */
    static boolean isPortTaken() {
        try {
            return Files.readString(UDP_SOCKETS).contains(PORT_ON_LOOPBACK);
        } catch (final IOException e) {
            return false;
        }
    }

    /**
     * Starts the camera, if there can be one; it listens a little later.
     *
     * @return the camera, null if there can be none.
     * @throws UserError if it cannot be started.
     */
    static TourCamera startIfPossible() throws UserError {
        if (reasonToLeaveOut() != null) {
            return null;
        }
        final String serial = "TOUR" + ProcessHandle.current().pid();
        try {
            return new TourCamera(new ProcessBuilder("sh", "-c", UNTIL_INPUT_ENDS, program().orElseThrow().toString(),
                    "--interface", "127.0.0.1", "--serial", serial)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start(), serial);
        } catch (final IOException e) {
            throw new UserError(PROGRAM + " cannot be started: " + Failures.rootCause(e), e);
        }
    }

    /**
     * Which camera it is.
     *
     * @return its serial number.
     */
    String serial() {
        return serial;
    }

    /** Ends it at once. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor(LONGEST_END_MS, TimeUnit.MILLISECONDS);
        } catch (final IOException e) {
            System.err.println("framedock: " + PROGRAM + " was not told to end: " + Failures.rootCause(e));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
