package org.framedock.page.picture;

import java.math.BigDecimal;
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
     * @param minValue  smallest value of the format, or of what is shown if the format has no range that is of use.
     * @param maxValue  largest value of the same.
     * @param low       value shown black.
     * @param high      value shown white.
     * @param darkest   smallest value shown.
     * @param brightest largest value shown.
     * @param histogram how often values from the smallest to the largest are there among what is shown, in equal
     *                  steps.
     * @param pixel     value of the pixel that was asked for, or red, green and blue, or luma and chroma; null in it
     *                  stands for what is no finite number. Null if none was asked for.
     */
    public record Info(
        long sequence, long epoch, String format, int width, int height, Region region, int shownWidth,
        int shownHeight, BigDecimal minValue, BigDecimal maxValue, BigDecimal low, BigDecimal high,
        BigDecimal darkest, BigDecimal brightest, List<Integer> histogram, List<BigDecimal> pixel) {
    }

    /** Gives values their brightness. */
    static Picture of(final Sample sample, final Wish wish) {
        final FrameShape shape = sample.shape();
        final Tones tones = sample.tones();
        final int count = tones.count();
        final double darkest = tones.quantile(1);
        final double brightest = tones.quantile(count);
        final double least = shape.hasRange() ? shape.minValue() : darkest;
        final double most = shape.hasRange() ? shape.maxValue() : brightest;
        final int tail = count / HUNDREDTH;
        double low = switch (wish.stretch()) {
            case FIXED -> wish.low();
            case MINMAX -> darkest;
            case PERCENTILE -> tones.quantile(tail + 1);
            default -> least;
        };
        double high = switch (wish.stretch()) {
            case FIXED -> wish.high();
            case MINMAX -> brightest;
            case PERCENTILE -> tones.quantile(count - tail);
            default -> most;
        };
        if (low >= high) {
            // There is no contrast to stretch: in the format's range as it is, without one in the middle of grey.
            final double half = Math.max(1, Math.abs(darkest)) / 2;
            low = shape.hasRange() ? least : darkest - half;
            high = shape.hasRange() ? most : darkest + half;
        }
        return new Picture(sample.width(), sample.height(), shape.colours().shown(), tones.brightness(low, high),
            new Info(sample.sequence(), sample.epoch(), shape.name(), shape.width(), shape.height(), sample.region(),
                sample.width(), sample.height(), shape.told(least), shape.told(most), shape.told(low),
                shape.told(high), shape.told(darkest), shape.told(brightest), tones.histogram(),
                told(shape, sample.pixel())));
    }

    private static List<BigDecimal> told(final FrameShape shape, final double[] values) {
        if (values == null) {
            return null;
        }
        final List<BigDecimal> list = new ArrayList<>(values.length);
        for (final double value : values) {
            list.add(shape.told(value));
        }
        return list;
    }
}
