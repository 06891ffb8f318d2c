package org.framedock.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.framedock.bench.load.Figures.Figure;
import org.framedock.bench.load.Scenario;
import org.framedock.bench.report.Result;
import org.framedock.bench.report.Stats;

/** What the figures of a worker mean: results with the limits that apply to them. */
final class Findings {

    private static final String FRAMES_PER_SECOND = "frames/s";
    private static final String BOUND = "bound ";
    private static final String PUBLISH = "publishNsPerFrame";
    private static final String INTENDED = "intended ";
    private static final String BEGUN = "begun ";
    private static final String[] PERCENTILES = {"p50", "p90", "p99", "p99.9", "max"};

    private Findings() {
    }

    static List<Result> of(final Scenario scenario, final Map<String, Figure> figures) {
        switch (scenario.kind()) {
            case THROUGHPUT:
                return List.of(throughput(scenario, figures));
            case LATENCY:
                return List.of(latency(scenario, figures));
            case PARTS:
                return plain("part", figures);
            default:
                return plain("limit", figures);
        }
    }

    private static List<Result> plain(final String group, final Map<String, Figure> figures) {
        final List<Result> results = new ArrayList<>();
        figures.values().forEach(figure -> results.add(new Result(group + "/" + figure.name().replace(' ', '-'), group,
            figure.unit(), new Stats(figure.samples()), null, Map.of())));
        return results;
    }

    private static Result throughput(final Scenario scenario, final Map<String, Figure> figures) {
        final CoreTrips trips = CoreTrips.of(figures);
        final Stats all = stats(figures, "rate");
        final Stats rate = trips == null ? all : trips.pick(all);
        final Map<String, Object> facts = new LinkedHashMap<>(scenario.facts());
        putCosts(facts, figures);
        if (trips != null) {
            facts.putAll(trips.facts());
        }
        if (figures.containsKey("publish")) {
            facts.put(PUBLISH, stats(figures, "publish").json());
        }
        Result.Limit limit = null;
        for (final Figure figure : figures.values()) {
            if (figure.name().startsWith(BOUND)) {
                final Stats bounds = new Stats(figure.samples());
                final Stats bound = trips == null ? bounds : trips.pick(bounds);
                limit = new Result.Limit(
                    figure.name().substring(BOUND.length()), bound.median(), rate.dividedBy(bound));
            }
        }
        return new Result(scenario.name(), "throughput", FRAMES_PER_SECOND, rate, limit, facts);
    }

    private static void putCosts(final Map<String, Object> facts, final Map<String, Figure> figures) {
        facts.put(Result.ALLOCATED, stats(figures, "allocated").median());
        facts.put("allocatedBytesPerFrameWithKeepalives", stats(figures, "allocated in all").median());
        facts.put("keepalivesBytesPerSecond", stats(figures, "allocated while idle").median());
        facts.put(Result.FRAMES, (long)Arrays.stream(stats(figures, "frames").samples()).sum());
        facts.put(Result.LOST, (long)Arrays.stream(stats(figures, "lost").samples()).sum());
    }

    /** Repeats in which the cores moved are set apart; the others are given as multiples of the core-to-core trip. */
    private static Result latency(final Scenario scenario, final Map<String, Figure> figures) {
        final CoreTrips trips = CoreTrips.of(figures);
        final Stats p50 = trips.pick(stats(figures, INTENDED + "p50"));
        final Map<String, Object> facts = new LinkedHashMap<>(scenario.facts());
        facts.put(Result.PERCENTILES, percentiles(figures, INTENDED, trips));
        facts.put(Result.PERCENTILES_SINCE_BEGUN, percentiles(figures, BEGUN, trips));
        facts.put(Result.BEGUN_IN_TRIPS, trips.pick(stats(figures, BEGUN + "p50")).dividedBy(trips.trip()).median());
        facts.putAll(trips.facts());
        if (trips.apart() != null) {
            facts.put("setApartPercentilesNs", percentiles(figures, INTENDED, trips.apart()));
        }
        facts.put("achievedRateHz", stats(figures, "achieved").median());
        facts.put("samplesPerRepeat", stats(figures, "samples").median());
        putCosts(facts, figures);
        return new Result(scenario.name(), "latency", "ns", p50,
            new Result.Limit("core-to-core round trip", trips.trip().median(), p50.dividedBy(trips.trip())), facts);
    }

    private static Map<String, Object> percentiles(
        final Map<String, Figure> figures, final String since, final CoreTrips trips) {
        final Map<String, Object> medians = new LinkedHashMap<>();
        for (final String percentile : PERCENTILES) {
            medians.put(percentile, trips.pick(stats(figures, since + percentile)).median());
        }
        return medians;
    }

    static Stats stats(final Map<String, Figure> figures, final String name) {
        final Figure figure = figures.get(name);
        if (figure == null) {
            throw new IllegalStateException("the worker told no figure '" + name + "', only " + figures.keySet());
        }
        return new Stats(figure.samples());
    }

    /** Limits that another scenario of the same run has measured. */
    static List<Result> withLimits(final List<Result> results) {
        return results.stream().map(result -> {
            if (!result.group().equals("throughput")) {
                return result;
            }
            final boolean many = !result.facts().get("consumers").equals(1) || !result.facts().get("streams").equals(1);
            final Result against = find(results, many
                ? result.name().replaceAll("/[0-9]+(consumers|streams)", "")
                : result.facts().get("processes").equals(1)
                    ? "limit/Aeron-48B-one-thread" : "limit/Aeron-48B-two-threads");
            if (against == null || against == result
                || result.limit() != null && result.limit().value() < against.stats().median()) {
                return result;
            }
            // Measured at another time, so not repeat by repeat.
            final Stats median = new Stats(new double[] {against.stats().median()});
            return result.against(new Result.Limit(many ? "one" + publishCost(result, against) : "Aeron 48 B messages",
                median.median(), result.stats().dividedBy(median)));
        }).toList();
    }

    /** What each publish costs the producer, whatever the consumers on the same thread take. */
    private static String publishCost(final Result many, final Result one) {
        final Object cost = many.facts().get(PUBLISH);
        return cost == null ? "" : String.format(Locale.ROOT, "; publish costs x%.2f",
            (Double)((Map<?, ?>)cost).get("median") / (Double)((Map<?, ?>)one.facts().get(PUBLISH)).get("median"));
    }

    private static Result find(final List<Result> results, final String name) {
        return results.stream().filter(result -> result.name().equals(name)).findFirst().orElse(null);
    }
}
