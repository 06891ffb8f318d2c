package org.framedock.camera.bgapi2;

import java.util.HashMap;
import java.util.Map;

import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.FrameSource;
import org.framedock.source.LossCause;
import org.framedock.source.MemorySlots;
import org.framedock.source.RecordingContext;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;

/** One source on a ring of its own, polled by the test's thread. */
final class Scene {

    static final int SLOTS = 16;
    static final int MOST_LENT = 8;
    static final int DEADLINE_S = 60;

    final MemorySlots slots;
    final RecordingContext context;
    final FrameSource source;

    Scene(final int slotBytes, final String... keysAndValues) throws SettingsException {
        this("test", slotBytes, keysAndValues);
    }

    Scene(final String streamName, final int slotBytes, final String... keysAndValues) throws SettingsException {
        this(streamName, new MemorySlots(SLOTS, MOST_LENT, slotBytes), keysAndValues);
    }

    Scene(final String streamName, final MemorySlots ring, final String... keysAndValues) throws SettingsException {
        slots = ring;
        context = new RecordingContext(streamName, slots);
        source = source(keysAndValues);
    }

    static FrameSource source(final String... keysAndValues) throws SettingsException {
        final Map<String, String> values = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Bgapi2SourceFactory(Simulator.PATH, Map.of()).create(new SourceSettings(values));
    }

    Scene start() throws SettingsException, DeviceUnavailableException {
        source.start(context);
        return this;
    }

    Scene pollUntilPublished(final long frames) {
        Simulator.await(frames + " frames, lost: " + context.deviceLost(), DEADLINE_S, () -> {
            source.poll();
            return slots.published() >= frames;
        });
        return this;
    }

    void pollFor(final long ms) {
        final long untilNs = System.nanoTime() + ms * 1_000_000L;
        Simulator.await("time passes", DEADLINE_S, () -> {
            source.poll();
            return System.nanoTime() - untilNs > 0;
        });
    }

    /** Time in which nobody polls. */
    void pollForNothing(final long ms) {
        final long untilNs = System.nanoTime() + ms * 1_000_000L;
        Simulator.await("time passes", DEADLINE_S, () -> System.nanoTime() - untilNs > 0);
    }

    String pollUntilLost() {
        Simulator.await("the lost camera is told", DEADLINE_S, () -> {
            source.poll();
            return context.deviceLost() != null;
        });
        return context.deviceLost();
    }

    long counted() {
        return slots.abandoned(LossCause.INCOMPLETE) + context.lost(LossCause.DEVICE_DROPPED)
            + context.lost(LossCause.NO_FREE_SLOT);
    }

    /** Wrong pixels of an 8-bit frame, whose number its first pixel tells. */
    static long wrongPixels(final UnsafeBuffer payload, final int width, final int height) {
        final int id = payload.getByte(0) & 0xFF;
        long wrong = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if ((payload.getByte(y * width + x) & 0xFF) != (x + y + id & 0xFF)) {
                    wrong++;
                }
            }
        }
        return wrong;
    }
}
