package org.framedock.pattern.verifier;

import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.pattern.content.Pattern;

/**
 * Lets the compiler see a check before the first frame comes: interpreted, the check of one large frame takes longer
 * than the ring holds it, and the first frames of a stream would all be late.
 */
final class WarmUp {

    private static final int SAMPLE_BYTES = 64 * 1024;
    private static final int ROUNDS = 300;

    private WarmUp() {
    }

    /**
     * Checks frames of its own making.
     *
     * @param pattern what the frames to come are filled with.
     * @return whether all were found right, as they have to be.
     */
    static boolean run(final Pattern pattern) {
        final UnsafeBuffer sample = new UnsafeBuffer(new byte[SAMPLE_BYTES]);
        pattern.fill(sample, SAMPLE_BYTES, ROUNDS);
        boolean right = true;
        for (int i = 0; i < ROUNDS; i++) {
            right &= pattern.check(sample, SAMPLE_BYTES, ROUNDS);
        }
        return right;
    }
}
