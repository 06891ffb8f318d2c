package org.framedock.camera.aravis;

import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.source.PixelFormat;

/**
 * The moving diagonal ramp of Aravis' fake cameras. The value of pixel (x, y) of frame n is {@code (x + y + n) % 255},
 * times {@code 1 + gain + log10(exposure time / 10 ms)} and at most 255; colours are those of a rainbow at that value.
 */
final class FakeCameraPattern {

    private static final int PERIOD = 255;
    private static final int PERIOD_16 = 65_535;
    private static final int STEP_16 = 256;
    private static final int GREY = 3;

    private final PixelFormat format;
    private final int width;
    private final int height;
    /** What a channel shows at each of the 255 values: red, green, blue, grey. */
    private final byte[][] shown = new byte[GREY + 1][PERIOD];

    /** With the camera's default gain and exposure time, in Mono8. */
    FakeCameraPattern(final int width, final int height) {
        this(PixelFormat.MONO8, width, height, 1);
    }

    FakeCameraPattern(final PixelFormat format, final int width, final int height, final double scale) {
        this.format = format;
        this.width = width;
        this.height = height;
        for (int value = 0; value < PERIOD; value++) {
            final int index = (int)Math.min(255, value * scale);
            shown[0][value] = slope(index - 95, 223 - index);
            shown[1][value] = slope(index - 31, 159 - index);
            shown[2][value] = slope(index + 33, 95 - index);
            shown[GREY][value] = (byte)index;
        }
    }

    /** Up and down again in steps of 4, from 0 to 255. */
    private static byte slope(final int up, final int down) {
        return (byte)Math.max(0, Math.min(255, Math.min(4 * up, 256 + 4 * down)));
    }

    /** Number of a frame in Mono8 at scale 1, modulo 255. */
    int phase(final UnsafeBuffer frame) {
        return frame.getByte(0) & 0xFF;
    }

    /** How many pixels are wrong, for the frame number that fits best to the first rows. */
    int wrongPixels(final UnsafeBuffer frame) {
        if (format == PixelFormat.MONO16) {
            return wrongPixels16(frame);
        }
        for (int number = 0; number < PERIOD; number++) {
            if (wrongPixels(frame, number, Math.min(2, height), 1) == 0) {
                return wrongPixels(frame, number, height, Integer.MAX_VALUE);
            }
        }
        return width * height;
    }

    private int wrongPixels(final UnsafeBuffer frame, final int number, final int rows, final int enough) {
        final int components = format.componentCount();
        int wrong = 0;
        int at = 0;
        for (int y = 0; y < rows; y++) {
            int value = (number + y) % PERIOD;
            for (int x = 0; x < width; x++) {
                for (int component = 0; component < components; component++) {
                    if (frame.getByte(at++) != shown[channel(x, y, component)][value] && ++wrong == enough) {
                        return wrong;
                    }
                }
                value = value + 1 == PERIOD ? 0 : value + 1;
            }
        }
        return wrong;
    }

    private int channel(final int x, final int y, final int component) {
        final boolean oddX = (x & 1) != 0;
        final boolean oddY = (y & 1) != 0;
        return switch (format) {
            case MONO8 -> GREY;
            case RGB8 -> component;
            // The fake camera draws each of these two as the other one.
            case BAYER_RG8 -> oddX != oddY ? 1 : oddX ? 0 : 2;
            case BAYER_BG8 -> oddX != oddY ? 1 : oddX ? 2 : 0;
            case BAYER_GR8 -> oddX == oddY ? 1 : oddX ? 0 : 2;
            case BAYER_GB8 -> oddX == oddY ? 1 : oddX ? 2 : 0;
            default -> throw new IllegalArgumentException(format + " is not drawn by the fake camera");
        };
    }

    private int wrongPixels16(final UnsafeBuffer frame) {
        // 256 * 256 is 1 modulo 65535, so that the first pixel tells the frame's number.
        final int number = (int)((long)(frame.getShort(0) & 0xFFFF) * STEP_16 % PERIOD_16);
        int wrong = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                final long value = (long)STEP_16 * (x + y + number) % PERIOD_16;
                if ((frame.getShort(2 * (y * width + x)) & 0xFFFF) != value) {
                    wrong++;
                }
            }
        }
        return wrong;
    }

    /** How many frames lie between two phases, less than 255. */
    static int framesBetween(final int earlier, final int later) {
        return Math.floorMod(later - earlier, PERIOD);
    }
}
