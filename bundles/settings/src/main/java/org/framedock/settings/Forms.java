package org.framedock.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The written forms of ranges, directories and file modes; null stands for what is not of the form. */
final class Forms {

    static final String PATH_RULE = "of printable ASCII characters without blank, ? and |";

    private Forms() {
    }

    /** Two numbers in a list, or a text with a dash between them (D-15). */
    static IdRange toRange(final Given given, final long max) {
        final Long first;
        final Long last;
        if (given.value() instanceof List<?> list && list.size() == 2) {
            first = Given.number(list.get(0));
            last = Given.number(list.get(1));
        } else {
            final String text = given.text() == null ? "" : given.text();
            final int dash = text.indexOf('-');
            first = dash < 0 ? null : Given.parsed(text.substring(0, dash));
            last = dash < 0 ? null : Given.parsed(text.substring(dash + 1));
        }
        return first == null || last == null || first < 1 || first > last || last > max
            ? null : new IdRange(first, last);
    }

    /** An absolute path that can be part of a region's URI (W-6). */
    static Path toDirectory(final String text) {
        if (text == null || !text.startsWith("/")) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '?' || c == '|') {
                return null;
            }
        }
        try {
            return Path.of(text);
        } catch (final InvalidPathException noPath) {
            return null;
        }
    }

    /** A list of such paths with at least one in it. */
    static List<Path> toDirectories(final List<?> texts) {
        final List<Path> directories = new ArrayList<>();
        for (final Object text : texts == null ? List.of() : texts) {
            final Path directory = text instanceof String string ? toDirectory(string) : null;
            if (directory == null) {
                return null;
            }
            directories.add(directory);
        }
        return directories.isEmpty() ? null : List.copyOf(directories);
    }

    /** Whether a text names one directory, in characters that can be part of a region's URI (W-6). */
    static boolean isDirectoryName(final String text) {
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            final boolean letter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 255 && !text.equals(".") && !text.contains("..");
    }

    /** A file mode in octal digits; null if it is none. */
    static Integer toMode(final String text) {
        if (text.length() < 3 || text.length() > 4) {
            return null;
        }
        int mode = 0;
        for (int i = 0; i < text.length(); i++) {
            final int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 7) {
                return null;
            }
            mode = mode << 3 | digit;
        }
        return mode;
    }
}
