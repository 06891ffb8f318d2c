package org.framedock.settings;

/**
 * An inclusive range of stream ids that a driver hands out from (D-15).
 *
 * @param first lowest id, at least 1.
 * @param last  highest id, not below the first.
 */
public record IdRange(long first, long last) {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the range is empty or holds ids below 1.
     */
    public IdRange {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("not a range of ids: " + first + "-" + last);
        }
    }

    /** Whether an id lies in this range. */
    public boolean contains(final long id) {
        return id >= first && id <= last;
    }

    /** Whether some id lies in both ranges. */
    public boolean overlaps(final IdRange other) {
        return first <= other.last && other.first <= last;
    }

    /** The range as a file spells it: {@code 20000-29999}. */
    @Override
    public String toString() {
        return first + "-" + last;
    }
}
