package org.framedock.tools;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the processes of this machine have mapped, and whether a process is the one that made a region: its id may long
 * belong to another.
 */
final class RunningProcesses {

    private static final double TICKS_PER_SECOND = 100;
    private static final double NS_PER_SECOND = 1e9;
    private static final double SLACK_S = 2;
    private static final int START_TIME_FIELD = 19;
    private static final int PATH_COLUMN = 6;

    /** Process by directory that holds a file which it has mapped. */
    private final Map<Path, Long> mappers = new HashMap<>();

    /** Looks at all processes that this user may look at, for files below a directory. */
    RunningProcesses(final Path below) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (final Path process : processes) {
                look(process, below);
            }
        } catch (final IOException | DirectoryIteratorException noProcfs) {
            // Then only the process ids in the regions tell.
        }
    }

    private void look(final Path process, final Path below) {
        try (BufferedReader maps = Files.newBufferedReader(process.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            for (String line = maps.readLine(); line != null; line = maps.readLine()) {
                final String[] columns = line.split(" +", PATH_COLUMN);
                if (columns.length == PATH_COLUMN && columns[PATH_COLUMN - 1].startsWith(below + "/")) {
                    mappers.putIfAbsent(
                        Path.of(columns[PATH_COLUMN - 1]).getParent(), Long.valueOf(process.getFileName().toString()));
                }
            }
        } catch (final IOException | RuntimeException anotherUsersOrGone) {
            // Its id in a region, or that region's activity, tells all the same.
        }
    }

    /** A process that has mapped a file in a directory or below it, or 0. */
    long mapperOf(final Path directory) {
        return mappers.entrySet().stream().filter(entry -> entry.getKey().startsWith(directory))
            .map(Map.Entry::getValue).findFirst().orElse(0L);
    }

    /**
     * Whether the process that made a region at a time still runs.
     *
     * @param pid    its id.
     * @param bornNs when the region was made, CLOCK_MONOTONIC.
     * @return false if there is no such process, or the one of that id is younger than the region.
     */
    static boolean isMakerAlive(final long pid, final long bornNs) {
        if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            return false;
        }
        try {
            final String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            final String uptime = Files.readString(Path.of("/proc/uptime"));
            final String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            final double ageS = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')))
                - Long.parseLong(fields[START_TIME_FIELD]) / TICKS_PER_SECOND;
            // The age of a process counts times of sleep of the machine and a region's does not: never the other way.
            return ageS + SLACK_S >= (System.nanoTime() - bornNs) / NS_PER_SECOND;
        } catch (final IOException | RuntimeException notTold) {
            return true;
        }
    }
}
