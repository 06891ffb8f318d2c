package org.framedock.page.picture;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Takes pixels out of a frame: of a region, so many columns and rows of it as will be shown, each of them a real pixel
 * and no mean. A mosaic gives the colours of the square of two by two that the pixel lies in. Any thread.
 */
final class Sampler {

    private static final int BYTE_MASK = 0xFF;
    private static final int WORD_MASK = 0xFFFF;

    private final DirectBuffer frame;
    private final FrameShape shape;

    Sampler(final DirectBuffer frame, final FrameShape shape) {
        this.frame = frame;
        this.shape = shape;
    }

    /**
     * Samples a region.
     *
     * @param region within the frame.
     * @param width  columns to take, at most those of the region.
     * @param height rows to take.
     * @return components of pixels, row by row; unsigned.
     */
    short[] sample(final Region region, final int width, final int height) {
        final int components = shape.colours().shown();
        final short[] values = new short[width * height * components];
        final long[] columns = columns(region, width);
        int at = 0;
        for (int row = 0; row < height; row++) {
            final int y = region.y() + (int)((long)row * region.height() / height);
            final long start = rowStart(y);
            for (final long column : columns) {
                at = components == 1 ? grey(values, at, start + column) : colour(values, at, start + column);
            }
        }
        return values;
    }

    private long[] columns(final Region region, final int width) {
        final long[] columns = new long[width];
        for (int column = 0; column < width; column++) {
            final int x = region.x() + (int)((long)column * region.width() / width);
            columns[column] = (shape.colours().isMosaic() ? square(x, shape.width()) : x) * shape.pixelStride();
        }
        return columns;
    }

    private long rowStart(final int y) {
        return (shape.colours().isMosaic() ? square(y, shape.height()) : y) * shape.rowStride();
    }

    /** First column or row of the square; the last odd one belongs to the square before. */
    private static long square(final int at, final int size) {
        return Math.min(at, (size & ~1) - 1) & ~1;
    }

    private int grey(final short[] values, final int at, final long offset) {
        values[at] = (short)value(offset);
        return at + 1;
    }

    private int colour(final short[] values, final int at, final long offset) {
        final Colours colours = shape.colours();
        values[at] = (short)value(offset + place(colours.red()));
        values[at + 1] = (short)value(offset + place(colours.green()));
        values[at + 2] = (short)value(offset + place(colours.blue()));
        return at + colours.shown();
    }

    private long place(final int colour) {
        return shape.colours().isMosaic()
            ? (colour & 1) * shape.pixelStride() + (colour >> 1) * shape.rowStride()
            : colour * shape.componentStride();
    }

    private int value(final long offset) {
        return shape.isWide()
            ? frame.getShort((int)offset, ByteOrder.LITTLE_ENDIAN) & WORD_MASK
            : frame.getByte((int)offset) & BYTE_MASK;
    }

    /**
     * The values of one pixel as they lie in the frame: of a mosaic the one, of colours red, green and blue.
     *
     * @return null if the pixel lies outside.
     */
    int[] pixel(final int x, final int y) {
        if (x < 0 || y < 0 || x >= shape.width() || y >= shape.height()) {
            return null;
        }
        final long offset = y * shape.rowStride() + x * shape.pixelStride();
        final Colours colours = shape.colours();
        return colours == Colours.GREY || colours.isMosaic()
            ? new int[] {value(offset)}
            : new int[] {value(offset + place(colours.red())), value(offset + place(colours.green())),
                value(offset + place(colours.blue()))};
    }
}
