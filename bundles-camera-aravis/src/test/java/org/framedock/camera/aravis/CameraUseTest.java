package org.framedock.camera.aravis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.framedock.source.DeviceUnavailableException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CameraUseTest {

    private static final List<String> NAMES = List.of("Acme-One-42", "00:11:22:33:44:55", "42", "192.168.0.7");

    private final CameraUse use = new CameraUse();

    @Test
    @DisplayName("a camera that was met has the same key by each of its names, in use or not")
    void shouldKnowCameraByEveryName() throws Exception {
        assertEquals("aravis:*", use.keyOf("42"));
        final String key = use.take("Acme-42", NAMES, "cam1");
        assertEquals("aravis:Acme-42", key);
        use.release(key);
        for (final String name : NAMES) {
            assertEquals(key, use.keyOf(name));
        }
        assertEquals("aravis:*", use.keyOf(""));
        assertNull(use.holderOf(NAMES));
    }

    @Test
    @DisplayName("a camera that one stream has is refused to another, whatever it is called there")
    void shouldRefuseTakenCamera() throws Exception {
        use.take("Acme-42", NAMES, "cam1");
        assertEquals("cam1", use.holderOf(List.of("192.168.0.7")));
        final DeviceUnavailableException taken = assertThrows(DeviceUnavailableException.class,
            () -> use.take("Acme-42", List.of("other"), "cam2"));
        assertEquals("camera Acme-42 is used by stream cam1", taken.getMessage());
    }

    @Test
    @DisplayName("a stream waits for the camera that it gives back, and for none that it uses or another gives back")
    void shouldAwaitClosing() throws Exception {
        final String used = use.take("Acme-1", List.of("1"), "cam1");
        final String others = use.take("Acme-2", List.of("2"), "cam2");
        use.closing(others);
        use.awaitClosed("cam1", 60_000);
        use.closing(used);
        final boolean[] closed = {false};
        final Thread closer = new Thread(() -> {
            closed[0] = true;
            use.release(used);
        });
        assertFalse(closed[0]);
        closer.start();
        use.awaitClosed("cam1", 60_000);
        assertEquals("cam2", use.holderOf(List.of("2")));
        assertNull(use.holderOf(List.of("1")));
        closer.join();
    }
}
