package org.framedock.bench.limits;

/**
 * Reads memory as fast as the C library can: it looks for a byte that is not there. Virtual machines of this version
 * do not use the wide registers of a processor for memory outside of the heap.
 */
public final class MemoryScan {

    /** What no frame of a measurement holds. */
    static final byte ABSENT = 0x55;

    private static final LibC.Functions C = LibC.c();

    private MemoryScan() {
    }

    /**
     * Reads every byte of a piece of memory.
     *
     * @param address where it begins.
     * @param length  in bytes.
     * @return its length.
     * @throws IllegalStateException if the byte is there, so that not all was read.
     */
    public static long of(final long address, final int length) {
        final long found = C.memchr(address, ABSENT, length);
        if (found != 0) {
            throw new IllegalStateException("byte " + (found - address) + " is one that nobody has written");
        }
        return length;
    }
}
