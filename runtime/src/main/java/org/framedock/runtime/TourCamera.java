package org.framedock.runtime;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import jnr.ffi.LibraryLoader;

/**
 * Aravis' own camera program on loopback, a GigE Vision device. Ends with this process, however that ends. Main thread.
 */
final class TourCamera implements AutoCloseable {

    private static final String PROGRAM = "arv-fake-gv-camera-0.8";
    private static final String LIBRARY = "libaravis-0.8.so.0";
    private static final String LINKER = "libdl.so.2";
    private static final int RTLD_LAZY = 1;
    private static final Path UDP_SOCKETS = Path.of("/proc/net/udp");
    private static final String PORT_ON_LOOPBACK = "0100007F:0F74";
    private static final long LONGEST_END_MS = 500;
    /** The camera lives until the standard input ends, which it does with this process; Ctrl-C is not for them. */
    private static final String UNTIL_INPUT_ENDS =
            "trap '' INT; \"$0\" \"$@\" > /dev/null 2>&1 < /dev/null & cat > /dev/null; kill -9 $!";

    private final Process process;
    private final String serial;

    /** The dynamic linker. */
    public interface Linker {

        /**
         * Loads a library.
         *
         * @param name as the linker looks for it.
         * @param flag when its symbols are bound.
         * @return a handle, 0 if it cannot be loaded.
         */
        long dlopen(String name, int flag);
    }

    private TourCamera(final Process process, final String serial) {
        this.process = process;
        this.serial = serial;
    }

    /**
     * Why there can be no such camera on this machine now.
     *
     * @return null if there can be one.
     */
    static String reasonToLeaveOut() {
        return reasonToLeaveOut(searchPath(), LIBRARY, UDP_SOCKETS);
    }

    /**
     * The same of any machine.
     *
     * @param searchPath folders of programs, as in the environment variable PATH.
     * @param library    what the source of such cameras asks the dynamic linker for.
     * @param udpSockets the kernel's list of sockets.
     * @return null if there can be a camera.
     */
    static String reasonToLeaveOut(final String searchPath, final String library, final Path udpSockets) {
        if (program(searchPath).isEmpty()) {
            return PROGRAM + " is not installed (Debian package aravis-tools)";
        }
        if (!isLoadable(library)) {
            return library + " cannot be loaded (Debian package libaravis-0.8-0)";
        }
        return isPortTaken(udpSockets) ? "another program has the port of GigE Vision cameras on loopback" : null;
    }

    private static String searchPath() {
        return System.getenv().getOrDefault("PATH", "/usr/bin");
    }

    private static Optional<Path> program(final String searchPath) {
        return Arrays.stream(searchPath.split(File.pathSeparator))
                .map(folder -> Path.of(folder, PROGRAM)).filter(Files::isExecutable).findFirst();
    }

    /** It stays loaded, as the camera's source needs it next. */
    private static boolean isLoadable(final String library) {
        return LibraryLoader.create(Linker.class).failImmediately().load(LINKER).dlopen(library, RTLD_LAZY) != 0;
    }

    /**
     * Whether some camera listens.
     *
     * @return true if the port of GigE Vision is taken on loopback.
     */
    static boolean isPortTaken() {
        return isPortTaken(UDP_SOCKETS);
    }

    private static boolean isPortTaken(final Path udpSockets) {
        try {
            return Files.readString(udpSockets).contains(PORT_ON_LOOPBACK);
        } catch (final IOException e) {
            return false;
        }
    }

    /**
     * Starts the camera, if nothing speaks against one; it listens a little later.
     *
     * @return the camera.
     * @throws UserError if it cannot be started.
     */
    static TourCamera start() throws UserError {
        final String serial = "TOUR" + ProcessHandle.current().pid();
        try {
            return new TourCamera(new ProcessBuilder("sh", "-c", UNTIL_INPUT_ENDS,
                    program(searchPath()).orElseThrow().toString(),
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
