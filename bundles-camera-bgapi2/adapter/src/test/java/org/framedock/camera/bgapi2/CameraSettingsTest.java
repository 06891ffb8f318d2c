package org.framedock.camera.bgapi2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.framedock.source.SettingsException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A setting that the camera does not accept")
class CameraSettingsTest extends SimulatorTest {

    private static final String FOR_CAMERA = " is not accepted: for camera Simulator SIM0001 it has to be ";

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @DisplayName("is refused with its key, its value and what the camera accepts")
    @CsvSource(delimiter = '|', textBlock = """
        width                    | 8192     | 16 to 4096 in steps of 16
        width                    | 72       | 16 to 4096 in steps of 16
        height                   | 33       | 2 to 4096 in steps of 2
        offset_x                 | 4095     | 0 to 4032 in steps of 16
        offset_y                 | 3        | 0 to 4064 in steps of 2
        exposure_time            | 5        | 20 to 1000000 in steps of 1
        exposure_time            | 100.5    | 20 to 1000000 in steps of 1
        gain                     | 99       | 1 to 16
        frame_rate               | 0.25     | 0.5 to 5000
        frame_rate               | 6000     | 0.5 to 5000
        node.Gamma100            | 12       | 10 to 200 in steps of 5
        node.Gamma100            | much     | a whole number
        node.ExposureTime        | long     | a number
        node.ChunkModeActive     | perhaps  | true or false
        """)
    void shouldNameRange(final String key, final String value, final String accepted) throws Exception {
        assertEquals(key + " = " + value + FOR_CAMERA + accepted, refusal(key, value));
    }

    @Test
    @DisplayName("is refused in the camera's words if it is none of its choices")
    void shouldNameChoices() throws Exception {
        assertEquals("trigger_source = Line7 is not accepted: camera Simulator SIM0001 refuses it, "
            + "-1009 invalid parameter (Line7 is none of Software, Line0)", refusal("trigger_source", "Line7"));
        assertTrue(refusal("pixel_format", "YUV422_8").contains("(YUV422_8 is none of Mono8, Mono10, Mono12"));
    }

    @Test
    @DisplayName("is refused if the camera has no such node or does not let it be written")
    void shouldNameMissingNode() throws Exception {
        assertEquals("node.Nonsense = 1 is not accepted: camera Simulator SIM0001 has no node Nonsense, "
            + "-1014 not available (the camera has no node Nonsense)", refusal("node.Nonsense", "1"));
        assertEquals("node.PayloadSize = 1 is not accepted: camera Simulator SIM0001 does not let its node PayloadSize"
            + " be written now", refusal("node.PayloadSize", "1"));
    }

    @Test
    @DisplayName("is refused if the stream's slots are too small or too few, with what would do")
    void shouldNameStride() throws Exception {
        final SettingsException large = assertThrows(SettingsException.class,
            () -> new Scene(4096, "width", "64", "height", "66").start());
        assertEquals("a frame of 64x66 Mono8 has 4224 bytes and the largest slot of stream test holds 4096: "
            + "a pool with a stride of 4224 bytes would do, or a smaller width and height", large.getMessage());
        final SettingsException many = assertThrows(SettingsException.class, () -> scene("buffers", "9").start());
        assertEquals("buffers = 9 is not accepted: this stream lends at most 8 slots at once, which slots_lent of its"
            + " configuration sets", many.getMessage());
    }

    @Test
    @DisplayName("takes nodes of every type by name, switches and commands among them")
    void shouldSetNodesByName() throws Exception {
        final Scene scene = scene("node.Gamma100", "0x55", "node.Gain", "1.5", "node.TriggerMode", "Off",
            "node.AcquisitionFrameRateEnable", "false", "node.TriggerSoftware", "execute");
        scene.start().pollUntilPublished(5).source.stop();
    }

    @Test
    @DisplayName("moves a region of interest to wherever the camera's sensor allows it, from wherever it was")
    void shouldMoveRegion() throws Exception {
        new Scene(FRAME_BYTES, "width", "64", "height", "32", "offset_x", "4032", "offset_y", "4064").start()
            .source.stop();
        new Scene(4096 * 2, "width", "4096", "height", "2").start().source.stop();
        new Scene(FRAME_BYTES, "width", "64", "height", "32", "offset_x", "16", "offset_y", "0").start()
            .source.stop();
    }

    private static String refusal(final String key, final String value) throws Exception {
        final boolean replaces = java.util.Set.of("width", "height", "exposure_time", "frame_rate").contains(key);
        final Scene scene = replaces ? new Scene(FRAME_BYTES, key, value) : scene(key, value);
        return assertThrows(SettingsException.class, scene::start).getMessage();
    }
}
