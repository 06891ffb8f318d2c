package org.framedock.bench.limits;

import org.agrona.UnsafeApi;

/** Reads memory as fast as plain Java can: the sum of its longs, eight sums at once. */
public final class MemorySum {

    private static final int STEP_BYTES = 64;

    private MemorySum() {
    }

    /**
     * Adds the longs of a piece of memory.
     *
     * @param address where it begins.
     * @param length  in bytes; what is left of it after the last 64 is not read.
     * @return the sum.
     */
    public static long of(final long address, final int length) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        long e = 0;
        long f = 0;
        long g = 0;
        long h = 0;
        final long end = address + length / STEP_BYTES * STEP_BYTES;
        for (long at = address; at < end; at += STEP_BYTES) {
            a += UnsafeApi.getLong(at);
            b += UnsafeApi.getLong(at + 8);
            c += UnsafeApi.getLong(at + 16);
            d += UnsafeApi.getLong(at + 24);
            e += UnsafeApi.getLong(at + 32);
            f += UnsafeApi.getLong(at + 40);
            g += UnsafeApi.getLong(at + 48);
            h += UnsafeApi.getLong(at + 56);
        }
        return a + b + c + d + e + f + g + h;
    }
}
