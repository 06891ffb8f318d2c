package org.framedock.page.picture;

import java.util.ArrayList;
import java.util.List;

/** Whole numbers of at most 16 bits: each value is counted for itself. */
final class WordTones implements Tones {

    private static final int MASK = 0xFFFF;

    private final short[] values;
    private final int min;
    private final int max;
    private int[] counts;
    /** One more than the greatest that is there: of 8 bits most of the table is never looked at. */
    private int end;

    WordTones(final int size, final int min, final int max) {
        this.values = new short[size];
        this.min = min;
        this.max = max;
    }

    @Override
    public void put(final int at, final double value) {
        // An element may hold more than its format says, as 16 bits may hold more than 12.
        values[at] = (short)((int)value - min);
    }

    @Override
    public int count() {
        return values.length;
    }

    private int[] counts() {
        if (counts == null) {
            counts = new int[MASK + 1];
            for (final short value : values) {
                counts[value & MASK]++;
                end = Math.max(end, (value & MASK) + 1);
            }
        }
        return counts;
    }

    @Override
    public double quantile(final int rank) {
        final int[] each = counts();
        int seen = 0;
        for (int value = 0; value < each.length; value++) {
            seen += each[value];
            if (seen >= rank && seen > 0) {
                return value + (double)min;
            }
        }
        return 0;
    }

    @Override
    public byte[] brightness(final double low, final double high) {
        counts();
        final byte[] shown = new byte[end];
        for (int value = 0; value < shown.length; value++) {
            shown[value] = Tones.brightness(value + (double)min, low, high);
        }
        final byte[] pixels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            pixels[i] = shown[values[i] & MASK];
        }
        return pixels;
    }

    @Override
    public List<Integer> histogram() {
        final int[] bins = new int[BINS];
        final int[] each = counts();
        for (int value = 0; value < end; value++) {
            bins[Math.min(BINS - 1, (int)((long)value * BINS / (max - min + 1L)))] += each[value];
        }
        final List<Integer> list = new ArrayList<>(BINS);
        for (final int bin : bins) {
            list.add(bin);
        }
        return list;
    }
}
