package org.framedock.tools;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts frames, bytes and losses, and how evenly frames come. One thread; no allocation for a frame. */
final class FrameMeter {

    private static final double NS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MEBIBYTE = 1024 * 1024;
    private static final double NS_PER_MS = 1e6;

    private final long startNs;
    private long frames;
    private long bytes;
    private long measuredFrames;
    private long gaps;
    private long late;
    private long invalid;
    private long intervals;
    private long minNs = Long.MAX_VALUE;
    private long maxNs;
    private double meanNs;
    private double squares;

    FrameMeter(final long startNs) {
        this.startNs = startNs;
    }

    void frame() {
        frames++;
    }

    /** The frame's payload was there to be read. */
    void payload(final long payloadBytes) {
        measuredFrames++;
        bytes += payloadBytes;
    }

    void gap(final long sequences) {
        gaps += sequences;
    }

    void late() {
        late++;
    }

    void invalid() {
        invalid++;
    }

    /** The time from one frame to the next; mean and deviation by Welford's method, which does not lose digits. */
    void interval(final long ns) {
        intervals++;
        minNs = Math.min(minNs, ns);
        maxNs = Math.max(maxNs, ns);
        final double fromOldMean = ns - meanNs;
        meanNs += fromOldMean / intervals;
        squares += fromOldMean * (ns - meanNs);
    }

    long frames() {
        return frames;
    }

    /** Figures up to a time. */
    Figures figures(final long nowNs, final long epoch, final boolean isCaptureTime, final String silence) {
        final double seconds = Math.max(1, nowNs - startNs) / NS_PER_SECOND;
        return new Figures(seconds, frames, frames / seconds,
            measuredFrames == 0 ? Double.NaN : bytes / BYTES_PER_MEBIBYTE / seconds,
            intervals == 0 ? Double.NaN : minNs, intervals == 0 ? Double.NaN : meanNs,
            intervals == 0 ? Double.NaN : maxNs,
            intervals == 0 ? Double.NaN : Math.sqrt(squares / intervals), gaps, late, invalid, epoch, isCaptureTime,
            silence);
    }

    /**
     * What has come within a time. Immutable.
     *
     * @param isCaptureTime whether intervals are those of capture, else those of arrival here.
     * @param silence       why no frame came; empty if it is not known, or one did.
     */
    record Figures(double seconds, long frames, double rateHz, double mebibytesPerSecond, double minNs, double meanNs,
        double maxNs, double deviationNs, long gaps, long late, long invalid, long epoch, boolean isCaptureTime,
        String silence) {

        /** One line for people. */
        String line() {
            if (frames == 0) {
                return "0.0 frames/s" + (silence.isEmpty() ? "" : ": " + silence);
            }
            return Shown.number(rateHz) + " frames/s, "
                + (Double.isNaN(mebibytesPerSecond) ? "-" : Shown.number(mebibytesPerSecond)) + " MiB/s, "
                + (isCaptureTime ? "captured every" : "arrived every") + " ms min/mean/max/stddev "
                + (Double.isNaN(meanNs) ? "-" : Shown.milliseconds(minNs) + "/" + Shown.milliseconds(meanNs) + "/"
                    + Shown.milliseconds(maxNs) + "/" + Shown.milliseconds(deviationNs))
                + ", " + gaps + " gaps, " + late + " late" + (invalid == 0 ? "" : ", " + invalid + " invalid")
                + ", epoch " + Long.toUnsignedString(epoch);
        }

        Map<String, Object> json(final String kind) {
            final Map<String, Object> json = new LinkedHashMap<>();
            json.put("kind", kind);
            json.put("seconds", Shown.rounded(seconds));
            json.put("frames", frames);
            json.put("rateHz", Shown.rounded(rateHz));
            json.put("mibPerSecond", Shown.rounded(mebibytesPerSecond));
            json.put("intervals", isCaptureTime ? "capture" : "arrival");
            json.put("minMs", Shown.rounded(minNs / NS_PER_MS));
            json.put("meanMs", Shown.rounded(meanNs / NS_PER_MS));
            json.put("maxMs", Shown.rounded(maxNs / NS_PER_MS));
            json.put("stddevMs", Shown.rounded(deviationNs / NS_PER_MS));
            json.put("gaps", gaps);
            json.put("late", late);
            json.put("invalid", invalid);
            json.put("epoch", Json.u64(epoch));
            json.put("silence", silence);
            return json;
        }
    }
}
