package org.framedock.pattern.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {

    private static final int[] LENGTHS = {
        0, 1, 7, 8, 9, 15, 16, 17, 23, 24, 63, 64, 65, 79, 80, 81, 127, 255, 272, 300, 1000, 16_400, 16_401, 40_003};
    private static final long[] SEQUENCES = {0, 1, 127, 128, 240, 255, 256, 0x0102_0304_0506_0708L, -1, Long.MIN_VALUE};
    private static final int GUARD_BYTES = 8;
    private static final byte GUARD = (byte)0x5A;

    @ParameterizedTest
    @EnumSource(Pattern.class)
    @DisplayName("Every byte is what the configuration page says, whatever the length, and no byte beyond is touched")
    void shouldFillAsDocumented(final Pattern pattern) {
        for (final int length : LENGTHS) {
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length + GUARD_BYTES]);
            for (final long seq : SEQUENCES) {
                buffer.setMemory(0, buffer.capacity(), GUARD);
                pattern.fill(buffer, length, seq);
                for (int i = 0; i < length; i++) {
                    assertEquals(documented(pattern, seq, i), buffer.getByte(i), pattern + " seq " + seq + " at " + i);
                }
                for (int i = length; i < buffer.capacity(); i++) {
                    assertEquals(GUARD, buffer.getByte(i), "beyond the frame at " + i);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Pattern.class)
    void shouldAcceptWhatItFilled(final Pattern pattern) {
        for (final UnsafeBuffer buffer : new UnsafeBuffer[] {
            new UnsafeBuffer(new byte[50_000]), new UnsafeBuffer(ByteBuffer.allocateDirect(50_000), 3, 49_000)}) {
            for (final int length : LENGTHS) {
                for (final long seq : SEQUENCES) {
                    pattern.fill(buffer, length, seq);
                    assertTrue(pattern.check(buffer, length, seq), pattern + " seq " + seq + " length " + length);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Pattern.class)
    @DisplayName("Each single wrong byte is noticed, on and off the heap")
    void shouldNoticeEveryWrongByte(final Pattern pattern) {
        for (final UnsafeBuffer buffer : new UnsafeBuffer[] {
            new UnsafeBuffer(new byte[20_000]), new UnsafeBuffer(ByteBuffer.allocateDirect(20_000), 1, 19_000)}) {
            for (final int length : new int[] {1, 7, 8, 15, 16, 17, 63, 64, 80, 83, 145, 16_400, 16_411}) {
                final long seq = 0x0102_0304_0506_0708L + length;
                pattern.fill(buffer, length, seq);
                for (int i = 0; i < length; i++) {
                    final byte right = buffer.getByte(i);
                    buffer.putByte(i, (byte)(right ^ 1 << i % 8));
                    assertFalse(pattern.check(buffer, length, seq), pattern + " length " + length + " at " + i);
                    buffer.putByte(i, right);
                }
                assertTrue(pattern.check(buffer, length, seq));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Pattern.class)
    void shouldNotTakeOneFrameForAnother(final Pattern pattern) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1000]);
        pattern.fill(buffer, 1000, 41);
        assertFalse(pattern.check(buffer, 1000, 42));
        // Only the head of the second pattern tells these two apart.
        assertEquals(pattern == Pattern.COUNTER, pattern.check(buffer, 1000, 41 + 256));
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 64, 65, 200})
    void shouldRefuseAFrameThatIsLongerThanItsBuffer(final int length) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length - 1]);
        for (final Pattern pattern : Pattern.values()) {
            assertThrows(IndexOutOfBoundsException.class, () -> {
                // Right up to its end, so that only the missing byte can be the reason.
                pattern.fill(buffer, length - 1, 5);
                pattern.check(buffer, length, 5);
            });
        }
    }

    private static byte documented(final Pattern pattern, final long seq, final int index) {
        if (pattern == Pattern.COUNTER) {
            return (byte)Long.remainderUnsigned(seq, 256);
        }
        if (index < 8) {
            return (byte)(seq >>> 8 * index);
        }
        return index < 16 ? (byte)~(seq >>> 8 * (index - 8)) : (byte)(seq + index);
    }
}
