package org.framedock.bench.limits;

import java.util.Arrays;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Round trip of one cache line between the first and the last core: one thread stores the next odd number, the other
 * answers with the next even one. Every time between two threads is some multiple of this, and on shared machines it
 * changes from minute to minute.
 */
public final class CoreToCore {

    private static final int LINE_BYTES = 256;
    private static final int BATCHES = 9;
    private static final int TRIPS = 4_000;
    private static final long END = -2;

    private CoreToCore() {
    }

    /**
     * Measures it now, in some tens of milliseconds. The calling thread is on the first core during it and on any
     * afterwards.
     *
     * @return nanoseconds, the median of some batches.
     */
    public static double roundTripNs() {
        final UnsafeBuffer line = new UnsafeBuffer(BufferUtil.allocateDirectAligned(LINE_BYTES, LINE_BYTES));
        final Thread partner = new Thread(() -> answer(line), "bench-partner");
        partner.setDaemon(true);
        partner.start();
        Cores.pinToFirst();
        try {
            final double[] batches = new double[BATCHES];
            long value = ask(line, 0);
            for (int i = 0; i < BATCHES; i++) {
                final long beginNs = System.nanoTime();
                value = ask(line, value);
                batches[i] = (System.nanoTime() - beginNs) / (double)TRIPS;
            }
            Arrays.sort(batches);
            return batches[BATCHES / 2];
        } finally {
            line.putLongRelease(0, END);
            Cores.unpin();
            join(partner);
        }
    }

    private static long ask(final UnsafeBuffer line, final long begin) {
        long value = begin;
        for (int i = 0; i < TRIPS; i++) {
            line.putLongRelease(0, value + 1);
            value += 2;
            while (line.getLongVolatile(0) != value) {
                // A pause would be measured too.
            }
        }
        return value;
    }

    private static void answer(final UnsafeBuffer line) {
        Cores.pinToLast();
        long expected = 1;
        while (true) {
            final long value = line.getLongVolatile(0);
            if (value == END) {
                return;
            }
            if (value == expected) {
                line.putLongRelease(0, value + 1);
                expected += 2;
            }
        }
    }

    private static void join(final Thread thread) {
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
