package org.framedock.camera.aravis;

import java.util.Locale;

import org.framedock.source.ElementType;
import org.framedock.source.FrameFormat;
import org.framedock.source.PixelFormat;

/**
 * What the camera sends once its settings have been applied.
 *
 * @param pixelFormat   format of a pixel.
 * @param offsetXPixels first column.
 * @param offsetYPixels first row.
 * @param widthPixels   columns.
 * @param heightPixels  rows.
 * @param payloadBytes  most bytes that a frame takes in a buffer, chunk data included.
 * @param hasChunks     true if chunk data may follow the image.
 * @param frameRateHz   frames per second, 0 if the camera says none.
 * @param triggered     true if it waits for triggers, so that silence means nothing.
 */
record FrameLayout(
    PixelFormat pixelFormat,
    int offsetXPixels,
    int offsetYPixels,
    int widthPixels,
    int heightPixels,
    int payloadBytes,
    boolean hasChunks,
    double frameRateHz,
    boolean triggered) {

    /**
     * Size of the image without padding and chunk data.
     *
     * @return bytes.
     */
    long imageBytes() {
        return pixelFormat.imageBytes(widthPixels, heightPixels);
    }

    /**
     * Shape of a frame whose image has no padding.
     *
     * @return rows, columns and components; a row of bytes if the pixel format is packed.
     */
    FrameFormat image() {
        return FrameFormat.image(pixelFormat, widthPixels, heightPixels);
    }

    /**
     * Shape of a frame that is larger than its image, so that its lines are padded in a way that is not known here.
     *
     * @return the payload as it came.
     */
    FrameFormat padded() {
        return FrameFormat.of(ElementType.BYTES, payloadBytes);
    }

    /** For the operator. */
    @Override
    public String toString() {
        final String size = widthPixels + "x" + heightPixels;
        final String place = offsetXPixels == 0 && offsetYPixels == 0 ? "" : "+" + offsetXPixels + "+" + offsetYPixels;
        final String rate = triggered ? " by trigger"
            : frameRateHz > 0 ? String.format(Locale.ROOT, " at %.4g Hz", frameRateHz) : "";
        return size + place + " " + pixelFormat.pfncName() + rate;
    }
}
