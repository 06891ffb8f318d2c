package org.framedock.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the known key that a misspelt or misplaced one was meant to be. */
public final class NearestKey {

    private static final int OTHER_TABLE_PERCENT = 25;

    private NearestKey() {
    }

    /**
     * The known names in the order of how little of them differs from one; upper and lower case are the same.
     *
     * @param name  that is unknown.
     * @param known names in any order; may be empty.
     * @return the most similar one first.
     */
    public static List<String> sorted(final String name, final Collection<String> known) {
        final String lowerCase = name.toLowerCase(Locale.ROOT);
        return known.stream()
            .sorted(Comparator.comparingInt(each -> percent(lowerCase, each.toLowerCase(Locale.ROOT)))).toList();
    }

    /**
     * The known key whose last part differs least for its length; a key of the same table is preferred.
     *
     * @param table path of the table the unknown key stands in, "" for the file itself.
     * @param name  the unknown key without its table.
     * @param known full paths of all known keys, at least one.
     * @return one of the known keys.
     */
    static String of(final String table, final String name, final Collection<String> known) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (final String key : known) {
            final int dot = key.lastIndexOf('.');
            final boolean sameTable = table.equals(dot < 0 ? "" : key.substring(0, dot));
            final String leaf = key.substring(dot + 1);
            final int difference = percent(name, leaf) + (sameTable ? 0 : OTHER_TABLE_PERCENT);
            if (difference < least) {
                least = difference;
                nearest = key;
            }
        }
        return nearest;
    }

    /** How much of two texts differs. */
    private static int percent(final String left, final String right) {
        return 100 * distance(left, right) / Math.max(1, Math.max(left.length(), right.length()));
    }

    /** Least number of inserted, removed and exchanged characters that makes one text of the other. */
    static int distance(final String left, final String right) {
        int[] previous = new int[right.length() + 1];
        int[] current = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                final int exchanged = previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(exchanged, 1 + Math.min(previous[column], current[column - 1]));
            }
            final int[] spare = previous;
            previous = current;
            current = spare;
        }
        return previous[right.length()];
    }
}
