package org.framedock.tools;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How things that come from outside, and numbers, are shown to people. */
final class Shown {

    private static final int MAX_TEXT = 200;
    private static final double KIBI = 1024;
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_S = 1e9;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long SECONDS_PER_HOUR = 3600;
    private static final long SECONDS_PER_DAY = 86_400;

    private Shown() {
    }

    /** A text of bearable length that cannot steer a terminal. */
    static String text(final String given) {
        final boolean isWhole = given.length() <= MAX_TEXT;
        return (isWhole ? given : given.substring(0, MAX_TEXT) + "...").replaceAll("[^ -~]", "?");
    }

    /** Names and values on one line; a text with a blank in it is quoted. */
    static String fields(final Map<String, ?> fields) {
        return fields.entrySet().stream().map(field -> field.getKey() + "=" + value(field.getValue()))
            .collect(Collectors.joining(" "));
    }

    private static String value(final Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(entry -> entry.getKey() + "=" + value(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Iterable<?> list) {
            final StringBuilder text = new StringBuilder("[");
            list.forEach(element -> text.append(text.length() > 1 ? "," : "").append(value(element)));
            return text.append(']').toString();
        }
        final String text = text(String.valueOf(value));
        return text.isEmpty() || text.indexOf(' ') >= 0 ? "\"" + text + "\"" : text;
    }

    static String bytes(final long bytes) {
        double shown = bytes;
        int unit = 0;
        final String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
        while (shown >= KIBI && unit < units.length - 1) {
            shown /= KIBI;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", shown, units[unit]);
    }

    /** A span of time in one unit, or two. */
    static String span(final long ns) {
        if (ns < 0) {
            return "-" + span(-Math.max(ns, -Long.MAX_VALUE));
        }
        if (ns < NS_PER_S) {
            return String.format(Locale.ROOT, "%.1f ms", ns / NS_PER_MS);
        }
        final long seconds = (long)(ns / NS_PER_S);
        if (seconds < SECONDS_PER_MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", ns / NS_PER_S);
        }
        if (seconds < SECONDS_PER_HOUR) {
            return seconds / SECONDS_PER_MINUTE + " min " + seconds % SECONDS_PER_MINUTE + " s";
        }
        if (seconds < SECONDS_PER_DAY) {
            return seconds / SECONDS_PER_HOUR + " h " + seconds % SECONDS_PER_HOUR / SECONDS_PER_MINUTE + " min";
        }
        return seconds / SECONDS_PER_DAY + " d " + seconds % SECONDS_PER_DAY / SECONDS_PER_HOUR + " h";
    }

    static String number(final double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String milliseconds(final double ns) {
        return String.format(Locale.ROOT, "%.3f", ns / NS_PER_MS);
    }

    /** Rounded for JSON. */
    static double rounded(final double value) {
        return Double.isFinite(value) ? Math.round(value * 1e3) / 1e3 : value;
    }

    /** Why something failed, without a stack and on one line. */
    static String reason(final Throwable failure) {
        final String message = failure.getMessage();
        final String kind = failure.getClass().getSimpleName();
        return text(message == null ? kind : kind + ": " + message);
    }
}
