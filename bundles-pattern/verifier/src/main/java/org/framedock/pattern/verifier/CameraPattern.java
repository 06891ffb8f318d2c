package org.framedock.pattern.verifier;

import org.framedock.client.FrameView;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.MajorOrder;

/** What the cameras draw that have no sensor, by the shape of their frames. One thread; no allocation for a frame. */
final class CameraPattern implements FrameCheck {

    private static final int ARAVIS_PERIOD = 255;
    private static final int ARAVIS_WORD_PERIOD = 65_535;
    private static final int ARAVIS_WORD_STEP = 256;
    private static final int SIMULATOR_PERIOD = 256;

    private final MovingRamp bytes;
    private final MovingRamp words;
    private final boolean isFlatOtherwise;

    private CameraPattern(final MovingRamp bytes, final MovingRamp words, final boolean isFlatOtherwise) {
        this.bytes = bytes;
        this.words = words;
        this.isFlatOtherwise = isFlatOtherwise;
    }

    /**
     * Of Aravis' fake camera in Mono8 and Mono16, with its default gain and exposure time. Its other formats are not
     * known here, and wrong.
     *
     * @return a check for one thread.
     */
    static CameraPattern ofAravis() {
        return new CameraPattern(MovingRamp.ofBytes(ARAVIS_PERIOD),
            MovingRamp.ofWords(ARAVIS_WORD_PERIOD, ARAVIS_WORD_STEP), false);
    }

    /**
     * Of the BGAPI2 simulator in all of its formats: a ramp of 8 bits per pixel in one or two bytes, and of colours and
     * packed pixels a ramp over all bytes of the frame.
     *
     * @return a check for one thread.
     */
    static CameraPattern ofSimulator() {
        return new CameraPattern(
            MovingRamp.ofBytes(SIMULATOR_PERIOD), MovingRamp.ofWords(SIMULATOR_PERIOD, 1), true);
    }

    @Override
    public boolean isRight(final FrameView frame) {
        if (frame.majorOrder() != MajorOrder.ROW.value()) {
            return false;
        }
        if (isImageOf(frame, Dtype.UINT8, Byte.BYTES)) {
            return bytes.isRamp(frame.buffer(), frame.dim(0), frame.dim(1), frame.strideBytes(0));
        }
        if (isImageOf(frame, Dtype.UINT16, Short.BYTES)) {
            return words.isRamp(frame.buffer(), frame.dim(0), frame.dim(1), frame.strideBytes(0));
        }
        return isFlatOtherwise && (frame.dtype() == Dtype.BYTES.value() || frame.dtype() == Dtype.UINT8.value())
            && bytes.isRamp(frame.buffer(), 1, frame.length(), frame.length());
    }

    private static boolean isImageOf(final FrameView frame, final Dtype dtype, final int elementBytes) {
        return frame.dtype() == dtype.value() && frame.ndims() == 2 && frame.strideBytes(1) == elementBytes;
    }
}
