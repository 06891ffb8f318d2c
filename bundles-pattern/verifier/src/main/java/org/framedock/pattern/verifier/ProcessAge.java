package org.framedock.pattern.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long this process has been running. Read from procfs, to ten milliseconds: the virtual machine's own start
 * instant rests on the boot time in whole seconds, and its management beans take longer to load than they tell.
 */
final class ProcessAge {

    private static final int START_TIME_FIELD = 19;
    /** Of times in {@code /proc/PID/stat}; part of the kernel's interface. */
    private static final double TICKS_PER_SECOND = 100;
    private static final double MS_PER_SECOND = 1000;

    private ProcessAge() {
    }

    /**
     * Time since the process was started.
     *
     * @return milliseconds; -1 if the system does not tell.
     */
    static long milliseconds() {
        try {
            return between(Files.readString(Path.of("/proc/self/stat")), Files.readString(Path.of("/proc/uptime")));
        } catch (final IOException | RuntimeException e) {
            return -1;
        }
    }

    /**
     * Works it out.
     *
     * @param stat   content of {@code /proc/PID/stat}.
     * @param uptime content of {@code /proc/uptime}.
     * @return milliseconds.
     */
    static long between(final String stat, final String uptime) {
        // The name of the program comes before, in parentheses, and may hold anything.
        final String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        final double startSeconds = Long.parseLong(fields[START_TIME_FIELD]) / TICKS_PER_SECOND;
        final double nowSeconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
        return Math.round((nowSeconds - startSeconds) * MS_PER_SECOND);
    }
}
