package org.framedock.camera.aravis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutagesTest {

    private final Outages outages = new Outages();

    @Test
    @DisplayName("an outage ends once, and only with the camera that was lost")
    void shouldEndOnce() {
        outages.begin("cam1", "a", 5);
        outages.begin("cam2", "b", 6);
        assertEquals(0, outages.end("cam1", "other"));
        assertEquals(0, outages.end("cam1", "a"));
        assertEquals(6, outages.end("cam2", "b"));
        assertEquals(0, outages.end("cam2", "b"));
    }
}
