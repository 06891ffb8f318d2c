package org.framedock.pattern;

import java.util.Locale;
import java.util.function.LongSupplier;
import org.framedock.pattern.content.Pace;
import org.framedock.pattern.content.Pattern;
import org.framedock.source.FrameInfo;
import org.framedock.source.FrameSource;
import org.framedock.source.SettingsException;
import org.framedock.source.SlotReservation;
import org.framedock.source.SlotWindow;
import org.framedock.source.SourceContext;

/**
 * Fills each slot in place with a pattern and publishes it at once, at a steady rate. A frame that finds no slot is
 * made as soon as there is one; it is late then, not lost.
 */
final class PatternSource implements FrameSource {

    /** Leaves room for one more frame within the millisecond that a poll should take at most. */
    private static final long POLL_BUDGET_NS = 500_000;
    /** Strides are multiples of this (W-4). */
    private static final int STRIDE_STEP_BYTES = 64;

    private final PatternSettings settings;
    private final LongSupplier nanoClock;
    private final Pattern pattern;
    private final int payloadBytes;
    private final FrameInfo info;
    private final Pace pace;
    private SourceContext context;
    private SlotWindow slots;

    /**
     * A source that has not been started.
     *
     * @param settings  what to make.
     * @param nanoClock CLOCK_MONOTONIC in nanoseconds.
     */
    PatternSource(final PatternSettings settings, final LongSupplier nanoClock) {
        this.settings = settings;
        this.nanoClock = nanoClock;
        pattern = settings.pattern();
        payloadBytes = settings.format().payloadBytes();
        info = new FrameInfo().format(settings.format());
        pace = new Pace(settings.rateHz());
    }

    @Override
    public void start(final SourceContext sourceContext) throws SettingsException {
        context = sourceContext;
        final int maxPayloadBytes = context.slots().maxPayloadBytes();
        if (payloadBytes > maxPayloadBytes) {
            final long strideBytes = ((long)payloadBytes + STRIDE_STEP_BYTES - 1) / STRIDE_STEP_BYTES
                * STRIDE_STEP_BYTES;
            throw new SettingsException("a frame of " + settings.format() + " has " + payloadBytes
                + " bytes and does not fit stream " + context.streamName() + ", whose largest slot has "
                + maxPayloadBytes + ": " + PatternSettings.PAYLOAD_BYTES + " or " + PatternSettings.DIMS
                + " have to be smaller, or the stream needs a payload pool with stride_bytes = " + strideBytes);
        }
        slots = context.slots();
        context.describe(pattern.name().toLowerCase(Locale.ROOT) + " " + settings.format() + ", "
            + (settings.rateHz() == 0 ? "as fast as it can" : settings.rateHz() + " frames/s"));
    }

    @Override
    public int poll() {
        final long startNs = nanoClock.getAsLong();
        long nowNs = startNs;
        int frames = 0;
        while (nowNs - startNs < POLL_BUDGET_NS && pace.isDue(nowNs)) {
            final SlotReservation slot = slots.reserve(payloadBytes);
            if (slot == null) {
                break;
            }
            pattern.fill(slot.buffer(), payloadBytes, slot.sequence());
            final boolean isOut = slot.publish(info.timestampNs(nowNs));
            pace.advance();
            frames++;
            if (!isOut) {
                // Nobody keeps up, or the lease is gone: the next poll is early enough to find out more.
                break;
            }
            nowNs = nanoClock.getAsLong();
        }
        if (!pace.isDue(nowNs)) {
            context.restUntil(pace.dueNs());
        }
        return frames;
    }

    @Override
    public void stop() {
        // Every slot was published in the poll that reserved it, and there is neither a thread nor a device.
        slots = null;
    }
}
