package org.framedock.pattern.verifier;

import org.agrona.DirectBuffer;
import org.framedock.client.FrameView;
import org.framedock.pattern.content.ByteRuns;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.MajorOrder;

/**
 * The moving diagonal ramp of Aravis' fake camera in Mono8 with its default gain and exposure time: pixel (x, y) of
 * frame n is {@code (x + y + n) % 255}. The frame's number is not known here, so the first pixel tells it and every
 * other pixel has to agree.
 */
final class AravisRamp implements FrameCheck {

    /** The camera's modulus: the value 255 never appears. */
    static final int PERIOD = 255;
    /** Columns that are compared in one go. */
    private static final int RUN_BYTES = 32 * PERIOD;
    private static final byte[] RAMP = ramp();

    private static byte[] ramp() {
        final byte[] bytes = new byte[RUN_BYTES + PERIOD];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte)(i % PERIOD);
        }
        return bytes;
    }

    @Override
    public boolean isRight(final FrameView frame) {
        return frame.dtype() == Dtype.UINT8.value() && frame.majorOrder() == MajorOrder.ROW.value()
            && frame.ndims() == 2 && frame.strideBytes(1) == 1
            && isRamp(frame.buffer(), frame.dim(0), frame.dim(1), frame.strideBytes(0));
    }

    /**
     * Looks at every pixel.
     *
     * @param pixels      the image, one byte a pixel.
     * @param rows        height in pixels.
     * @param columns     width in pixels.
     * @param strideBytes from the start of a row to that of the next; the image lies within the buffer.
     * @return true if they are a ramp; also of an image without pixels.
     */
    static boolean isRamp(final DirectBuffer pixels, final int rows, final int columns, final long strideBytes) {
        if (rows == 0 || columns == 0) {
            return true;
        }
        final int first = pixels.getByte(0) & 0xFF;
        if (first >= PERIOD) {
            return false;
        }
        for (int y = 0; y < rows; y++) {
            final int offset = (int)(y * strideBytes);
            final int phase = (first + y) % PERIOD;
            int x = 0;
            while (x < columns) {
                final int runBytes = Math.min(RUN_BYTES, columns - x);
                if (!ByteRuns.isEqual(pixels, offset + x, RAMP, phase, runBytes)) {
                    return false;
                }
                x += runBytes;
            }
        }
        return true;
    }
}
