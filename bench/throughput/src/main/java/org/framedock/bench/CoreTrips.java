package org.framedock.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.framedock.bench.load.Figures.Figure;
import org.framedock.bench.report.Result;
import org.framedock.bench.report.Stats;

/**
 * How far apart the two cores were in each repeat, and which repeats count: not those in which the cores moved, unless
 * they did so in all.
 */
final class CoreTrips {

    private static final String BEFORE = "core to core before";
    private static final String AFTER = "core to core after";
    private static final double MOVED = 1.25;

    private final double[] before;
    private final double[] after;
    private final int[] kept;

    private CoreTrips(final double[] before, final double[] after, final int[] kept) {
        this.before = before;
        this.after = after;
        this.kept = kept;
    }

    /** Null if a worker has measured none. */
    static CoreTrips of(final Map<String, Figure> figures) {
        if (!figures.containsKey(BEFORE)) {
            return null;
        }
        final double[] before = Findings.stats(figures, BEFORE).samples();
        final double[] after = Findings.stats(figures, AFTER).samples();
        final int[] steady = repeats(before, after, true);
        return new CoreTrips(before, after, steady.length == 0 ? IntStream.range(0, before.length).toArray() : steady);
    }

    private static int[] repeats(final double[] before, final double[] after, final boolean steady) {
        return IntStream.range(0, before.length)
            .filter(i -> steady == Math.max(before[i], after[i]) <= MOVED * Math.min(before[i], after[i])).toArray();
    }

    /** The repeats that are set apart, null if none is. */
    CoreTrips apart() {
        final int[] moved = repeats(before, after, false);
        return moved.length == 0 ? null : new CoreTrips(before, after, moved);
    }

    /** Those repeats that count. */
    Stats pick(final Stats all) {
        return new Stats(Arrays.stream(kept).mapToDouble(i -> all.samples()[i]).toArray());
    }

    /** Round trip of a cache line, nanoseconds, mean of before and after, in the repeats that count. */
    Stats trip() {
        final double[] trips = new double[before.length];
        Arrays.setAll(trips, i -> (before[i] + after[i]) / 2);
        return pick(new Stats(trips));
    }

    Map<String, Object> facts() {
        final int moved = repeats(before, after, false).length;
        final Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("coreToCoreBeforeNs", before);
        facts.put("coreToCoreAfterNs", after);
        facts.put(Result.CORE_TO_CORE, trip().median());
        facts.put(Result.SET_APART, moved);
        facts.put("allRepeatsMoved", moved == before.length);
        return facts;
    }
}
