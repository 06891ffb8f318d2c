package org.framedock.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Recovery times by kind of round. */
final class KillTable {

    private static final int MEDIAN = 50;
    private static final int HIGH = 90;
    private static final int ALL = 100;

    private final Map<String, List<Long>> timesMs = new TreeMap<>();

    void add(final String kind, final long recoveryMs) {
        timesMs.computeIfAbsent(kind, ignored -> new ArrayList<>()).add(recoveryMs);
    }

    /** The nearest rank. */
    private static long percentile(final List<Long> sorted, final int percent) {
        return sorted.get(Math.max(0, (sorted.size() * percent + ALL - 1) / ALL - 1));
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(
            String.format("%-28s %6s %9s %9s %9s%n", "killed", "rounds", "median ms", "p90 ms", "max ms"));
        timesMs.forEach((kind, times) -> {
            final List<Long> sorted = times.stream().sorted().toList();
            text.append(String.format("%-28s %6d %9d %9d %9d%n", kind, sorted.size(), percentile(sorted, MEDIAN),
                percentile(sorted, HIGH), percentile(sorted, ALL)));
        });
        return text.toString();
    }
}
