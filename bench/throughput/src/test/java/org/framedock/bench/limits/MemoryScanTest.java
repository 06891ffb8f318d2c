package org.framedock.bench.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MemoryScanTest {

    private static final int LENGTH = 1001;

    @Test
    @DisplayName("every byte is looked at: one that differs is found wherever it is, and none beyond the end")
    void shouldReadEveryByte() {
        final UnsafeBuffer buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(LENGTH + 1, 64));
        buffer.putByte(LENGTH, MemoryScan.ABSENT);
        for (int at = 0; at < LENGTH; at++) {
            buffer.putByte(at, MemoryScan.ABSENT);
            final String text = assertThrows(IllegalStateException.class,
                () -> MemoryScan.of(buffer.addressOffset(), LENGTH)).getMessage();
            assertTrue(text.startsWith("byte " + at + " "), text);
            buffer.putByte(at, (byte)0);
        }
        assertEquals(LENGTH, MemoryScan.of(buffer.addressOffset(), LENGTH));
    }
}
