package org.framedock.replay;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.source.FrameInfo;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;
import org.junit.jupiter.api.io.TempDir;

/** A home with files, a clock that only the test moves, and the first byte of each frame that came. */
abstract class ReplayTestBase {

    static final int SLOT_BYTES = 1 << 20;

    @TempDir
    Path home;
    long nowNs = 77_000_000_000L;
    long clockStepNs = 200_000;
    final List<Integer> firstBytes = new ArrayList<>();
    final MemorySlots slots = new MemorySlots(SLOT_BYTES, this::onFrame);

    void onFrame(final long seq, final UnsafeBuffer payload, final FrameInfo info) {
        firstBytes.add(payload.getByte(0) & 0xFF);
    }

    final long clock() {
        nowNs += clockStepNs;
        return nowNs;
    }

    /** A source with settings given as key, value, key, value. */
    final ReplaySource source(final String... settings) throws SettingsException {
        final Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        return new ReplaySource(ReplaySettings.read(new SourceSettings(values), home), this::clock);
    }

    final <T extends Exception> String refusal(final Class<T> type, final String... settings) {
        return assertThrows(type, () -> source(settings).start(slots)).getMessage();
    }

    /** Polls until nothing more is to be done, at most so often. */
    final void poll(final ReplaySource source, final int times) {
        for (int i = 0; i < times && slots.lostReason() == null; i++) {
            source.poll();
        }
    }

    /** Writes frames, each filled with its number. */
    final Path frames(final String name, final int first, final int count, final int frameBytes) throws IOException {
        final byte[] bytes = new byte[count * frameBytes];
        for (int i = 0; i < count; i++) {
            Arrays.fill(bytes, i * frameBytes, (i + 1) * frameBytes, (byte)(first + i));
        }
        return write(name, bytes);
    }

    final Path write(final String name, final byte[] bytes) throws IOException {
        final Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }
}
