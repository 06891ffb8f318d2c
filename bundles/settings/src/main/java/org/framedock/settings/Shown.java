package org.framedock.settings;

import java.util.List;
import java.util.Map;

/** Values as a message shows them: on one line, as TOML spells them, and not for ever. */
final class Shown {

    private static final int MAX_CHARS = 120;

    private Shown() {
    }

    static String value(final Object value) {
        if (value instanceof Map<?, ?>) {
            return "a table";
        }
        if (value instanceof List<?> list) {
            final StringBuilder line = new StringBuilder("[");
            for (final Object element : list) {
                line.append(line.length() == 1 ? "" : ", ").append(value(element));
            }
            return shortened(line.append(']').toString());
        }
        return value instanceof String text ? '"' + oneLine(text) + '"' : String.valueOf(value);
    }

    /** Without line ends and other characters that would spoil a line. */
    static String oneLine(final String text) {
        final StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> line.append(Character.isISOControl(c) ? '?' : c);
            }
        }
        return shortened(line.toString());
    }

    private static String shortened(final String line) {
        return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "...";
    }
}
