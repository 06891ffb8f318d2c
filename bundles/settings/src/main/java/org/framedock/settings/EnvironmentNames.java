package org.framedock.settings;

import java.util.Map;

/** Puts the values of environment variables in the place of {@code $NAME} and <code>${NAME}</code>. */
final class EnvironmentNames {

    private EnvironmentNames() {
    }

    /**
     * Expands every name.
     *
     * @throws IllegalArgumentException whose message says what would be accepted, if a name is not set or not closed.
     */
    static String expand(final String text, final Map<String, String> environment) {
        final StringBuilder expanded = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            final char c = text.charAt(position);
            if (c != '$') {
                expanded.append(c);
                position++;
                continue;
            }
            final boolean braced = position + 1 < text.length() && text.charAt(position + 1) == '{';
            final int start = position + (braced ? 2 : 1);
            int end = start;
            while (end < text.length() && isNameChar(text.charAt(end))) {
                end++;
            }
            if (end == start || braced && (end == text.length() || text.charAt(end) != '}')) {
                throw new IllegalArgumentException("a text in which every $ begins $NAME or ${NAME}");
            }
            expanded.append(valueOf(text.substring(start, end), environment));
            position = braced ? end + 1 : end;
        }
        return expanded.toString();
    }

    private static String valueOf(final String name, final Map<String, String> environment) {
        final String value = environment.get(name);
        if (name.equals("USER") && (value == null || value.isEmpty())) {
            // Services and containers often run without USER; the C library's name for the user is meant then.
            return System.getProperty("user.name");
        }
        if (value == null) {
            throw new IllegalArgumentException(
                "a text whose names are set in the environment, and " + name + " is not: set it or leave it out");
        }
        return value;
    }

    private static boolean isNameChar(final char c) {
        return c == '_' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }
}
