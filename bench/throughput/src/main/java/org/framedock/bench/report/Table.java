package org.framedock.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as text of at most 120 columns or so. */
public final class Table {

    private static final String ROW = "%-50s %11s %11s %11s %-10s %6s  %-38s %8s %6s%n";
    private static final String LATENCY_ROW = "%-40s %8s %8s %8s %8s %9s %8s %18s %8s %10s %8s%n";
    private static final double THOUSAND = 1000;
    private static final double MILLION = 1e6;

    private static final String KEEPALIVES = "keepalivesBytesPerSecond";

    private final StringBuilder out = new StringBuilder();

    private Table() {
    }

    /**
     * Writes a report.
     *
     * @param report all results.
     * @return lines.
     */
    public static String of(final Report report) {
        final Table table = new Table();
        report.machine().facts().forEach((key, value) -> table.out.append(String.format("%-20s %s%n", key, value)));
        for (final String group : List.of("limit", "part", "throughput")) {
            table.group(group, report.results());
        }
        table.latencies(report.results());
        table.out.append("\nB/frame: allocated by the threads of producer and consumers, beside what keeping the leases"
            + " allocates without frames").append(keepalives(report.results())).append('\n');
        report.warnings().forEach(line -> table.out.append("warning: ").append(line).append('\n'));
        return table.out.toString();
    }

    private static String keepalives(final List<Result> results) {
        final double[] rates = results.stream().filter(row -> row.facts().containsKey(KEEPALIVES))
            .mapToDouble(row -> (Double)row.facts().get(KEEPALIVES)).toArray();
        return rates.length == 0 ? "" : String.format(Locale.ROOT, " (%,.0f B/s here)", new Stats(rates).median());
    }

    private void group(final String group, final List<Result> results) {
        final List<Result> rows = of(group, results);
        if (rows.isEmpty()) {
            return;
        }
        out.append('\n').append(String.format(
            ROW, group, "median", "min", "max", "unit", "ratio", "of", "B/frame", "lost"));
        for (final Result row : rows) {
            out.append(String.format(ROW, name(row), number(row.stats().median()), number(row.stats().min()),
                number(row.stats().max()), row.unit(), row.limit() == null ? "" : ratio(row.limit().ratio().median()),
                limitName(row), fact(row, Result.ALLOCATED), fact(row, Result.LOST)));
        }
    }

    private void latencies(final List<Result> results) {
        final List<Result> rows = of("latency", results);
        if (rows.isEmpty()) {
            return;
        }
        out.append('\n').append(String.format(LATENCY_ROW, "latency since intended time, us", "p50", "p90", "p99",
            "p99.9", "max", "c-to-c", "p50 in c-to-c", "begun", "achieved", "B/frame"));
        for (final Result row : rows) {
            final Map<?, ?> percentiles = (Map<?, ?>)row.facts().get(Result.PERCENTILES);
            final List<String> cells = new ArrayList<>(List.of(name(row)));
            percentiles.values().forEach(ns -> cells.add(micros((Double)ns)));
            cells.add(micros(row.limit().value()));
            cells.add(String.format(Locale.ROOT, "%.1f (%.1f-%.1f)%s", row.limit().ratio().median(),
                row.limit().ratio().min(), row.limit().ratio().max(),
                hasMoved(row) ? " *" : ""));
            cells.add(String.format(Locale.ROOT, "%.1f", (Double)row.facts().get(Result.BEGUN_IN_TRIPS)));
            cells.add(number((Double)row.facts().get("achievedRateHz")));
            cells.add(fact(row, Result.ALLOCATED));
            out.append(String.format(LATENCY_ROW, cells.toArray()));
        }
        out.append("begun: p50 since publishing really began, in round trips from core to core\n");
        if (rows.stream().anyMatch(Table::hasMoved)) {
            out.append("* cores moved: repeats whose core-to-core trip changed by more than 25 % are set apart\n");
        }
    }

    private static boolean hasMoved(final Result row) {
        return row.facts().get(Result.SET_APART) instanceof Integer repeats && repeats > 0;
    }

    /** Where two processes pass small frames, the distance of the cores tells more than any limit. */
    private static String limitName(final Result row) {
        final String limit = row.limit() == null ? "" : row.limit().name();
        return row.facts().get(Result.CORE_TO_CORE) instanceof Double ns
            ? String.format(Locale.ROOT, "%s; c-to-c %.2f%s", limit, ns / THOUSAND, hasMoved(row) ? " *" : "") : limit;
    }

    private static List<Result> of(final String group, final List<Result> results) {
        return results.stream().filter(result -> result.group().equals(group)).toList();
    }

    private static String name(final Result row) {
        return row.name() + (row.isDisturbed() ? " !" : "");
    }

    private static String fact(final Result row, final String key) {
        final Object value = row.facts().get(key);
        return value == null ? "" : value instanceof Double number ? small(number) : value.toString();
    }

    /** Keepalives allocate now and then; spread over the frames, little is left of it. */
    private static String small(final double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.0f", value);
    }

    private static String ratio(final double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String micros(final double ns) {
        return String.format(Locale.ROOT, ns < 100 * THOUSAND ? "%.2f" : "%.0f", ns / THOUSAND);
    }

    private static String number(final double value) {
        if (value >= MILLION) {
            return String.format(Locale.ROOT, "%.2f M", value / MILLION);
        }
        return String.format(Locale.ROOT, value >= THOUSAND ? "%,.0f" : value >= 100 ? "%.0f" : "%.2f", value);
    }
}
