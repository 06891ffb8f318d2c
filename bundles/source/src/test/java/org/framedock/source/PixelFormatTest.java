package org.framedock.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PixelFormatTest {

    @ParameterizedTest(name = "{0} of {1} x {2} is {3} with {4} bytes")
    @DisplayName("an image is rows, columns and components, or bytes where pixels are packed")
    @CsvSource(delimiter = '|', textBlock = """
        Mono8         | 640 | 480 | UINT8[480, 640]     | 307200
        Mono12        | 640 | 480 | UINT16[480, 640]    | 614400
        Mono16        | 3   | 2   | UINT16[2, 3]        | 12
        Mono10p       | 4   | 1   | BYTES[5]            | 5
        Mono12p       | 3   | 3   | BYTES[14]           | 14
        Mono12Packed  | 640 | 480 | BYTES[460800]       | 460800
        Mono10Packed  | 2   | 1   | BYTES[3]            | 3
        Mono1p        | 9   | 1   | BYTES[2]            | 2
        BayerRG8      | 4   | 2   | UINT8[2, 4]         | 8
        BayerGB12     | 4   | 2   | UINT16[2, 4]        | 16
        BayerRG12p    | 4   | 2   | BYTES[12]           | 12
        RGB8          | 4   | 2   | UINT8[2, 4, 3]      | 24
        BGR8          | 4   | 2   | UINT8[2, 4, 3]      | 24
        RGBa8         | 4   | 2   | UINT8[2, 4, 4]      | 32
        RGB12         | 4   | 2   | UINT16[2, 4, 3]     | 48
        YUV422_8      | 4   | 2   | UINT8[2, 4, 2]      | 16
        YUV411_8_UYYVYY | 4 | 2   | BYTES[12]           | 12
        """)
    void shouldLayOutImages(
        final String name, final int width, final int height, final String layout, final int payloadBytes) {
        final PixelFormat pixelFormat = PixelFormat.ofPfncName(name).orElseThrow();
        final FrameFormat format = FrameFormat.image(pixelFormat, width, height);
        assertEquals(layout, format.toString());
        assertEquals(payloadBytes, format.payloadBytes());
        assertEquals(payloadBytes, pixelFormat.imageBytes(width, height));
    }

    @ParameterizedTest
    @DisplayName("names and codes are unique, and elements fill the bits of the code")
    @EnumSource(PixelFormat.class)
    void shouldFitItsCode(final PixelFormat format) {
        assertEquals(Optional.of(format), PixelFormat.ofPfncName(format.pfncName()));
        assertEquals(Optional.of(format), PixelFormat.ofPfncName(" " + format.pfncName().toLowerCase()));
        assertEquals(Optional.of(format), PixelFormat.ofPfncCode(format.pfncCode()));
        if (format.isPacked()) {
            assertEquals(ElementType.BYTES, format.elementType());
        } else {
            assertEquals(format.bitsPerPixel(), 8 * format.elementType().sizeBytes() * format.componentCount());
        }
    }

    @Test
    @DisplayName("a name or code that is not known is nobody's")
    void shouldNotKnowOthers() {
        assertTrue(PixelFormat.ofPfncName("Mono9").isEmpty());
        assertTrue(PixelFormat.ofPfncCode(0).isEmpty());
    }

    @Test
    @DisplayName("an image of negative size or of more than 2 GiB is refused")
    void shouldRefuseSizes() {
        assertThrows(IllegalArgumentException.class, () -> FrameFormat.image(PixelFormat.MONO12P, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> FrameFormat.image(
            PixelFormat.BGR12P, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> FrameFormat.image(
            PixelFormat.MONO8, Integer.MAX_VALUE, 2));
    }

    @Test
    @DisplayName("a setting is read by the PFNC name, and a wrong one is told which names there are")
    void shouldReadSetting() {
        final SourceSettings settings = new SourceSettings(Map.of("pixel_format", "bayerrg12p", "other", "Mono9"));
        assertEquals(PixelFormat.BAYER_RG12P, settings.pixelFormat("pixel_format", PixelFormat.MONO8));
        assertEquals(PixelFormat.MONO16, settings.pixelFormat("absent", PixelFormat.MONO16));
        assertEquals(PixelFormat.MONO8, settings.pixelFormat("other", PixelFormat.MONO8));
        final SettingsException wrong = assertThrows(SettingsException.class, settings::conclude);
        assertTrue(wrong.getMessage().startsWith("other = Mono9 is not accepted: it has to be the PFNC name"),
            wrong.getMessage());
    }

    @Test
    @DisplayName("metadata is equal if all that it says is equal, whatever the order")
    void shouldCompareMetadata() {
        final SourceMetadata one = SourceMetadata.builder("Cam", "serial 1")
            .number("Width", 640, "px").number("ExposureTime", 12.5, "us").text("PixelFormat", "Mono8").build();
        final SourceMetadata same = SourceMetadata.builder("Cam", "serial 1")
            .text("PixelFormat", "Mono16").text("PixelFormat", "Mono8").number("ExposureTime", 12.5, "us")
            .number("Width", 640, "px").build();
        assertEquals(one, same);
        assertEquals(one.hashCode(), same.hashCode());
        assertEquals(new SourceMetadata.Attribute("ExposureTime", "12.5", "us"), one.attributes().get(0));
        assertFalse(one.equals(SourceMetadata.builder("Cam", "serial 2").build()));
        assertThrows(IllegalArgumentException.class, () -> SourceMetadata.builder("Cam", "").text(" ", "x"));
    }

    @Test
    @DisplayName("every format has its name as a constant, in the same order, and there are no others")
    void shouldBeNamedByConstants() {
        assertEquals(Arrays.stream(PixelFormat.values()).map(PixelFormat::pfncName).toList(),
            Arrays.stream(PfncName.values()).map(PfncName::name).toList());
    }
}
