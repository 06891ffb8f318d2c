package org.framedock.page.picture;

import java.util.ArrayList;
import java.util.List;

/** Numbers of any size, to the precision of a float: their range is that of what is there. */
final class RealTones implements Tones {

    private static final int HALF_BITS = 16;
    private static final int HALF_VALUES = 1 << HALF_BITS;
    private static final int HALF_MASK = HALF_VALUES - 1;

    private final float[] values;
    /** How often the high half of a key is there. */
    private int[] highCounts;
    private int count;

    RealTones(final int size) {
        this.values = new float[size];
    }

    @Override
    public void put(final int at, final double value) {
        values[at] = (float)value;
    }

    @Override
    public int count() {
        rank();
        return count;
    }

    /** Keys are in the order of the values they are of, unsigned. */
    private static int key(final float value) {
        final int bits = Float.floatToRawIntBits(value);
        return bits ^ (bits >> Integer.SIZE - 1 | Integer.MIN_VALUE);
    }

    private static float valueOf(final int key) {
        return Float.intBitsToFloat(key < 0 ? key & Integer.MAX_VALUE : ~key);
    }

    private void rank() {
        if (highCounts == null) {
            highCounts = new int[HALF_VALUES];
            for (final float value : values) {
                if (Float.isFinite(value)) {
                    highCounts[key(value) >>> HALF_BITS]++;
                    count++;
                }
            }
        }
    }

    @Override
    public double quantile(final int rank) {
        rank();
        int before = 0;
        for (int high = 0; high < HALF_VALUES && count > 0; high++) {
            if (before + highCounts[high] >= Math.max(1, rank)) {
                return valueOf(high << HALF_BITS | lowHalf(high, Math.max(1, rank) - before));
            }
            before += highCounts[high];
        }
        return 0;
    }

    private int lowHalf(final int high, final int rank) {
        final int[] lowCounts = new int[HALF_VALUES];
        for (final float value : values) {
            if (Float.isFinite(value) && key(value) >>> HALF_BITS == high) {
                lowCounts[key(value) & HALF_MASK]++;
            }
        }
        int low = 0;
        for (int seen = lowCounts[0]; seen < rank; seen += lowCounts[low]) {
            low++;
        }
        return low;
    }

    @Override
    public byte[] brightness(final double low, final double high) {
        final byte[] pixels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            pixels[i] = Float.isNaN(values[i]) ? 0 : Tones.brightness(values[i], low, high);
        }
        return pixels;
    }

    @Override
    public List<Integer> histogram() {
        final double from = quantile(1);
        final double width = quantile(count()) - from;
        final int[] bins = new int[BINS];
        for (final float value : values) {
            if (Float.isFinite(value)) {
                bins[width > 0 ? Math.min(BINS - 1, (int)((value - from) * BINS / width)) : 0]++;
            }
        }
        final List<Integer> list = new ArrayList<>(BINS);
        for (final int bin : bins) {
            list.add(bin);
        }
        return list;
    }
}
