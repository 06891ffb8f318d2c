package org.framedock.source.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameIdsTest {

    @Test
    @DisplayName("the first frame misses nothing, whatever its id")
    void shouldStartAnywhere() {
        assertEquals(0, new FrameIds(true).missingBefore(40_000));
        assertEquals(0, new FrameIds(false).missingBefore(40_000));
    }

    @Test
    @DisplayName("counts the ids that are left out")
    void shouldCountGap() {
        assertMissing(true, 10, 11, 0);
        assertMissing(true, 10, 12, 1);
        assertMissing(false, 0, 100, 99);
        assertMissing(true, 1, 60_000, 59_998);
    }

    @Test
    @DisplayName("16-bit ids go from 65535 to 1 without a gap, and 0 is no id")
    void shouldWrapShortIds() {
        assertMissing(true, 65_535, 1, 0);
        assertMissing(true, 65_535, 3, 2);
        assertMissing(true, 65_530, 2, 6);
    }

    @Test
    @DisplayName("ids that go far back are a device that counts anew")
    void shouldTakeFarJumpForRestart() {
        assertMissing(true, 40_000, 39_000, 0);
        assertMissing(true, 30_000, 1, 0);
        assertMissing(true, 10, 1, 0);
        assertMissing(true, 10, 10, 0);
        assertMissing(false, 70_000, 1, 0);
    }

    @Test
    @DisplayName("an id above 65535 shows extended ids, which do not wrap")
    void shouldKnowExtendedIds() {
        final FrameIds ids = new FrameIds(true);
        ids.missingBefore(65_534);
        assertEquals(1, ids.missingBefore(65_536));
        assertEquals(40_000, ids.missingBefore(105_537));
        assertEquals(0, ids.missingBefore(1));
    }

    private static void assertMissing(final boolean shortIds, final long first, final long second,
        final long expected) {
        final FrameIds ids = new FrameIds(shortIds);
        ids.missingBefore(first);
        assertEquals(expected, ids.missingBefore(second));
    }
}
