package org.framedock.page.metrics;

import java.util.Locale;

/**
 * Writes the text format of Prometheus, version 0.0.4: of each metric HELP and TYPE first, then its samples. One
 * thread.
 */
final class Exposition {

    private static final int MAX_LABEL_CHARS = 128;

    private final StringBuilder text = new StringBuilder();
    private String family = "";
    private String head = "";

    /** Begins a metric; its lines come only if it has a sample. */
    Exposition family(final String name, final String type, final String help) {
        family = name;
        head = "# HELP " + name + ' ' + help.replace("\\", "\\\\").replace("\n", "\\n") + "\n# TYPE " + name + ' '
            + type + '\n';
        return this;
    }

    /**
     * Adds a sample of the metric that was begun last.
     *
     * @param value  left out if it is not known, -1.
     * @param labels names and values in turn.
     */
    Exposition sample(final double value, final String... labels) {
        return part("", value, labels);
    }

    /**
     * Adds a sample of a part of the metric, as a summary has its sum and its count.
     *
     * @param suffix of the metric's name.
     * @param value  left out if it is not known, -1.
     * @param labels names and values in turn.
     */
    Exposition part(final String suffix, final double value, final String... labels) {
        if (value == -1 || Double.isNaN(value)) {
            return this;
        }
        text.append(head).append(family).append(suffix);
        head = "";
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"").append(escaped(labels[i + 1])).append('"');
        }
        if (labels.length > 0) {
            text.append('}');
        }
        text.append(' ').append(number(value)).append('\n');
        return this;
    }

    private static String escaped(final String value) {
        final String cut = value.length() <= MAX_LABEL_CHARS ? value : value.substring(0, MAX_LABEL_CHARS);
        return cut.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replaceAll("\\p{Cntrl}", "?");
    }

    private static String number(final double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
            ? Long.toString((long)value) : String.format(Locale.ROOT, "%.6g", value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
