package org.framedock.replay;

import org.agrona.MutableDirectBuffer;

/**
 * Turns big-endian samples into those of a frame, in place: little-endian, and unsigned where the file holds unsigned
 * numbers as signed ones with an offset of half their range. No allocation; any thread.
 *
 * @param sampleBytes size of a sample: 1, 2, 4 or 8.
 * @param flipsSign   whether the highest bit of each sample is turned over, which adds half the range.
 */
record SampleConversion(int sampleBytes, boolean flipsSign) {

    /** Leaves everything as it is. */
    static final SampleConversion NONE = new SampleConversion(1, false);

    private static final long EVEN_BYTES = 0x00FF_00FF_00FF_00FFL;

    /**
     * Converts a part of a frame.
     *
     * @param buffer with the frame from index 0 on.
     * @param from   first byte, a multiple of 8.
     * @param to     end of the part, a multiple of 8 or the end of the frame.
     */
    void apply(final MutableDirectBuffer buffer, final int from, final int to) {
        if (sampleBytes == 1 && !flipsSign) {
            return;
        }
        final long signs = signs();
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            buffer.putLong(i, swapped(buffer.getLong(i)) ^ signs);
        }
        if (i < to) {
            applyToTail(buffer, i, to, signs);
        }
    }

    private void applyToTail(final MutableDirectBuffer buffer, final int from, final int to, final long signs) {
        long word = 0;
        for (int i = from; i < to; i++) {
            word |= (buffer.getByte(i) & 0xFFL) << (i - from) * Byte.SIZE;
        }
        word = swapped(word) ^ signs;
        for (int i = from; i < to; i++) {
            buffer.putByte(i, (byte)(word >>> (i - from) * Byte.SIZE));
        }
    }

    private long swapped(final long word) {
        switch (sampleBytes) {
            case Short.BYTES:
                return (word & EVEN_BYTES) << Byte.SIZE | word >>> Byte.SIZE & EVEN_BYTES;
            case Integer.BYTES:
                return Long.rotateLeft(Long.reverseBytes(word), Integer.SIZE);
            case Long.BYTES:
                return Long.reverseBytes(word);
            default:
                return word;
        }
    }

    /** The highest bit of each sample of a little-endian word. */
    private long signs() {
        if (!flipsSign) {
            return 0;
        }
        long signs = 0;
        for (int bit = sampleBytes * Byte.SIZE; bit <= Long.SIZE; bit += sampleBytes * Byte.SIZE) {
            signs |= 1L << bit - 1;
        }
        return signs;
    }
}
