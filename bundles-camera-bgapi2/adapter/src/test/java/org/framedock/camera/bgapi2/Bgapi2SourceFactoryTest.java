package org.framedock.camera.bgapi2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
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

class Bgapi2SourceFactoryTest {

    @Test
    @DisplayName("every wrong setting is refused at once, with its key, its value and what is accepted")
    void shouldRefuseWrongSettings() {
        final Map<String, String> wrong = new HashMap<>(Map.of("width", "wide", "height", "-1", "frame_rate", "fast",
            "pixel_format", "Mono9", "exposure_time", "-3", "gain", "loud", "offset_x", "-1", "trigger_mode",
            "sometimes", "lost_results", "12"));
        wrong.putAll(Map.of("buffers", "-2", "library", " ", "exposure", "10", "node.", "1", "timestamp_hz", "x"));
        final String message = assertThrows(SettingsException.class, () -> create(null, wrong)).getMessage();
        for (final String part : new String[] {
            "width = wide is not accepted", "height = -1 is not accepted", "frame_rate = fast is not accepted",
            "pixel_format = Mono9 is not accepted", "exposure_time = -3 is not accepted", "gain = loud",
            "offset_x = -1", "trigger_mode = sometimes is not accepted: it has to be one of [off, on]",
            "lost_results = 12 is not accepted: it has to be negative numbers", "buffers = -2 is not accepted",
            "library = ", "unknown setting exposure", "unknown setting node.", "node.NAME", "timestamp_hz = x"}) {
            assertTrue(message.contains(part), part + " in: " + message);
        }
        assertEquals(-1, message.indexOf('\n'));
    }

    @Test
    @DisplayName("an absent library is a wrong setting of the source that starts, and names what was tried")
    void shouldNameAbsentLibrary() throws Exception {
        for (final FrameSource source : new FrameSource[] {
            create(null, Map.of("library", "/nowhere/libbgapi2_genicam.so")),
            create(" /nowhere/libbgapi2_genicam.so ", Map.of()),
            new Bgapi2SourceFactory(null, Map.of(Bgapi2SourceFactory.LIBRARY_VARIABLE,
                "/nowhere/libbgapi2_genicam.so")).create(new SourceSettings(Map.of()))}) {
            final SettingsException refusal = assertThrows(SettingsException.class,
                () -> source.start(new RecordingContext(new MemorySlots(4, 2, 4096))));
            assertTrue(refusal.getMessage().startsWith("library = /nowhere/libbgapi2_genicam.so is not accepted: "
                + "/nowhere/libbgapi2_genicam.so cannot be loaded"), refusal.getMessage());
            assertTrue(refusal.getMessage().contains(Bgapi2SourceFactory.LIBRARY_PROPERTY), refusal.getMessage());
            assertEquals(-1, refusal.getMessage().indexOf('\n'));
            assertEquals("bgapi2:*", source.device());
        }
    }

    @Test
    @DisplayName("a library that is not BGAPI2 is refused")
    void shouldRefuseOtherLibrary() throws Exception {
        final FrameSource source = create(null, Map.of("library", "libc.so.6"));
        final SettingsException refusal = assertThrows(SettingsException.class,
            () -> source.start(new RecordingContext(new MemorySlots(4, 2, 4096))));
        assertTrue(refusal.getMessage().startsWith("library = libc.so.6 is not accepted: libc.so.6 cannot be loaded"),
            refusal.getMessage());
    }

    @Test
    @DisplayName("its description for tools, and its code, have the same keys, types, bounds, options and defaults")
    void shouldBeDescribed() throws Exception {
        assertEquals(List.of(), SettingsDescription.differences("bgapi2", Map.of(),
            settings -> Bgapi2Settings.read(settings, "lib.so")));
    }

    private static FrameSource create(final String property, final Map<String, String> values)
        throws SettingsException {
        return new Bgapi2SourceFactory(property, Map.of()).create(new SourceSettings(values));
    }
}
