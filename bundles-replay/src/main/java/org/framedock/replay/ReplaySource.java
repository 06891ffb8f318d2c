package org.framedock.replay;

import java.util.List;
import java.util.function.LongSupplier;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.FrameFormat;
import org.framedock.source.FrameInfo;
import org.framedock.source.FrameSource;
import org.framedock.source.SettingsException;
import org.framedock.source.SlotReservation;
import org.framedock.source.SourceContext;
import org.framedock.source.SourceMetadata;

/**
 * Reads recorded frames into slots, one ahead, and publishes each when it is due. Files are read a piece at a time, so
 * that a poll stays short whatever the size of a frame. A file that does not come back as it was is told as a lost
 * device: the container starts a new replay with what is there then.
 */
final class ReplaySource implements FrameSource {

    /** Leaves room for one more piece within the millisecond that a poll should take at most. */
    private static final long POLL_BUDGET_NS = 500_000;
    /** Strides are multiples of this (W-4). */
    private static final int STRIDE_STEP_BYTES = 64;

    private final ReplaySettings settings;
    private final LongSupplier nanoClock;
    private final FrameInfo info = new FrameInfo();
    private final Pace pace;
    private SourceContext context;
    private FrameReader reader;
    private SlotReservation slot;
    private SourceMetadata saidMetadata;
    private long replayedFrames;
    private boolean hasEnded;

    /**
     * A source that has not been started.
     *
     * @param settings  what to replay.
     * @param nanoClock CLOCK_MONOTONIC in nanoseconds.
     */
    ReplaySource(final ReplaySettings settings, final LongSupplier nanoClock) {
        this.settings = settings;
        this.nanoClock = nanoClock;
        pace = new Pace(settings.rateHz());
    }

    @Override
    public void start(final SourceContext sourceContext) throws DeviceUnavailableException, SettingsException {
        context = sourceContext;
        final List<Recording> recordings = new RecordingFinder(settings).find();
        long frames = 0;
        for (final Recording recording : recordings) {
            frames += recording.frames();
            for (final FrameRun run : recording.runs()) {
                checkFits(recording, run.format());
            }
        }
        reader = new FrameReader(recordings);
        say(reader.run().metadata());
        context.describe("replaying " + settings.path() + ": " + count(frames, "frame") + " in "
            + count(recordings.size(), "file") + ", first " + reader.run().format() + ", "
            + (settings.rateHz() == 0 ? "as fast as it can" : settings.rateHz() + " frames/s")
            + (settings.loop() ? ", looping" : ", once"));
    }

    @Override
    public int poll() {
        int work = 0;
        try {
            final long startNs = nanoClock.getAsLong();
            long nowNs = startNs;
            while (!hasEnded && nowNs - startNs < POLL_BUDGET_NS && (slot != null || reserve())) {
                if (!reader.isComplete()) {
                    reader.read(slot);
                } else if (!pace.isDue(nowNs)) {
                    context.restUntil(pace.dueNs());
                    break;
                } else if (!publish(nowNs)) {
                    // Nobody keeps up: the next poll is early enough.
                    break;
                }
                work++;
                nowNs = nanoClock.getAsLong();
            }
        } catch (final FileLostException lost) {
            hasEnded = true;
            context.deviceLost(lost.getMessage());
        }
        return work;
    }

    @Override
    public void stop() {
        // Slots are written only inside a poll, and there is none any more.
        reader.close();
        slot = null;
    }

    private boolean reserve() {
        final FrameRun run = reader.run();
        slot = context.slots().reserve(run.format().payloadBytes());
        if (slot == null) {
            return false;
        }
        info.format(run.format());
        say(run.metadata());
        return true;
    }

    private boolean publish(final long nowNs) {
        final boolean isOut = slot.publish(info.timestampNs(nowNs));
        slot = null;
        pace.advance();
        replayedFrames++;
        if (!reader.advance() && !settings.loop()) {
            hasEnded = true;
            context.describe("replayed " + count(replayedFrames, "frame") + " of " + settings.path());
        }
        return isOut;
    }

    /** Equal metadata of several files is one object. */
    private void say(final SourceMetadata metadata) {
        if (metadata != saidMetadata) {
            saidMetadata = metadata;
            context.metadata(metadata);
        }
    }

    private void checkFits(final Recording recording, final FrameFormat format) throws SettingsException {
        final int payloadBytes = format.payloadBytes();
        if (payloadBytes > context.slots().maxPayloadBytes()) {
            final long strideBytes = ((long)payloadBytes + STRIDE_STEP_BYTES - 1) / STRIDE_STEP_BYTES
                * STRIDE_STEP_BYTES;
            throw new SettingsException("a frame of " + recording.file() + ", " + format + ", has " + payloadBytes
                + " bytes and does not fit stream " + context.streamName() + ", whose largest slot has "
                + context.slots().maxPayloadBytes() + ": the stream needs a payload pool with stride_bytes = "
                + strideBytes);
        }
    }

    private static String count(final long number, final String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
