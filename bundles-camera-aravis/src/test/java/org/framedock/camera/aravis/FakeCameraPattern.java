package org.framedock.camera.aravis;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * The moving ramp of the fake camera: pixel (x, y) of frame n is {@code (x + y + n) % 255} while gain is 0 and the
 * exposure time 10 ms, which are its defaults.
 */
final class FakeCameraPattern {

    private static final int PERIOD = 255;

    private final int widthPixels;
    private final int heightPixels;
    private final UnsafeBuffer ramp;

    FakeCameraPattern(final int widthPixels, final int heightPixels) {
        this.widthPixels = widthPixels;
        this.heightPixels = heightPixels;
        final byte[] values = new byte[widthPixels + PERIOD];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte)(i % PERIOD);
        }
        ramp = new UnsafeBuffer(values);
    }

    /** Number of the frame modulo 255. */
    int phase(final UnsafeBuffer frame) {
        return frame.getByte(0) & 0xFF;
    }

    /** How many pixels are wrong, given the phase. */
    int wrongPixels(final UnsafeBuffer frame) {
        final int phase = phase(frame);
        int wrong = phase >= PERIOD ? 1 : 0;
        for (int y = 0; y < heightPixels; y++) {
            final int first = (phase + y) % PERIOD;
            for (int x = 0; x < widthPixels; x++) {
                if (frame.getByte(y * widthPixels + x) != ramp.getByte(first + x)) {
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
