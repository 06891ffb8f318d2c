package org.framedock.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One figure of the report.
 *
 * @param name  as {@code --only} takes it.
 * @param group limit, part, throughput or latency.
 * @param unit  of the samples.
 * @param stats the repeats.
 * @param limit what it is measured against, null if nothing applies.
 * @param facts whatever else belongs to it, for the JSON file; some of it is in the table as well.
 */
public record Result(
    String name, String group, String unit, Stats stats, Limit limit, Map<String, Object> facts) {

    /** Fact: frames that the figures of allocation are divided by. */
    public static final String FRAMES = "frames";
    /** Fact: bytes that the threads of both sides allocated for each frame, beside what keeping the leases does. */
    public static final String ALLOCATED = "allocatedBytesPerFrame";
    /** Fact: the share of all cores that others used meanwhile. */
    public static final String OTHERS = "othersShareOfCores";
    /** Fact: frames that were lost, by whatever cause. */
    public static final String LOST = "lostFrames";
    /** Fact: percentiles since the intended time, medians of the repeats, in nanoseconds. */
    public static final String PERCENTILES = "percentilesNs";
    /** Fact: percentiles since publishing really began, medians of the repeats, in nanoseconds. */
    public static final String PERCENTILES_SINCE_BEGUN = "percentilesSincePublishBegunNs";
    /** Fact: the median since publishing really began, as a multiple of the core-to-core round trip. */
    public static final String BEGUN_IN_TRIPS = "p50SincePublishBegunInCoreToCore";
    /** Fact: round trip of a cache line between the two cores, in nanoseconds. */
    public static final String CORE_TO_CORE = "coreToCoreNs";
    /** Fact: repeats that are left out because the cores moved. */
    public static final String SET_APART = "repeatsSetApart";

    /** Others that use more of all cores than this disturb a run. */
    public static final double DISTURBED = 0.05;

    /**
     * What a figure is measured against.
     *
     * @param name  what it is.
     * @param value its median, in the figure's own unit.
     * @param ratio the figure divided by it, for each repeat.
     */
    public record Limit(String name, double value, Stats ratio) {
    }

    /** The same with a limit. */
    public Result against(final Limit other) {
        return new Result(name, group, unit, stats, other, facts);
    }

    /**
     * Whether others used the cores meanwhile.
     *
     * @return true if the figure is not to be trusted.
     */
    public boolean isDisturbed() {
        return facts.get(OTHERS) instanceof Double share && share > DISTURBED;
    }

    /** The same with one more fact. */
    public Result with(final String key, final Object fact) {
        final Map<String, Object> more = new LinkedHashMap<>(facts);
        more.put(key, fact);
        return new Result(name, group, unit, stats, limit, more);
    }

    /**
     * As the JSON file has it.
     *
     * @return keys and values.
     */
    public Map<String, Object> json() {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("group", group);
        json.put("unit", unit);
        json.putAll(stats.json());
        if (limit != null) {
            final Map<String, Object> against = new LinkedHashMap<>();
            against.put("name", limit.name());
            against.put("value", limit.value());
            against.put("ratio", limit.ratio().json());
            json.put("limit", against);
        }
        json.putAll(facts);
        return json;
    }
}
