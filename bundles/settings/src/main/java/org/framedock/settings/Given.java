package org.framedock.settings;

import java.util.List;

/**
 * A value as it was given, in the file or by an environment variable.
 *
 * @param key      full key in the file.
 * @param value    the value; always a text if it is the environment's.
 * @param variable name of the environment variable it comes from, or null.
 */
record Given(String key, Object value, String variable) {

    boolean fromEnvironment() {
        return variable != null;
    }

    /** What a message begins with. */
    String shown() {
        return fromEnvironment()
            ? "environment variable " + variable + "=" + Shown.oneLine(text())
            : Shown.oneLine(key) + " = " + Shown.value(value);
    }

    /** What a message says the rule about. */
    String subject() {
        return fromEnvironment() ? key : "it";
    }

    String text() {
        return value instanceof String text ? text : null;
    }

    List<?> list() {
        return value instanceof List<?> list ? list : null;
    }

    /** The truth value, or null if it is none. */
    Boolean flag() {
        if (!fromEnvironment()) {
            return value instanceof Boolean flag ? flag : null;
        }
        final String text = text().trim();
        final boolean yes = text.equalsIgnoreCase("true");
        return yes || text.equalsIgnoreCase("false") ? yes : null;
    }

    /** The whole number, or null if it is none. Texts count only from the environment, where all is text. */
    Long number() {
        return fromEnvironment() ? parsed(text()) : number(value);
    }

    Double decimal() {
        if (!fromEnvironment()) {
            return value instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
        }
        try {
            return Double.valueOf(text().trim());
        } catch (final NumberFormatException notANumber) {
            return null;
        }
    }

    static Long number(final Object value) {
        return value instanceof Integer || value instanceof Long ? Long.valueOf(((Number) value).longValue()) : null;
    }

    static Long parsed(final String text) {
        try {
            return Long.valueOf(text.trim());
        } catch (final NumberFormatException notANumber) {
            return null;
        }
    }
}
