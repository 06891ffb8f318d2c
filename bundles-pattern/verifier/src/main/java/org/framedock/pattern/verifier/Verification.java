package org.framedock.pattern.verifier;

import java.util.function.LongSupplier;
import org.framedock.client.FrameHandler;
import org.framedock.client.FrameView;

/**
 * Judges frames as they come, until there are enough. One thread, the consumer's; no allocation for a frame.
 */
final class Verification implements FrameHandler {

    private final FrameCheck check;
    private final long count;
    private final LongSupplier nanoClock;
    private final Meter meter;
    private long bad;
    private long firstBadEpoch;
    private long firstBadSequence;

    /**
     * A verification that has seen nothing.
     *
     * @param check     what frames should hold.
     * @param count     how many to judge; 0 for ever.
     * @param nanoClock a monotonic clock in nanoseconds.
     */
    Verification(final FrameCheck check, final long count, final LongSupplier nanoClock) {
        this.check = check;
        this.count = count;
        this.nanoClock = nanoClock;
        meter = new Meter(nanoClock.getAsLong());
    }

    @Override
    public void onFrame(final FrameView frame) {
        if (isDone()) {
            return;
        }
        final boolean isRight = check.isRight(frame);
        // What was overwritten meanwhile is nobody's fault; the client counts it as late (W-14).
        if (frame.isValid()) {
            judged(isRight, frame.length(), frame.epoch(), frame.sequence());
        }
    }

    void judged(final boolean isRight, final int length, final long epoch, final long sequence) {
        meter.add(nanoClock.getAsLong(), length);
        if (!isRight) {
            if (bad == 0) {
                firstBadEpoch = epoch;
                firstBadSequence = sequence;
            }
            bad++;
        }
    }

    /**
     * Tells whether enough frames have been judged.
     *
     * @return true if so; never if there is no count.
     */
    boolean isDone() {
        return count != 0 && meter.frames() >= count;
    }

    /**
     * The frames so far and their rates.
     *
     * @return the meter that counts them.
     */
    Meter meter() {
        return meter;
    }

    /**
     * Frames with a wrong byte.
     *
     * @return frames.
     */
    long bad() {
        return bad;
    }

    /**
     * Which frame was the first with a wrong byte.
     *
     * @return its epoch and sequence, for people; null if there was none.
     */
    String firstBad() {
        return bad == 0 ? null : "epoch " + Long.toUnsignedString(firstBadEpoch) + ", sequence "
            + Long.toUnsignedString(firstBadSequence);
    }

    /**
     * The last line of the program.
     *
     * @param gaps sequences that did not come.
     * @param late frames that were overwritten before they were judged.
     * @return {@code verified N frames, B bad, G gaps, L late, F frames/s, M MiB/s}.
     */
    String summary(final long gaps, final long late) {
        return "verified " + meter.frames() + " frames, " + bad + " bad, " + gaps + " gaps, " + late + " late, "
            + meter.totalRates();
    }

    /**
     * Exit code of the program.
     *
     * @return 0 only if every judged frame was right, else 1.
     */
    int exitCode() {
        return bad == 0 ? Program.EXIT_OK : Program.EXIT_FAILURE;
    }
}
