package org.framedock.camera.aravis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.framedock.source.FrameSource;
import org.framedock.source.MemorySlots;
import org.framedock.source.RecordingContext;
import org.framedock.source.SettingsDescription;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AravisSourceFactoryTest {

    @Test
    @DisplayName("every wrong setting is refused at once, with its key, its value and what is accepted")
    void shouldRefuseWrongSettings() {
        final SettingsException refusal = assertThrows(SettingsException.class, () -> create(Map.of(
            "width", "wide", "height", "-1", "frame_rate", "fast", "pixel_format", "Mono9", "packet_size", "70000",
            "buffers", "-2", "library", " ", "exposure", "10", "exposure_time", "-1")));
        final String message = refusal.getMessage();
        for (final String part : new String[] {
            "width = wide is not accepted", "height = -1 is not accepted", "frame_rate = fast is not accepted",
            "pixel_format = Mono9 is not accepted: it has to be the PFNC name", "packet_size = 70000 is not accepted",
            "exposure_time = -1 is not accepted: it has to be a number from 0",
            "buffers = -2 is not accepted", "library = ", "unknown setting exposure"}) {
            assertTrue(message.contains(part), part + " in: " + message);
        }
        assertEquals(-1, message.indexOf('\n'));
    }

    @Test
    @DisplayName("an absent library is a wrong setting of the source that starts, and names what was tried")
    void shouldNameAbsentLibrary() throws Exception {
        final FrameSource source = create(Map.of("library", "/nowhere/libaravis-0.8.so.0"));
        final SettingsException refusal = assertThrows(SettingsException.class, () -> source.start(context()));
        assertTrue(refusal.getMessage().startsWith("library = /nowhere/libaravis-0.8.so.0 cannot be loaded"),
            refusal.getMessage());
        assertEquals(-1, refusal.getMessage().indexOf('\n'));
    }

    @Test
    @DisplayName("a library that is not Aravis is refused")
    void shouldRefuseOtherLibrary() throws Exception {
        final FrameSource source = create(Map.of("library", "libc.so.6"));
        final SettingsException refusal = assertThrows(SettingsException.class, () -> source.start(context()));
        assertTrue(refusal.getMessage().startsWith("library = libc.so.6 cannot be loaded"), refusal.getMessage());
    }

    @Test
    @DisplayName("before it has met its camera, a source may want any")
    void shouldClaimSomeCameraBeforeStart() throws Exception {
        assertEquals("aravis:*", create(Map.of("device", "whatever")).device());
    }

    @Test
    @DisplayName("its description for tools, and its code, have the same keys, types, bounds, options and defaults")
    void shouldBeDescribed() throws Exception {
        assertEquals(List.of(), SettingsDescription.differences("aravis", Map.of(), AravisSettings::read));
    }

    private static RecordingContext context() {
        return new RecordingContext(new MemorySlots(4, 2, 4096));
    }

    private static FrameSource create(final Map<String, String> values) throws SettingsException {
        return new AravisSourceFactory().create(new SourceSettings(values));
    }
}
