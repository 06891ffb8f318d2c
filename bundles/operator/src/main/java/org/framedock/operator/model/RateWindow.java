package org.framedock.operator.model;

/**
 * How fast a counter grows, from its last samples, and what it was some moments ago. A counter that falls begins anew.
 * One thread.
 */
final class RateWindow {

    private static final int SIZE = 64;
    private static final double NS_PER_SECOND = 1e9;

    private final long[] timesNs = new long[SIZE];
    private final long[] values = new long[SIZE];
    private final long spanNs;
    private int count;

    /** Looks back for about so long. */
    RateWindow(final long spanNs) {
        this.spanNs = spanNs;
    }

    void add(final long nowNs, final long value) {
        if (count > 0 && (value < last() || nowNs - timesNs[index(0)] <= 0)) {
            if (value >= last()) {
                return;
            }
            count = 0;
        }
        timesNs[count % SIZE] = nowNs;
        values[count % SIZE] = value;
        count = count + 1 < 2 * SIZE ? count + 1 : SIZE;
    }

    void clear() {
        count = 0;
    }

    private int index(final int back) {
        return (count - 1 - back) % SIZE;
    }

    private int kept() {
        return Math.min(count, SIZE);
    }

    private long last() {
        return values[index(0)];
    }

    /** Per second up to now; -1 before there are two samples. */
    double perSecond(final long nowNs) {
        if (kept() < 2) {
            return -1;
        }
        int back = 1;
        while (back + 1 < kept() && nowNs - timesNs[index(back)] < spanNs) {
            back++;
        }
        final long tookNs = timesNs[index(0)] - timesNs[index(back)];
        return (last() - values[index(back)]) * NS_PER_SECOND / tookNs;
    }

    /** By how much it has grown in the time that is kept, up to an age. */
    long grownWithin(final long ageNs, final long nowNs) {
        if (kept() < 2) {
            return 0;
        }
        int back = 0;
        while (back + 1 < kept() && nowNs - timesNs[index(back + 1)] <= ageNs) {
            back++;
        }
        return last() - values[index(back)];
    }

    /** What it was before: the newest sample that is older; -1 if none is kept. */
    long before(final long timeNs) {
        for (int back = 0; back < kept(); back++) {
            if (timesNs[index(back)] - timeNs < 0) {
                return values[index(back)];
            }
        }
        return -1;
    }
}
