package org.framedock.page.picture;

/**
 * A rectangle of a frame.
 *
 * @param x      first column.
 * @param y      first row.
 * @param width  columns.
 * @param height rows.
 */
public record Region(int x, int y, int width, int height) {

    /** Stands for the whole frame, whatever its size. */
    public static final Region WHOLE = new Region(0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** The part that lies in a frame; a column and a row at least. */
    Region within(final int frameWidth, final int frameHeight) {
        final int left = Math.max(0, Math.min(x, frameWidth - 1));
        final int top = Math.max(0, Math.min(y, frameHeight - 1));
        return new Region(left, top,
            Math.max(1, Math.min(width, frameWidth - left)), Math.max(1, Math.min(height, frameHeight - top)));
    }
}
