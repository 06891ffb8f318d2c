package org.framedock.tools;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.Map;

/** Writes maps, lists, texts, numbers and truth values as JSON on one line. */
final class Json {

    private Json() {
    }

    static String of(final Object value) {
        final StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    /** An unsigned number of 64 bits. */
    static Number u64(final long value) {
        return value >= 0 ? (Number)value : new BigInteger(Long.toUnsignedString(value));
    }

    private static void append(final StringBuilder text, final Object value) {
        if (value instanceof Map<?, ?> map) {
            appendAll(text, '{', map.entrySet().iterator(), '}');
        } else if (value instanceof Iterable<?> list) {
            appendAll(text, '[', list.iterator(), ']');
        } else if (value instanceof Map.Entry<?, ?> entry) {
            append(text, String.valueOf(entry.getKey()));
            text.append(':');
            append(text, entry.getValue());
        } else if (value instanceof Double number && (number.isNaN() || number.isInfinite())) {
            text.append("null");
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            appendText(text, value.toString());
        }
    }

    private static void appendAll(
        final StringBuilder text, final char begin, final Iterator<?> elements, final char end) {
        text.append(begin);
        while (elements.hasNext()) {
            append(text, elements.next());
            if (elements.hasNext()) {
                text.append(',');
            }
        }
        text.append(end);
    }

    private static void appendText(final StringBuilder text, final String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c < ' ' || c > '~') {
                text.append(String.format("\\u%04x", (int)c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
