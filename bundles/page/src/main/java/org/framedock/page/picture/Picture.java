package org.framedock.page.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture as it is shown. The bytes are not to be changed.
 *
 * @param width      columns.
 * @param height     rows.
 * @param components 1 for grey, 3 for red, green and blue.
 * @param pixels     bytes of the components, row by row.
 * @param info       what it shows.
 */
public record Picture(int width, int height, int components, byte[] pixels, Info info) {

    private static final int BINS = 64;
    private static final int WORD_VALUES = 1 << 16;
    private static final int BYTE_VALUES = 1 << 8;
    private static final int WORD_MASK = 0xFFFF;
    private static final int WHITE = 255;
    private static final int HUNDREDTH = 100;

    /**
     * What a picture shows.
     *
     * @param sequence  of the frame.
     * @param epoch     of the frame.
     * @param format    of the frame, in words.
     * @param width     columns of the frame.
     * @param height    rows of the frame.
     * @param region    what of it is shown.
     * @param shownWidth columns of the picture.
     * @param shownHeight rows of the picture.
     * @param maxValue  largest value of the format.
     * @param low       value shown black.
     * @param high      value shown white.
     * @param darkest   smallest value shown.
     * @param brightest largest value shown.
     * @param histogram how often values from 0 to the largest of the format are there among what is shown, in equal
     *                  steps.
     * @param pixel     value of the pixel that was asked for, or red, green and blue; null if none was.
     */
    public record Info(
        long sequence, long epoch, String format, int width, int height, Region region, int shownWidth,
        int shownHeight, int maxValue, int low, int high, int darkest, int brightest, List<Integer> histogram,
        List<Integer> pixel) {
    }

    /** Gives values their brightness. */
    static Picture of(final Sample sample, final Wish wish) {
        final FrameShape shape = sample.shape();
        final int[] counts = new int[shape.isWide() ? WORD_VALUES : BYTE_VALUES];
        for (final short value : sample.values()) {
            counts[value & WORD_MASK]++;
        }
        final int darkest = quantile(counts, 1);
        final int brightest = quantile(counts, sample.values().length);
        final int tail = sample.values().length / HUNDREDTH;
        int low = switch (wish.stretch()) {
            case FIXED -> wish.low();
            case MINMAX -> darkest;
            case PERCENTILE -> quantile(counts, tail + 1);
            default -> 0;
        };
        int high = switch (wish.stretch()) {
            case FIXED -> wish.high();
            case MINMAX -> brightest;
            case PERCENTILE -> quantile(counts, sample.values().length - tail);
            default -> shape.maxValue();
        };
        if (low >= high) {
            // There is no contrast to stretch.
            low = 0;
            high = shape.maxValue();
        }
        return new Picture(sample.width(), sample.height(), shape.colours().shown(),
            brightness(sample.values(), counts.length, low, high),
            new Info(sample.sequence(), sample.epoch(), shape.name(), shape.width(), shape.height(), sample.region(),
                sample.width(), sample.height(), shape.maxValue(), low, high, darkest, brightest,
                histogram(counts, shape.maxValue()), listed(sample.pixel())));
    }

    /** The value that the so-manieth is, counted from the smallest. */
    private static int quantile(final int[] counts, final int rank) {
        int seen = 0;
        for (int value = 0; value < counts.length; value++) {
            seen += counts[value];
            if (seen >= rank) {
                return value;
            }
        }
        return counts.length - 1;
    }

    private static byte[] brightness(final short[] values, final int valueCount, final int low, final int high) {
        final byte[] shown = new byte[valueCount];
        final int range = Math.max(1, high - low);
        for (int value = 0; value < valueCount; value++) {
            shown[value] = (byte)Math.max(0, Math.min(WHITE, ((long)(value - low) * WHITE + range / 2) / range));
        }
        final byte[] pixels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            pixels[i] = shown[values[i] & WORD_MASK];
        }
        return pixels;
    }

    private static List<Integer> histogram(final int[] counts, final int maxValue) {
        final int[] bins = new int[BINS];
        for (int value = 0; value < counts.length; value++) {
            bins[Math.min(BINS - 1, (int)((long)value * BINS / (maxValue + 1L)))] += counts[value];
        }
        return listed(bins);
    }

    private static List<Integer> listed(final int[] numbers) {
        if (numbers == null) {
            return null;
        }
        final List<Integer> list = new ArrayList<>(numbers.length);
        for (final int number : numbers) {
            list.add(number);
        }
        return list;
    }
}
