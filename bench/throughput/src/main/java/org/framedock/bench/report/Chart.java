package org.framedock.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The report as a picture: bars of the ratios to the limits that apply, and lines of the latency percentiles on a
 * logarithmic scale.
 */
final class Chart {

    private static final int WIDTH = 1120;
    private static final int LABEL_WIDTH = 270;
    private static final int BAR_WIDTH = 420;
    private static final int ROW = 18;
    private static final int MARGIN = 20;
    private static final int PLOT_HEIGHT = 320;
    private static final double WIDEST_RATIO = 1.25;
    private static final double LEAST_NS = 100;
    private static final int DECADES = 6;
    private static final String[] COLOURS = {"#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf",
        "#8c564b", "#e377c2", "#7f7f7f"};

    private final List<Result> bars;
    private final List<Result> lines;
    private final StringBuilder body = new StringBuilder();
    private int y = MARGIN;

    Chart(final List<Result> results) {
        bars = results.stream()
            .filter(result -> result.group().equals("throughput") && result.limit() != null).toList();
        lines = results.stream().filter(result -> result.group().equals("latency")).toList();
    }

    String svg() {
        if (!bars.isEmpty()) {
            drawBars();
        }
        if (!lines.isEmpty()) {
            drawLines();
        }
        return String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
            + "font-family=\"sans-serif\" font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
            + "%s</svg>%n", WIDTH, y + MARGIN, body);
    }

    private void drawBars() {
        title("Throughput as a ratio to the limit that applies (median; the thin line is min to max)");
        final int top = y;
        for (final Result result : bars) {
            final Stats ratio = result.limit().ratio();
            y += ROW;
            text(MARGIN, y, shortName(result), "start");
            body.append(String.format(Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"11\" fill=\"#1f77b4\"/>%n",
                LABEL_WIDTH, y - 9, barX(ratio.median()) - LABEL_WIDTH));
            line(barX(ratio.min()), y - 3.5, barX(ratio.max()), y - 3.5, "#111");
            text(LABEL_WIDTH + BAR_WIDTH + 8, y, String.format(Locale.ROOT, "%,.0f %s, %.2f of %s",
                result.stats().median(), result.unit(), ratio.median(), result.limit().name()), "start");
        }
        line(barX(1), top, barX(1), y + 4, "#d62728");
        text((int)barX(1), y + 16, "1.0", "middle");
        y += 2 * ROW;
    }

    /** The title says the group. */
    private static String shortName(final Result result) {
        return result.name().substring(result.group().length() + 1);
    }

    private static double barX(final double ratio) {
        return LABEL_WIDTH + BAR_WIDTH * Math.max(0, Math.min(WIDEST_RATIO, ratio)) / WIDEST_RATIO;
    }

    private void drawLines() {
        title("Latency from the intended time of publishing to the handler (median of the repeats)");
        final int top = y + ROW;
        final int bottom = top + PLOT_HEIGHT;
        final int left = 80;
        final int step = 110;
        for (int decade = 0; decade <= DECADES; decade++) {
            final double at = bottom - PLOT_HEIGHT * decade / (double)DECADES;
            line(left, at, left + 4 * step, at, "#ddd");
            text(left - 6, (int)at + 4, label(LEAST_NS * Math.pow(10, decade)), "end");
        }
        final ToDoubleFunction<Double> height = ns -> bottom - PLOT_HEIGHT
            * Math.max(0, Math.min(DECADES, Math.log10(Math.max(1, ns) / LEAST_NS))) / DECADES;
        int row = 0;
        for (final Result result : lines) {
            final Map<?, ?> percentiles = (Map<?, ?>)result.facts().get(Result.PERCENTILES);
            final String colour = COLOURS[row % COLOURS.length];
            final StringBuilder points = new StringBuilder();
            int column = 0;
            for (final Map.Entry<?, ?> percentile : percentiles.entrySet()) {
                points.append(String.format(Locale.ROOT, "%d,%.1f ", left + column * step,
                    height.applyAsDouble((Double)percentile.getValue())));
                if (row == 0) {
                    text(left + column * step, bottom + 16, percentile.getKey().toString(), "middle");
                }
                column++;
            }
            body.append(String.format("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                points, colour));
            line(left + 4 * step + 20, top + row * ROW + 6, left + 4 * step + 40, top + row * ROW + 6, colour);
            text(left + 4 * step + 46, top + row * ROW + 10, shortName(result), "start");
            row++;
        }
        y = Math.max(bottom + ROW, top + row * ROW) + ROW;
    }

    private static String label(final double ns) {
        return ns < 1e3 ? (int)ns + " ns" : ns < 1e6 ? (int)(ns / 1e3) + " us" : (int)(ns / 1e6) + " ms";
    }

    private void title(final String text) {
        y += ROW;
        body.append(String.format("<text x=\"%d\" y=\"%d\" font-size=\"14\" font-weight=\"bold\">%s</text>%n",
            MARGIN, y, text));
        y += ROW / 2;
    }

    private void text(final int x, final int at, final String text, final String anchor) {
        body.append(String.format("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, at, anchor,
            text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private void line(final double x1, final double y1, final double x2, final double y2, final String colour) {
        body.append(String.format(Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n", x1, y1, x2, y2, colour));
    }
}
