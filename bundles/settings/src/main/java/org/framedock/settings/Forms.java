package org.framedock.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The written forms of ranges and directories; null stands for what is not of the form. */
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
        if (!text.startsWith("/") || text.indexOf('?') >= 0 || text.indexOf('|') >= 0
            || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            return null;
        }
        try {
            return Path.of(text);
        } catch (final InvalidPathException noPath) {
            return null;
        }
    }
}
