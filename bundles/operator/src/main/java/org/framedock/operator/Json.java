package org.framedock.operator;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the model as JSON (RFC 8259). A record is an object whose keys are the names of its components; a number that
 * is not known (-1) is null, unless it is a BigDecimal, which is always known; a lease id is a text, since it needs all
 * 64 bits. Any thread.
 */
public final class Json {

    private static final char FIRST_PRINTABLE = ' ';
    private static final double THOUSAND = 1000;
    private static final String UNSIGNED_ID = "leaseId";

    private Json() {
    }

    /**
     * Writes a value.
     *
     * @param value null, a text, number, boolean, enum, list, map or record, and these in each other.
     * @return the text, without a line end.
     * @throws IllegalArgumentException if there is anything else in it.
     */
    public static String of(final Object value) {
        final StringBuilder text = new StringBuilder();
        write(text, value);
        return text.toString();
    }

    private static void write(final StringBuilder text, final Object value) {
        if (value == null) {
            text.append("null");
        } else if (value instanceof Number number) {
            number(text, number);
        } else if (value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof CharSequence || value instanceof Enum) {
            quote(text, value.toString());
        } else if (value instanceof List<?> list) {
            list(text, list);
        } else if (value instanceof Map<?, ?> map) {
            map(text, map);
        } else if (value instanceof Record record) {
            record(text, record);
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass().getName());
        }
    }

    private static void number(final StringBuilder text, final Number number) {
        if (number instanceof BigDecimal) {
            text.append(number);
            return;
        }
        final double asDouble = number.doubleValue();
        if (asDouble == -1 || Double.isNaN(asDouble) || Double.isInfinite(asDouble)) {
            text.append("null");
        } else if (number instanceof Double) {
            text.append(String.format(Locale.ROOT, "%.3f", Math.round(asDouble * THOUSAND) / THOUSAND));
        } else {
            text.append(number);
        }
    }

    private static void list(final StringBuilder text, final List<?> list) {
        char before = '[';
        for (final Object element : list) {
            text.append(before);
            write(text, element);
            before = ',';
        }
        text.append(list.isEmpty() ? "[]" : "]");
    }

    private static void map(final StringBuilder text, final Map<?, ?> map) {
        char before = '{';
        for (final Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(before);
            quote(text, String.valueOf(entry.getKey()));
            text.append(':');
            write(text, entry.getValue());
            before = ',';
        }
        text.append(map.isEmpty() ? "{}" : "}");
    }

    private static void record(final StringBuilder text, final Record record) {
        char before = '{';
        for (final RecordComponent component : record.getClass().getRecordComponents()) {
            text.append(before);
            quote(text, component.getName());
            text.append(':');
            final Object value;
            try {
                value = component.getAccessor().invoke(record);
            } catch (final ReflectiveOperationException e) {
                throw new IllegalArgumentException("no JSON for " + record.getClass().getName(), e);
            }
            write(text, component.getName().equals(UNSIGNED_ID) && value instanceof Long id
                ? Long.toUnsignedString(id) : value);
            before = ',';
        }
        text.append(before == '{' ? "{}" : "}");
    }

    private static void quote(final StringBuilder text, final String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    // Half of a pair would not be UTF-8.
                    if (c < FIRST_PRINTABLE || Character.isSurrogate(c) && !isPaired(value, i)) {
                        text.append(String.format("\\u%04x", (int)c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    private static boolean isPaired(final String value, final int i) {
        return Character.isHighSurrogate(value.charAt(i))
            ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
            : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }
}
