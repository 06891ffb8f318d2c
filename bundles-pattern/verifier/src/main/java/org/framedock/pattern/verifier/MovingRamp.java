package org.framedock.pattern.verifier;

import org.agrona.DirectBuffer;
import org.framedock.pattern.content.ByteRuns;

/**
 * The moving diagonal ramp that cameras without a sensor send: element (x, y) of frame n is {@code step * (x + y + n) %
 * period}. The frame's number is not known here, so the first element tells it and every other one has to agree. One
 * thread; no allocation for a frame.
 */
final class MovingRamp {

    private static final int LEAST_RUN = 4096;
    private static final int BYTE_MASK = 0xFF;

    private final int period;
    private final int elementBytes;
    private final int step;
    /** Elements that are compared in one go, so many periods. */
    private final int run;
    private final byte[] ramp;

    private MovingRamp(final int period, final int elementBytes, final int step) {
        this.period = period;
        this.elementBytes = elementBytes;
        this.step = step;
        run = (LEAST_RUN + period - 1) / period * period;
        ramp = new byte[(run + period) * elementBytes];
        for (int i = 0; i < run + period; i++) {
            final long value = (long)step * i % period;
            for (int b = 0; b < elementBytes; b++) {
                ramp[i * elementBytes + b] = (byte)(value >>> (b * Byte.SIZE));
            }
        }
    }

    /**
     * Of elements of one byte.
     *
     * @param period values that an element takes in turn, at most 256.
     * @return the ramp.
     */
    static MovingRamp ofBytes(final int period) {
        return new MovingRamp(period, Byte.BYTES, 1);
    }

    /**
     * Of elements of two bytes, the lower one first.
     *
     * @param period values that an element takes in turn, at most 65536.
     * @param step   from one element to the next; its square is 1 modulo the period.
     * @return the ramp.
     */
    static MovingRamp ofWords(final int period, final int step) {
        return new MovingRamp(period, Short.BYTES, step);
    }

    /**
     * Looks at every element.
     *
     * @param image       where it lies.
     * @param rows        height in elements.
     * @param columns     width in elements.
     * @param strideBytes from the start of a row to that of the next; the image lies within the buffer.
     * @return true if they are a ramp; also of an image without elements.
     */
    boolean isRamp(final DirectBuffer image, final int rows, final int columns, final long strideBytes) {
        if (rows == 0 || columns == 0) {
            return true;
        }
        final int first = first(image);
        if (first >= period) {
            return false;
        }
        final long number = (long)first * step % period;
        for (int y = 0; y < rows; y++) {
            final int offset = (int)(y * strideBytes);
            final int phase = (int)((number + y) % period);
            int x = 0;
            while (x < columns) {
                final int elements = Math.min(run, columns - x);
                if (!ByteRuns.isEqual(image, offset + x * elementBytes, ramp, phase * elementBytes,
                    elements * elementBytes)) {
                    return false;
                }
                x += elements;
            }
        }
        return true;
    }

    private int first(final DirectBuffer image) {
        final int low = image.getByte(0) & BYTE_MASK;
        return elementBytes == 1 ? low : low | (image.getByte(1) & BYTE_MASK) << Byte.SIZE;
    }
}
