package org.framedock.operator.verbs;

import java.util.ArrayList;
import java.util.List;

/** Columns of text for a terminal, each as wide as its widest cell. A heading that begins with '&gt;' sets numbers. */
final class Table {

    private static final String GAP = "  ";
    private static final String RIGHT = ">";

    private final boolean[] right;
    private final List<String[]> rows = new ArrayList<>();

    Table(final String... headings) {
        right = new boolean[headings.length];
        final String[] names = new String[headings.length];
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(RIGHT);
            names[i] = right[i] ? headings[i].substring(1) : headings[i];
        }
        rows.add(names);
    }

    Table row(final Object... cells) {
        final String[] texts = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            final String text = String.valueOf(cells[i]);
            texts[i] = text.isEmpty() ? "-" : clean(text);
        }
        rows.add(texts);
        return this;
    }

    /** What plugins and files say may not move the cursor. */
    static String clean(final String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /** Lines without blanks at their ends, each ended. */
    @Override
    public String toString() {
        final int[] widths = new int[right.length];
        for (final String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        final StringBuilder text = new StringBuilder();
        for (final String[] row : rows) {
            final StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                final String blanks = " ".repeat(widths[i] - row[i].length());
                line.append(right[i] ? blanks + row[i] : row[i] + blanks).append(GAP);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
