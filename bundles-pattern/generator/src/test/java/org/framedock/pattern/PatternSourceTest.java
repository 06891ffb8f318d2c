package org.framedock.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.framedock.pattern.content.Pattern;
import org.framedock.source.ElementType;
import org.framedock.source.FrameFormat;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PatternSourceTest {

    private static final int SLOT_BYTES = 4096;

    private long nowNs = 77_000_000_000L;
    private long clockStepNs;

    private long clock() {
        nowNs += clockStepNs;
        return nowNs;
    }

    private PatternSource source(final Pattern pattern, final double rateHz, final int payloadBytes) {
        return new PatternSource(
            new PatternSettings(pattern, rateHz, FrameFormat.of(ElementType.UINT8, payloadBytes)), this::clock);
    }

    @Test
    void shouldFillEachSlotWithThePatternOfItsSequence() throws SettingsException {
        for (final Pattern pattern : Pattern.values()) {
            final List<Long> sequences = new ArrayList<>();
            final MemorySlots slots = new MemorySlots(SLOT_BYTES, 250, (seq, payload, info) -> {
                assertTrue(pattern.check(payload, 1000, seq));
                assertEquals(1000, info.payloadBytes());
                assertEquals(nowNs, info.timestampNs());
                sequences.add(seq);
            });
            final PatternSource source = source(pattern, 1000, 1000);
            source.start(slots);
            for (int i = 0; i < 10; i++) {
                assertEquals(1, source.poll());
                assertEquals(0, source.poll());
                nowNs += 1_000_000;
            }
            source.stop();
            assertEquals(List.of(250L, 251L, 252L, 253L, 254L, 255L, 256L, 257L, 258L, 259L), sequences);
        }
    }

    @Test
    void shouldMakeSeveralFramesInAPollAtAHighRate() throws SettingsException {
        final MemorySlots slots = new MemorySlots(SLOT_BYTES, 0, (seq, payload, info) -> { });
        final PatternSource source = source(Pattern.COUNTER, 1e6, 64);
        source.start(slots);
        source.poll();
        nowNs += 100_000;
        assertEquals(100, source.poll());
    }

    @Test
    void shouldKeepAPollBelowAMillisecondWhateverTheRate() throws SettingsException {
        final MemorySlots slots = new MemorySlots(SLOT_BYTES, 0, (seq, payload, info) -> { });
        final PatternSource source = source(Pattern.COUNTER, 0, 64);
        source.start(slots);
        clockStepNs = 50_000;
        final long beforeNs = nowNs;
        final int frames = source.poll();
        assertTrue(frames > 1, "several frames: " + frames);
        assertTrue(nowNs - beforeNs < 1_000_000, "took " + (nowNs - beforeNs));
    }

    @Test
    void shouldWaitForASlotAndThenGoOnWithTheNextSequence() throws SettingsException {
        final List<Long> sequences = new ArrayList<>();
        final MemorySlots slots = new MemorySlots(SLOT_BYTES, 7, (seq, payload, info) -> sequences.add(seq));
        final PatternSource source = source(Pattern.COUNTER, 100, 64);
        source.start(slots);
        slots.hasLease(false);
        assertEquals(0, source.poll());
        nowNs += 5_000_000_000L;
        assertEquals(0, source.poll());
        slots.hasLease(true);
        assertEquals(1, source.poll(), "no burst for the five seconds without a lease");
        assertEquals(List.of(7L), sequences);
    }

    @Test
    void shouldLeaveThePollWhenNobodyTakesTheFrames() throws SettingsException {
        final MemorySlots slots = new MemorySlots(SLOT_BYTES, 0, (seq, payload, info) -> { });
        final PatternSource source = source(Pattern.COUNTER, 0, 64);
        source.start(slots);
        slots.isBackPressured(true);
        assertEquals(1, source.poll());
    }

    @Test
    void shouldSayWhichStrideWouldDoForAFrameThatIsTooLarge() throws SettingsException {
        final MemorySlots slots = new MemorySlots(SLOT_BYTES, 0, (seq, payload, info) -> { });
        final String message = assertThrows(
            SettingsException.class, () -> source(Pattern.COUNTER, 1, SLOT_BYTES + 1).start(slots)).getMessage();
        assertTrue(message.contains("4097"), message);
        assertTrue(message.contains("cam1"), message);
        assertTrue(message.contains("stride_bytes = 4160"), message);
        source(Pattern.COUNTER, 1, SLOT_BYTES).start(slots);
    }

    @Test
    void shouldDescribeWhatItMakes() throws SettingsException {
        final MemorySlots slots = new MemorySlots(SLOT_BYTES, 0, (seq, payload, info) -> { });
        source(Pattern.INTEROP, 0, 64).start(slots);
        assertEquals("interop UINT8[64], as fast as it can", slots.description());
        source(Pattern.COUNTER, 29.97, 64).start(slots);
        assertEquals("counter UINT8[64], 29.97 frames/s", slots.description());
    }

    @Test
    void shouldReadItsSettingsInTheFactory() {
        final SettingsException refusal = assertThrows(SettingsException.class,
            () -> new PatternSourceFactory().create(new SourceSettings(Map.of("rate_hz", "fast"))));
        assertTrue(refusal.getMessage().contains("rate_hz = fast"), refusal.getMessage());
    }

    @Test
    @DisplayName("100,000 frames allocate nothing")
    void shouldAllocateNothingForAFrame() throws SettingsException {
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        for (final Pattern pattern : Pattern.values()) {
            final long[] frames = new long[1];
            final MemorySlots slots = new MemorySlots(SLOT_BYTES, 0, (seq, payload, info) -> {
                if (pattern.check(payload, SLOT_BYTES, seq)) {
                    frames[0]++;
                }
            });
            final PatternSource source = source(pattern, 0, SLOT_BYTES);
            source.start(slots);
            clockStepNs = 100_000;
            while (frames[0] < 1000) {
                source.poll();
            }
            final long before = threads.getCurrentThreadAllocatedBytes();
            while (frames[0] < 101_000) {
                source.poll();
            }
            final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < 10_000, pattern + ": " + allocated + " bytes for 100,000 frames");
        }
    }
}
