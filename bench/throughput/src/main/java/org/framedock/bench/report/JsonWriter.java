package org.framedock.bench.report;

import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts, numbers and truth values as JSON, two blanks deep for each level. */
final class JsonWriter {

    private static final int FIRST_PRINTABLE = 0x20;

    private final StringBuilder out = new StringBuilder();

    private JsonWriter() {
    }

    static String write(final Object value) {
        final JsonWriter writer = new JsonWriter();
        writer.value(value, 0);
        return writer.out.append('\n').toString();
    }

    private void value(final Object value, final int depth) {
        if (value instanceof Map<?, ?> map) {
            object(map, depth);
        } else if (value instanceof List<?> list) {
            array(list, depth);
        } else if (value instanceof double[] numbers) {
            numbers(numbers);
        } else if (value instanceof Double number) {
            number(number);
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            text(value.toString());
        }
    }

    private void object(final Map<?, ?> map, final int depth) {
        String separator = "{";
        for (final Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            line(depth + 1);
            text(entry.getKey().toString());
            out.append(": ");
            value(entry.getValue(), depth + 1);
            separator = ",";
        }
        out.append(map.isEmpty() ? "{" : "");
        line(depth);
        out.append('}');
    }

    private void array(final List<?> list, final int depth) {
        String separator = "[";
        for (final Object item : list) {
            out.append(separator);
            line(depth + 1);
            value(item, depth + 1);
            separator = ",";
        }
        out.append(list.isEmpty() ? "[]" : "");
        if (!list.isEmpty()) {
            line(depth);
            out.append(']');
        }
    }

    private void numbers(final double[] numbers) {
        out.append('[');
        for (int i = 0; i < numbers.length; i++) {
            out.append(i == 0 ? "" : ", ");
            number(numbers[i]);
        }
        out.append(']');
    }

    /** JSON knows no infinity. */
    private void number(final double number) {
        if (Double.isFinite(number)) {
            out.append(number);
        } else {
            out.append("null");
        }
    }

    private void line(final int depth) {
        out.append('\n').append("  ".repeat(depth));
    }

    private void text(final String text) {
        out.append('"');
        for (final char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE) {
                out.append(String.format("\\u%04x", (int)c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
