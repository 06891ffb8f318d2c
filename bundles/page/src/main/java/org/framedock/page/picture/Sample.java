package org.framedock.page.picture;

/**
 * Pixels taken out of one frame.
 *
 * @param shape    of the frame.
 * @param region   that they come from.
 * @param width    columns taken.
 * @param height   rows taken.
 * @param tones    components, row by row.
 * @param pixel    values of the pixel that was asked for, null if none was or it lies outside.
 * @param sequence of the frame.
 * @param epoch    of the frame.
 */
record Sample(
    FrameShape shape, Region region, int width, int height, Tones tones, double[] pixel, long sequence, long epoch) {

    static Sample take(final Sampler sampler, final FrameShape shape, final Wish wish, final long sequence,
        final long epoch) {
        final Region region = wish.region().within(shape.width(), shape.height());
        // Never larger than it is: whoever shows it can enlarge it.
        final double scale = Math.min(1, wish.max() / (double)Math.max(region.width(), region.height()));
        final int width = Math.max(1, (int)Math.round(region.width() * scale));
        final int height = Math.max(1, (int)Math.round(region.height() * scale));
        return new Sample(shape, region, width, height, sampler.sample(region, width, height),
            sampler.pixel(wish.pixelX(), wish.pixelY()), sequence, epoch);
    }
}
