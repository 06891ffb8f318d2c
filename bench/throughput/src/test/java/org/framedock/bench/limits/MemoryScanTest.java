package org.framedock.bench.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MemorySumTest {

    @Test
    void shouldReadEveryWholeLine() {
        final UnsafeBuffer buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(1024, 64));
        for (int at = 0; at < 1024; at += 8) {
            buffer.putLong(at, 1);
        }
        assertEquals(128, MemorySum.of(buffer.addressOffset(), 1024));
        assertEquals(120, MemorySum.of(buffer.addressOffset(), 1000));
    }
}
