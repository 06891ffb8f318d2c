package org.framedock.page.picture;

import java.util.List;

/**
 * Values that a picture is made of, in the order in which it has them. Filled on one thread; read on one other, once it
 * is full.
 */
sealed interface Tones permits WordTones, RealTones {

    /** Bars of a histogram. */
    int BINS = 64;
    /** Brightest. */
    int WHITE = 255;

    /** Sets a value. */
    void put(int at, double value);

    /** How many are finite: only these are counted and ranked. */
    int count();

    /** The value that the so-manieth is, counted from the smallest, which is 1; 0 if there is none. */
    double quantile(int rank);

    /** The shown byte of each: low and less is black, high and more white; what is no number is black. */
    byte[] brightness(double low, double high);

    /** How often values are there, in {@link #BINS} equal steps over the range; see {@link FrameShape#hasRange}. */
    List<Integer> histogram();

    /** Brightness of a value. */
    static byte brightness(final double value, final double low, final double high) {
        return (byte)Math.max(0, Math.min(WHITE, Math.floor((value - low) * WHITE / (high - low) + 0.5)));
    }
}
