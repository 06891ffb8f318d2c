package org.framedock.page.picture;

import org.agrona.DirectBuffer;

/**
 * Takes pixels out of a frame: of a region, so many columns and rows of it as will be shown, each of them a real pixel
 * and no mean. A mosaic gives the colours of the square of two by two that the pixel lies in. Any thread.
 */
final class Sampler {

    private static final int NO_CHROMA = 128;
    private static final int BYTE_MAX = 255;
    /** Of luma and chroma that use all their values, as the PFNC has YUV and YCbCr unless a name says more. */
    private static final double RED_OF_V = 1.402;
    private static final double GREEN_OF_U = -0.344136;
    private static final double GREEN_OF_V = -0.714136;
    private static final double BLUE_OF_U = 1.772;

    private final DirectBuffer frame;
    private final FrameShape shape;
    private final Colours colours;

    Sampler(final DirectBuffer frame, final FrameShape shape) {
        this.frame = frame;
        this.shape = shape;
        this.colours = shape.colours();
    }

    /**
     * Samples a region.
     *
     * @param region within the frame.
     * @param width  columns to take, at most those of the region.
     * @param height rows to take.
     * @return components of pixels, row by row.
     */
    Tones sample(final Region region, final int width, final int height) {
        final int components = colours.shown();
        final Tones tones = shape.tones(width * height * components);
        int at = 0;
        for (int row = 0; row < height; row++) {
            final int y = region.y() + (int)((long)row * region.height() / height);
            for (int column = 0; column < width; column++) {
                final int x = region.x() + (int)((long)column * region.width() / width);
                switch (colours.kind()) {
                    case GREY -> tones.put(at, value(x, y, 0));
                    case BESIDE -> put(tones, at, value(x, y, colours.first()), value(x, y, colours.second()),
                        value(x, y, colours.third()));
                    case MOSAIC -> put(tones, at, inSquare(x, y, colours.first()), inSquare(x, y, colours.second()),
                        inSquare(x, y, colours.third()));
                    default -> putLuma(tones, at, x, y);
                }
                at += components;
            }
        }
        return tones;
    }

    private static void put(
        final Tones tones, final int at, final double red, final double green, final double blue) {
        tones.put(at, red);
        tones.put(at + 1, green);
        tones.put(at + 2, blue);
    }

    private double value(final int x, final int y, final int component) {
        return shape.layout().value(frame, x, y, component);
    }

    private double inSquare(final int x, final int y, final int place) {
        return value(square(x, shape.width()) + (place & 1), square(y, shape.height()) + (place >> 1), 0);
    }

    /** First column or row of the square; the last odd one belongs to the square before. */
    private static int square(final int at, final int size) {
        return Math.min(at, (size & ~1) - 1) & ~1;
    }

    private void putLuma(final Tones tones, final int at, final int x, final int y) {
        final double luma = value(x, y, colours.first());
        final double u = chroma(x, y, 0) - NO_CHROMA;
        final double v = chroma(x, y, 1) - NO_CHROMA;
        put(tones, at, bounded(luma + RED_OF_V * v), bounded(luma + GREEN_OF_U * u + GREEN_OF_V * v),
            bounded(luma + BLUE_OF_U * u));
    }

    private double chroma(final int x, final int y, final int which) {
        final int column = colours.kind() == Colours.Kind.LUMA ? x : square(x, shape.width()) + which;
        return value(column, y, which == 0 ? colours.second() : colours.third());
    }

    private static double bounded(final double value) {
        return Math.max(0, Math.min(BYTE_MAX, Math.rint(value)));
    }

    /**
     * The values of one pixel as they lie in the frame: of a mosaic the one, of colours red, green and blue, of luma
     * and chroma these.
     *
     * @return null if the pixel lies outside.
     */
    double[] pixel(final int x, final int y) {
        if (x < 0 || y < 0 || x >= shape.width() || y >= shape.height()) {
            return null;
        }
        return switch (colours.kind()) {
            case GREY, MOSAIC -> new double[] {value(x, y, 0)};
            case BESIDE -> new double[] {value(x, y, colours.first()), value(x, y, colours.second()),
                value(x, y, colours.third())};
            default -> new double[] {value(x, y, colours.first()), chroma(x, y, 0), chroma(x, y, 1)};
        };
    }
}
