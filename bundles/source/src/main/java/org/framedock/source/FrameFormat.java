package org.framedock.source;

import java.util.Arrays;

/**
 * Shape of a frame: a row-major array without padding. Immutable; make one per format and use it for every frame, since
 * the container prepares the frame's header once per object.
 */
public final class FrameFormat {

    /** The most dimensions a frame can have (protocol, W-17). */
    public static final int MAX_DIMENSIONS = 8;

    private final ElementType elementType;
    private final int[] dimensions;
    private final int payloadBytes;

    private FrameFormat(final ElementType elementType, final int[] dimensions, final int payloadBytes) {
        this.elementType = elementType;
        this.dimensions = dimensions;
        this.payloadBytes = payloadBytes;
    }

    /**
     * A row-major array.
     *
     * @param elementType type of an element.
     * @param dimensions  sizes, slowest first: rows before columns; 1 to {@link #MAX_DIMENSIONS}, none negative.
     * @return the format.
     * @throws IllegalArgumentException if the dimensions are out of range or the frame would exceed 2 GiB.
     */
    public static FrameFormat of(final ElementType elementType, final int... dimensions) {
        if (dimensions.length == 0 || dimensions.length > MAX_DIMENSIONS) {
            throw new IllegalArgumentException(
                "a frame has 1 to " + MAX_DIMENSIONS + " dimensions, not " + dimensions.length);
        }
        long bytes = elementType.sizeBytes();
        for (final int dimension : dimensions) {
            if (dimension < 0) {
                throw new IllegalArgumentException("dimension " + dimension + " is negative");
            }
            bytes *= dimension;
            if (bytes > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                    "a frame of " + elementType + " " + Arrays.toString(dimensions) + " exceeds 2 GiB");
            }
        }
        return new FrameFormat(elementType, dimensions.clone(), (int)bytes);
    }

    /**
     * An image without padding between its lines: rows and columns, and components if a pixel has several. A packed
     * format makes a row of {@link PixelFormat#imageBytes} bytes; a device that pads its lines, or says another payload
     * size, needs {@code of(ElementType.BYTES, payloadBytes)} instead.
     *
     * @param pixelFormat  format of a pixel.
     * @param widthPixels  columns.
     * @param heightPixels rows.
     * @return the format.
     * @throws IllegalArgumentException if a size is negative or the image would exceed 2 GiB.
     */
    public static FrameFormat image(final PixelFormat pixelFormat, final int widthPixels, final int heightPixels) {
        if (!pixelFormat.isPacked()) {
            return pixelFormat.componentCount() == 1
                ? of(pixelFormat.elementType(), heightPixels, widthPixels)
                : of(pixelFormat.elementType(), heightPixels, widthPixels, pixelFormat.componentCount());
        }
        if (widthPixels < 0 || heightPixels < 0) {
            throw new IllegalArgumentException(
                "an image of " + widthPixels + " x " + heightPixels + " pixels has a negative size");
        }
        final long bytes = pixelFormat.imageBytes(widthPixels, heightPixels);
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("an image of " + widthPixels + " x " + heightPixels + " pixels of "
                + pixelFormat + " exceeds 2 GiB");
        }
        return of(ElementType.BYTES, (int)bytes);
    }

    /**
     * Type of an element.
     *
     * @return the type.
     */
    public ElementType elementType() {
        return elementType;
    }

    /**
     * Number of dimensions.
     *
     * @return 1 to {@link #MAX_DIMENSIONS}.
     */
    public int dimensionCount() {
        return dimensions.length;
    }

    /**
     * Size along one dimension.
     *
     * @param index 0 is the slowest.
     * @return elements.
     */
    public int dimension(final int index) {
        return dimensions[index];
    }

    /**
     * Size of the whole frame.
     *
     * @return bytes.
     */
    public int payloadBytes() {
        return payloadBytes;
    }

    @Override
    public String toString() {
        return elementType + Arrays.toString(dimensions);
    }
}
