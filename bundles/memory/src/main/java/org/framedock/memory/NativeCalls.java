package org.framedock.memory;

/** The native calls behind this package. */
public final class NativeCalls {

    private NativeCalls() {
    }

    /**
     * Loads them now, so that the first mapping need not: binding the C library takes a tenth of a second or more, in
     * which a stream goes on. Any thread; later calls cost nothing.
     *
     * @throws LinkageError if the C library cannot be bound on this machine.
     */
    public static void prepare() {
        Posix.describe(0);
        Posix.pointer(0);
    }
}
