package org.framedock.page.picture;

import java.math.BigDecimal;

/**
 * What pixels a frame has, and how they lie in its bytes. Immutable.
 *
 * @param width    columns.
 * @param height   rows.
 * @param colours  where the colours lie.
 * @param layout   where the components lie.
 * @param minValue smallest value of the format.
 * @param maxValue largest value of the format; the same as the smallest if it has no range that means anything.
 * @param isSingle whether values are told to the precision of a float.
 * @param name     of the format, for people.
 */
record FrameShape(
    int width, int height, Colours colours, Layout layout, int minValue, int maxValue, boolean isSingle,
    String name) {

    private static final double MOST_WHOLE = 1L << 53;

    /** Whether the format has a range of its own, of at most 16 bits; else it is that of what is shown. */
    boolean hasRange() {
        return minValue < maxValue;
    }

    /** Room for so many values. */
    Tones tones(final int size) {
        return hasRange() ? new WordTones(size, minValue, maxValue) : new RealTones(size);
    }

    /** A value as it is told: exactly, whole numbers without a point; null if it is no finite number. */
    BigDecimal told(final double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return null;
        }
        if (value == Math.rint(value) && Math.abs(value) <= MOST_WHOLE) {
            return BigDecimal.valueOf((long)value);
        }
        return new BigDecimal(isSingle ? Float.toString((float)value) : Double.toString(value));
    }
}
