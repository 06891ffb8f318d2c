package org.framedock.page.picture;

/**
 * What a picture shall be.
 *
 * @param region  of the frame.
 * @param max     most columns and rows of the picture, in pixels.
 * @param stretch how values become brightness.
 * @param low     value shown black; for {@link Stretch#FIXED}.
 * @param high    value shown white; for {@link Stretch#FIXED}.
 * @param pixelX  column of the pixel whose value is told, -1 for none.
 * @param pixelY  row of that pixel.
 */
public record Wish(Region region, int max, Stretch stretch, double low, double high, int pixelX, int pixelY) {

    /** Columns and rows of a picture unless something else is wished. */
    public static final int DEFAULT_MAX = 512;
    /** The most columns and rows. */
    public static final int LARGEST_MAX = 2048;

    /** How values become brightness. */
    public enum Stretch {
        /** The format's whole range; that of what is shown, if the format's is of no use. */
        NONE,
        /** From the given low to the given high value. */
        FIXED,
        /** From the darkest to the brightest value shown. */
        MINMAX,
        /** Without the darkest and the brightest hundredth of what is shown. */
        PERCENTILE
    }

    /**
     * The value of one pixel, and no picture worth the name.
     *
     * @param x column.
     * @param y row.
     * @return the wish.
     */
    public static Wish pixel(final int x, final int y) {
        return new Wish(new Region(x, y, 1, 1), 1, Stretch.NONE, 0, 0, x, y);
    }
}
