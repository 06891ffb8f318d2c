package org.framedock.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.aeron.CncFileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds out whether a media driver is alive in a directory, by the process id in its CnC file as well as by its
 * heartbeat (D-19a): after a kill the heartbeat alone looks alive for ten seconds. A process id that is not found
 * counts only once the heartbeat has been missed too, since the media driver may live in another process namespace.
 */
public final class MediaDriverProbe {

    /** A media driver that beats once a second and is not heard for so long is dead if its process is not there. */
    static final long MISSED_HEARTBEAT_MS = 2_000;
    /** A media driver that is not heard for so long is dead. */
    static final long DRIVER_TIMEOUT_MS = 10_000;

    private MediaDriverProbe() {
    }

    /**
     * Which media driver serves a directory.
     *
     * @param pid              process id by its CnC file.
     * @param startTimestampMs when it started, epoch milliseconds.
     */
    public record Identity(long pid, long startTimestampMs) {
    }

    /**
     * The media driver that is alive in a directory. Maps its CnC file for a moment; not for the hot path.
     *
     * @param aeronDirectory the directory.
     * @return which one, or null if there is none alive.
     */
    public static Identity findAlive(final String aeronDirectory) {
        try (CncFile cnc = CncFile.open(aeronDirectory)) {
            return cnc == null ? null : cnc.findAlive();
        }
    }

    /**
     * Whether a directory keeps this user out, although there may be a media driver in it.
     *
     * @param aeronDirectory the directory.
     * @return true if the directory may not be entered, or its CnC file not be read and written.
     */
    static boolean isForbidden(final String aeronDirectory) {
        final Path directory = Path.of(aeronDirectory);
        final Path cncFile = directory.resolve(CncFileDescriptor.CNC_FILE);
        return Files.isDirectory(directory) && !Files.isExecutable(directory)
            || Files.exists(cncFile) && !(Files.isReadable(cncFile) && Files.isWritable(cncFile));
    }

    /**
     * Why no client can be made, for people.
     *
     * @param aeronDirectory the directory of the media driver.
     * @return one line.
     */
    public static String absence(final String aeronDirectory) {
        return isForbidden(aeronDirectory)
            ? "this user has no permission to use the media driver in " + aeronDirectory + ": that needs its group,"
                + " and files there that the group may write, as with umask 007"
            : "no media driver is alive in " + aeronDirectory;
    }

    /**
     * Whether a process runs.
     *
     * @param pid its id.
     * @return false if there is no such process in this namespace, or if it has ended and its parent has not noticed.
     */
    static boolean isRunning(final long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) && !isZombie(pid);
    }

    private static boolean isZombie(final long pid) {
        try {
            // The state follows the name, which stands in parentheses and may itself hold any of them.
            final String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), ISO_8859_1);
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (final IOException notTold) {
            return false;
        }
    }
}
