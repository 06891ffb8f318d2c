package org.framedock.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.framedock.pattern.content.Pattern;
import org.framedock.source.ElementType;
import org.framedock.source.SettingsDescription;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternSettingsTest {

    @Test
    void shouldHaveDefaults() throws SettingsException {
        final PatternSettings settings = read("");
        assertEquals(Pattern.COUNTER, settings.pattern());
        assertEquals(100, settings.rateHz());
        assertEquals("UINT8[655360]", settings.format().toString());
    }

    @Test
    void shouldReadEverySetting() throws SettingsException {
        final PatternSettings settings = read(
            "pattern=interop;rate_hz=0.5;payload_bytes=1310720;dtype=uint16;dims=640x1024");
        assertEquals(Pattern.INTEROP, settings.pattern());
        assertEquals(0.5, settings.rateHz());
        assertEquals(ElementType.UINT16, settings.format().elementType());
        assertEquals("UINT16[640, 1024]", settings.format().toString());
        assertEquals(1_310_720, settings.format().payloadBytes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "payload_bytes=1000 | UINT8[1000] | 1000",
        "payload_bytes=1000;dtype=float64 | FLOAT64[125] | 1000",
        "dims=7 | UINT8[7] | 7",
        "dims=2 x 3 x 4;dtype=int32 | INT32[2, 3, 4] | 96",
        "dims=1x1x1x1x1x1x1x9 | UINT8[1, 1, 1, 1, 1, 1, 1, 9] | 9"})
    void shouldDeriveWhatIsLeftOut(final String text, final String format, final int payloadBytes)
        throws SettingsException {
        assertEquals(format, read(text).format().toString());
        assertEquals(payloadBytes, read(text).format().payloadBytes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "pattern=noise | pattern = noise | [counter, interop]",
        "rate_hz=-1 | rate_hz = -1 | from 0.0 to 1.0E7",
        "rate_hz=10000001 | rate_hz = 10000001 | from 0.0 to 1.0E7",
        "rate_hz=NaN | rate_hz = NaN | a number",
        "payload_bytes=0 | payload_bytes = 0 | a whole number from 1",
        "payload_bytes=999;dtype=uint32 | payload_bytes = 999 | a multiple of 4, the size of a UINT32",
        "dtype=mono8 | dtype = mono8 | uint8",
        "dims=640x | dims = 640x | such as 640x1024",
        "dims=640x0 | dims = 640x0 | from 1 on",
        "dims=1x1x1x1x1x1x1x1x1 | dims = 1x1x1x1x1x1x1x1x1 | 1 to 8",
        "dims=65536x65536 | dims = 65536x65536 | below 2 GiB",
        "dims=640x1024;payload_bytes=655361 | payload_bytes = 655361 | 655360 or left out",
        "dims=640x1024;payload_bytes=655360;dtype=uint16 | payload_bytes = 655360 | 1310720 or left out",
        "rate=5 | unknown setting rate | rate_hz"})
    void shouldRefuseInOneClearLine(final String text, final String mistake, final String accepted) {
        final String message = assertThrows(SettingsException.class, () -> read(text)).getMessage();
        assertTrue(message.contains(mistake), message);
        assertTrue(message.contains(accepted), message);
        assertEquals(-1, message.indexOf(';'), "only this mistake: " + message);
    }

    @Test
    void shouldNameAllMistakesAtOnce() {
        final String message = assertThrows(
            SettingsException.class, () -> read("pattern=x;payload_bytes=y;dims=z;rate_hz=w")).getMessage();
        for (final String value : new String[] {"pattern = x", "payload_bytes = y", "dims = z", "rate_hz = w"}) {
            assertTrue(message.contains(value), message);
        }
        assertEquals(4, message.split(";").length, message);
    }

    @Test
    void shouldBeDescribed() throws Exception {
        assertEquals(List.of(), SettingsDescription.differences("pattern", Map.of(), PatternSettings::read));
    }

    private static PatternSettings read(final String text) throws SettingsException {
        final Map<String, String> values = new HashMap<>();
        for (final String part : text.split(";")) {
            if (!part.isEmpty()) {
                values.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
            }
        }
        return PatternSettings.read(new SourceSettings(values));
    }
}
