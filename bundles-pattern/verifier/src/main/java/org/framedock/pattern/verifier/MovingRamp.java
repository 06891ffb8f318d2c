package org.framedock.pattern.verifier;

import org.agrona.DirectBuffer;
import org.framedock.client.FrameView;
import org.framedock.pattern.content.ByteRuns;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.MajorOrder;

/**
 * The moving diagonal ramp that cameras without a sensor send in Mono8: pixel (x, y) of frame n is {@code (x + y + n) %
 * period}. The frame's number is not known here, so the first pixel tells it and every other pixel has to agree.
 */
final class MovingRamp implements FrameCheck {

    /** Of Aravis' fake camera with its default gain and exposure time: the value 255 never appears. */
    static final int ARAVIS_PERIOD = 255;
    /** Of the BGAPI2 simulator. */
    static final int BGAPI2_SIMULATOR_PERIOD = 256;

    private static final int RUN_PERIODS = 32;

    private final int period;
    /** Columns that are compared in one go. */
    private final int runBytes;
    private final byte[] ramp;

    /**
     * A ramp of a period.
     *
     * @param period values that a pixel takes in turn, at most 256.
     */
    MovingRamp(final int period) {
        this.period = period;
        runBytes = RUN_PERIODS * period;
        ramp = new byte[runBytes + period];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte)(i % period);
        }
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
    boolean isRamp(final DirectBuffer pixels, final int rows, final int columns, final long strideBytes) {
        if (rows == 0 || columns == 0) {
            return true;
        }
        final int first = pixels.getByte(0) & 0xFF;
        if (first >= period) {
            return false;
        }
        for (int y = 0; y < rows; y++) {
            final int offset = (int)(y * strideBytes);
            final int phase = (first + y) % period;
            int x = 0;
            while (x < columns) {
                final int bytes = Math.min(runBytes, columns - x);
                if (!ByteRuns.isEqual(pixels, offset + x, ramp, phase, bytes)) {
                    return false;
                }
                x += bytes;
            }
        }
        return true;
    }
}
