package org.framedock.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.framedock.replay.ReplaySettings.FileFormat;
import org.framedock.source.SettingsDescription;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;
import org.junit.jupiter.api.Test;

class ReplaySettingsTest {

    private static final Path HOME = Path.of("/lab");

    private static ReplaySettings read(final Map<String, String> values) throws SettingsException {
        return ReplaySettings.read(new SourceSettings(values), HOME);
    }

    private static String refusal(final Map<String, String> values) {
        return assertThrows(SettingsException.class,
            () -> new ReplaySourceFactory(HOME).create(new SourceSettings(values))).getMessage();
    }

    @Test
    void shouldReadSettings() throws SettingsException {
        final ReplaySettings settings = read(Map.of("path", "runs/7", "format", "RAW", "pixel_format", "Mono12p",
            "width", "10", "height", "3", "rate_hz", "0", "loop", "False"));
        assertEquals(Path.of("/lab/runs/7"), settings.path());
        assertEquals(FileFormat.RAW, settings.format());
        assertEquals("10 x 3 Mono12p", settings.raw().toString());
        assertEquals(45, settings.raw().frame().payloadBytes());
        assertEquals(0, settings.rateHz());
        assertFalse(settings.loop());
    }

    @Test
    void shouldHaveDefaults() throws SettingsException {
        final ReplaySettings settings = read(Map.of("path", "/data/night.fits"));
        assertEquals(Path.of("/data/night.fits"), settings.path());
        assertNull(settings.format());
        assertNull(settings.raw());
        assertEquals(30, settings.rateHz());
        assertTrue(settings.loop());
    }

    @Test
    void shouldNameEveryMistake() {
        final String message = refusal(Map.of("format", "tiff", "width", "0", "rate_hz", "-1", "loop", "twice"));
        assertTrue(message.contains("path = nothing is not accepted: it has to be a file with frames"), message);
        assertTrue(message.contains("format = tiff is not accepted: it has to be one of [raw, fits]"), message);
        assertTrue(message.contains("width = 0 is not accepted"), message);
        assertTrue(message.contains("rate_hz = -1"), message);
        assertTrue(message.contains("loop = twice is not accepted: it has to be one of [true, false]"), message);
    }

    @Test
    void shouldAskForTheWholeShapeOfARawFrame() {
        assertTrue(refusal(Map.of("path", "a", "format", "raw")).startsWith("width = nothing is not accepted"));
        assertTrue(refusal(Map.of("path", "a", "width", "4")).startsWith("height = nothing is not accepted"));
        assertTrue(refusal(Map.of("path", "a", "pixel_format", "Mono8")).startsWith("width = nothing is not accepted"));
        assertTrue(refusal(Map.of("path", "a", "width", "4", "height", "4", "format", "fits"))
            .startsWith("format = fits is not accepted: it has to be raw, or pixel_format, width and height left out"));
        final String large = refusal(Map.of("path", "a", "width", "1000000", "height", "1000000"));
        assertTrue(large.contains("exceeds 2 GiB"), large);
    }

    @Test
    void shouldBeDescribed() throws Exception {
        assertEquals(List.of(), SettingsDescription.differences("replay", Map.of("path", "runs/7"),
            settings -> ReplaySettings.read(settings, HOME)));
    }
}
