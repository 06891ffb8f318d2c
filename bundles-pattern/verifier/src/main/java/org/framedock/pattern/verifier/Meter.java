package org.framedock.pattern.verifier;

/** Counts frames and bytes, and how fast they come. One thread; no allocation for a frame. */
final class Meter {

    private static final double NS_PER_SECOND = 1e9;
    private static final double NS_PER_MILLISECOND = 1e6;
    private static final double BYTES_PER_MEBIBYTE = 1024 * 1024;

    private long frames;
    private long bytes;
    private long firstNs;
    private long lastNs;
    private long firstBytes;
    private long windowNs;
    private long windowFrames;
    private long windowBytes;
    private long longestPauseNs;

    /**
     * A meter whose first window begins now.
     *
     * @param nowNs the time.
     */
    Meter(final long nowNs) {
        windowNs = nowNs;
    }

    /**
     * Counts a frame.
     *
     * @param nowNs      when.
     * @param frameBytes its size.
     */
    void add(final long nowNs, final int frameBytes) {
        if (frames == 0) {
            firstNs = nowNs;
            firstBytes = frameBytes;
        } else {
            longestPauseNs = Math.max(longestPauseNs, nowNs - lastNs);
        }
        frames++;
        bytes += frameBytes;
        lastNs = nowNs;
    }

    /**
     * Frames so far.
     *
     * @return frames.
     */
    long frames() {
        return frames;
    }

    /**
     * Rates from the first to the last frame.
     *
     * @return such as {@code 100.0 frames/s, 62.5 MiB/s}; zeros before there are two frames.
     */
    String totalRates() {
        return rates(frames - 1, bytes - firstBytes, lastNs - firstNs);
    }

    /**
     * Rates since the last call, and begins the next window.
     *
     * @param nowNs the time.
     * @return as {@link #totalRates}.
     */
    String windowRates(final long nowNs) {
        final String rates = rates(frames - windowFrames, bytes - windowBytes, nowNs - windowNs);
        windowNs = nowNs;
        windowFrames = frames;
        windowBytes = bytes;
        return rates;
    }

    /**
     * The longest time between two frames since this was last asked; of a pause under way nothing is said.
     *
     * @return such as {@code 10.1 ms}.
     */
    String takeLongestPause() {
        final double milliseconds = longestPauseNs / NS_PER_MILLISECOND;
        longestPauseNs = 0;
        return Numbers.oneDecimal(milliseconds) + " ms";
    }

    /**
     * Tells whether nothing has come since the last {@link #windowRates}.
     *
     * @return true if so.
     */
    boolean isWindowEmpty() {
        return frames == windowFrames;
    }

    private static String rates(final long frames, final long bytes, final long durationNs) {
        final double seconds = durationNs / NS_PER_SECOND;
        final boolean isKnown = frames > 0 && seconds > 0;
        return Numbers.oneDecimal(isKnown ? frames / seconds : 0) + " frames/s, "
            + Numbers.oneDecimal(isKnown ? bytes / BYTES_PER_MEBIBYTE / seconds : 0) + " MiB/s";
    }
}
