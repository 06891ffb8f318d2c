package org.framedock.camera.bgapi2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameIdsTest {

    private final FrameIds ids = new FrameIds();

    @Test
    @DisplayName("the first frame misses nothing, and later ones what lies between")
    void shouldCountGaps() {
        assertEquals(0, ids.missingBefore(17));
        assertEquals(0, ids.missingBefore(18));
        assertEquals(3, ids.missingBefore(22));
    }

    @Test
    @DisplayName("ids of 16 bits go on with 1 after 65535")
    void shouldFollowWrap() {
        ids.missingBefore(65_534);
        assertEquals(0, ids.missingBefore(65_535));
        assertEquals(1, ids.missingBefore(2));
    }

    @Test
    @DisplayName("ids of 64 bits pass 65535, and a device that counts anew misses nothing")
    void shouldFollowLongIds() {
        ids.missingBefore(65_535);
        assertEquals(0, ids.missingBefore(65_536));
        assertEquals(4, ids.missingBefore(65_541));
        assertEquals(0, ids.missingBefore(1));
        assertEquals(0, ids.missingBefore(2));
    }

    @Test
    @DisplayName("short ids that begin anew miss nothing")
    void shouldFollowRestart() {
        ids.missingBefore(10);
        assertEquals(0, ids.missingBefore(1));
        assertEquals(0, ids.missingBefore(2));
    }
}
