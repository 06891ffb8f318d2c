package org.framedock.memory;

/** How long fuzz tests are, and where they begin: {@code framedock.fuzz.messages} and {@code framedock.fuzz.seed}. */
final class Fuzz {

    private static final int SHORT = 20_000;

    private Fuzz() {
    }

    static int mutations() {
        return Integer.getInteger("framedock.fuzz.messages", SHORT);
    }

    /** Prints the seed, so that a failure can be had again. */
    static long seed(final Class<?> test) {
        final long seed = Long.getLong("framedock.fuzz.seed", System.nanoTime());
        System.out.println(test.getSimpleName() + ": -Dframedock.fuzz.seed=" + seed + " -Dframedock.fuzz.messages="
            + mutations());
        return seed;
    }
}
