package org.framedock.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Recovery times by kind of round. */
final class KillTable {

    private static final int[] PERCENTS = {50, 90, 100};
    private static final int ALL = 100;

    private final Map<String, List<Recovery>> recoveries = new TreeMap<>();

    /**
     * One recovery.
     *
     * @param totalMs   from the last kill to frames.
     * @param startedMs from when the virtual machines of all programs had started; depends on the machine much less.
     */
    private record Recovery(long totalMs, long startedMs) {
    }

    void add(final String kind, final long totalMs, final long startedMs) {
        recoveries.computeIfAbsent(kind, ignored -> new ArrayList<>()).add(new Recovery(totalMs, startedMs));
    }

    /** Median, nine tenths and greatest, by the nearest rank. */
    private static String percentiles(final List<Recovery> times, final ToLongFunction<Recovery> time) {
        final long[] sorted = times.stream().mapToLong(time).sorted().toArray();
        final StringBuilder text = new StringBuilder();
        for (final int percent : PERCENTS) {
            text.append(String.format(" %8d", sorted[Math.max(0, (sorted.length * percent + ALL - 1) / ALL - 1)]));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(String.format(
            "ms from the last kill to frames, then from when all programs had started:%n%-25s %6s %8s %8s %8s "
            + "%8s %8s %8s%n", "killed", "rounds", "median", "p90", "max", "median", "p90", "max"));
        recoveries.forEach((kind, times) -> text.append(String.format("%-25s %6d%s %s%n", kind, times.size(),
            percentiles(times, Recovery::totalMs), percentiles(times, Recovery::startedMs).substring(1))));
        return text.toString();
    }
}
