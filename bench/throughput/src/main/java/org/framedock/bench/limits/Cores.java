package org.framedock.bench.limits;

import java.util.BitSet;

/**
 * Keeps the calling thread on one core, where the machine lets it. The producer's side has the first core that this
 * process may use, the consumer's side the last. Threads that a pinned thread starts stay on its core.
 */
public final class Cores {

    private static final int MASK_BYTES = 128;
    private static final int CALLING_THREAD = 0;
    private static final BitSet ALLOWED = read();

    private Cores() {
    }

    private static BitSet read() {
        final byte[] mask = new byte[MASK_BYTES];
        return LibC.c().getAffinity(CALLING_THREAD, MASK_BYTES, mask) < 0 ? new BitSet() : BitSet.valueOf(mask);
    }

    /**
     * Whether two threads can be kept on two cores.
     *
     * @return false on a machine with one core, or one that does not say.
     */
    public static boolean areTwo() {
        return ALLOWED.cardinality() >= 2;
    }

    /**
     * Keeps the calling thread on the first core.
     *
     * @return false if that cannot be done.
     */
    public static boolean pinToFirst() {
        return areTwo() && pin(only(ALLOWED.nextSetBit(0)));
    }

    /**
     * Keeps the calling thread on the last core.
     *
     * @return false if that cannot be done.
     */
    public static boolean pinToLast() {
        return areTwo() && pin(only(ALLOWED.length() - 1));
    }

    /** Lets the calling thread run on every core again. */
    public static void unpin() {
        if (areTwo()) {
            pin(ALLOWED);
        }
    }

    private static BitSet only(final int core) {
        final BitSet set = new BitSet();
        set.set(core);
        return set;
    }

    private static boolean pin(final BitSet cores) {
        final byte[] mask = new byte[MASK_BYTES];
        final byte[] given = cores.toByteArray();
        System.arraycopy(given, 0, mask, 0, given.length);
        return LibC.c().setAffinity(CALLING_THREAD, MASK_BYTES, mask) == 0;
    }
}
