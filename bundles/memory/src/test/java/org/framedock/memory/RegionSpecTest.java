package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.framedock.protocol.pool.RegionType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionSpecTest {

    private static RegionSpec pool(final int slotCount, final int strideBytes) {
        return RegionSpec.payloadPool(1, 10_000, 1, slotCount, strideBytes);
    }

    @ParameterizedTest
    @DisplayName("W-2 W-5 a file is 64 bytes and its slots, in 64-bit arithmetic")
    @CsvSource({
        "1, 64, 128", "8, 4096, 32832", "4, 805306368, 3221225536", "2, 1073741824, 2147483712",
        "1073741824, 2147483584, 2305842940494217280", "8, 655360, 5242944",
    })
    void shouldComputeLength(final int slotCount, final int strideBytes, final long lengthBytes) {
        assertEquals(lengthBytes, pool(slotCount, strideBytes).lengthBytes());
        assertDoesNotThrow(() -> pool(slotCount, strideBytes).requireSound());
    }

    @ParameterizedTest
    @DisplayName("W-2 a slot of the header ring has 256 bytes")
    @CsvSource({"1, 320", "8, 2112", "1073741824, 274877907008"})
    void shouldDescribeHeaderRing(final int slotCount, final long lengthBytes) throws Exception {
        final RegionSpec ring = RegionSpec.headerRing(1, 10_000, slotCount);
        assertEquals(new RegionSpec(1, 10_000, RegionType.HEADER_RING, 0, slotCount, 256), ring);
        assertEquals(lengthBytes, ring.lengthBytes());
        ring.requireSound();
    }

    @ParameterizedTest
    @DisplayName("W-3 refuses a slot count that is no power of two")
    @ValueSource(ints = {0, 3, 6, 7, 9, 1000, -1, -8, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void shouldRefuseSlotCount(final int slotCount) {
        final var refusal = assertThrows(RegionRefusedException.class, () -> pool(slotCount, 64).requireSound());
        assertTrue(refusal.getMessage().contains("slot count " + Integer.toUnsignedString(slotCount)));
    }

    @ParameterizedTest
    @DisplayName("W-4 refuses a stride that is no multiple of 64, or wider than a buffer")
    @ValueSource(ints = {0, 1, 32, 63, 65, 96, 4095, 4097, -64, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void shouldRefuseStride(final int strideBytes) {
        final var refusal = assertThrows(RegionRefusedException.class, () -> pool(8, strideBytes).requireSound());
        assertTrue(refusal.getMessage().contains("stride " + Integer.toUnsignedString(strideBytes)));
    }

    @ParameterizedTest
    @DisplayName("W-4 accepts multiples of 64 that are no power of two")
    @ValueSource(ints = {64, 128, 192, 655_360, RegionSpec.MAX_STRIDE_BYTES})
    void shouldAcceptStride(final int strideBytes) {
        assertDoesNotThrow(() -> pool(8, strideBytes).requireSound());
    }
}
