package org.framedock.camera.aravis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;

import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.FrameSource;
import org.framedock.source.MemorySlots;
import org.framedock.source.PixelFormat;
import org.framedock.source.RecordingContext;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceMetadata;
import org.framedock.source.SourceSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Aravis' fake interface: a camera inside of the library, with real nodes and without a network. */
@DisplayName("A source of a camera of Aravis' fake interface")
class FakeInterfaceIT {

    private static final String DEVICE = "Fake_1";
    private static final int WIDTH = 320;
    private static final int HEIGHT = 200;
    private static final int SLOT_BYTES = 3 * WIDTH * HEIGHT;
    private static final int DEADLINE_S = 60;

    private final AravisSourceFactory factory = new AravisSourceFactory();
    private final MemorySlots slots = new MemorySlots(16, 8, SLOT_BYTES);
    private final RecordingContext context = new RecordingContext(slots);
    private Aravis aravis;

    @BeforeEach
    void enableInterface() throws Exception {
        FakeCamera.assumeLibraryInstalled();
        aravis = new AravisLibraries().load("libaravis-0.8.so.0");
        aravis.arvEnableInterface("Fake");
    }

    @AfterEach
    void disableInterface() {
        if (aravis != null) {
            aravis.arvDisableInterface("Fake");
        }
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource(delimiter = ';', textBlock = """
        Mono8; UINT8[200, 320]
        Mono16; UINT16[200, 320]
        RGB8; UINT8[200, 320, 3]
        BayerRG8; UINT8[200, 320]
        BayerGR8; UINT8[200, 320]
        BayerGB8; UINT8[200, 320]
        BayerBG8; UINT8[200, 320]
        """)
    @DisplayName("delivers every pixel of every format that the camera has")
    void shouldDeliverFormat(final String name, final String shape) throws Exception {
        final PixelFormat format = PixelFormat.ofPfncName(name).orElseThrow();
        assertEquals(0, wrongPixels(format, shape, 1, "pixel_format", name));
        assertEquals(name, context.metadata("PixelFormat"));
        assertEquals("Aravis Fake 1, 320x200 " + name + " at 200.0 Hz", context.description());
    }

    @Test
    @DisplayName("exposure time and gain reach the sensor, and are told with their units")
    void shouldApplyExposureAndGain() throws Exception {
        assertEquals(0, wrongPixels(PixelFormat.MONO8, "UINT8[200, 320]", 4,
            "exposure_time", "100000", "gain", "2", "pixel_format", "mono8"));
        assertEquals("100000.0 us", context.metadata("ExposureTime"));
        assertEquals("2", context.metadata("Gain"));
        assertEquals("200.0 Hz", context.metadata("AcquisitionFrameRate"));
        assertEquals("320 px", context.metadata("Width"));
        assertEquals("Aravis", context.metadata("DeviceVendorName"));
        assertEquals("1", context.metadata("DeviceSerialNumber"));
        assertEquals("Off", context.metadata("GainAuto"));
    }

    private int wrongPixels(
        final PixelFormat format, final String shape, final double scale, final String... settings) throws Exception {
        final FakeCameraPattern pattern = new FakeCameraPattern(format, WIDTH, HEIGHT, scale);
        final int[] wrongPixels = {0};
        slots.reader((sequence, payload, info) -> {
            assertEquals(shape, info.format().toString());
            wrongPixels[0] += pattern.wrongPixels(payload);
        });
        final FrameSource source = source(settings);
        source.start(context);
        try {
            FakeCamera.await("5 frames", DEADLINE_S, () -> {
                source.poll();
                return slots.published() >= 5;
            });
        } finally {
            source.stop();
        }
        return wrongPixels[0];
    }

    @Test
    @DisplayName("nodes by name are written by their kind and told as they were read back")
    void shouldWriteNodesByKind() throws Exception {
        startAndStop("node.AcquisitionFramePeriod", "0x2710", "node.ExposureTimeAbs", "2500.0",
            "node.GainAuto", "continuous", "node.TestBoolean", "true", "node.TestStringReg", "hello",
            "node.AcquisitionStop", "execute", "frame_rate", "0", "node.TriggerSelector", "AcquisitionStart");
        assertEquals("10000", context.metadata("AcquisitionFramePeriod"));
        assertEquals("100.0 Hz", context.metadata("AcquisitionFrameRate"));
        assertEquals("2500.0", context.metadata("ExposureTimeAbs"));
        assertEquals("Continuous", context.metadata("GainAuto"));
        assertEquals("true", context.metadata("TestBoolean"));
        assertEquals("hello", context.metadata("TestStringReg"));
        assertEquals("AcquisitionStart", context.metadata("TriggerSelector"));
        assertEquals(null, context.metadata("AcquisitionStop"));
    }

    @Test
    @DisplayName("a trigger is set up, and its stream is said to wait for it")
    void shouldSetTrigger() throws Exception {
        startAndStop("trigger_mode", "on", "trigger_source", "software");
        assertEquals("On", context.metadata("TriggerMode"));
        assertEquals("Software", context.metadata("TriggerSource"));
        assertEquals("Aravis Fake 1, 320x200 Mono8 by trigger", context.description());
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = ';', textBlock = """
        width; 4096; for camera Aravis Fake 1 it has to be a whole number from 1 to 2048
        height; 4096; it has to be a whole number from 1 to 2048
        offset_x; 4096; it has to be a whole number from 0 to 2048
        offset_x; 2000; it has to be a whole number from 0 to 1728 with width = 320
        offset_y; 1900; it has to be a whole number from 0 to 1848 with height = 200
        exposure_time; 5; it has to be a number from 10 to 10000000
        gain; 11; it has to be a whole number from 0 to 10
        gain; 1.5; it has to be a whole number from 0 to 10
        frame_rate; 90000; it has to be 0.100000 to 1000.00, or 0 to leave it
        pixel_format; Mono12; it has to be one of [BayerBG8, BayerGB8, BayerGR8, BayerRG8, Mono8, RGB8, Mono16]
        trigger_mode; maybe; it has to be one of [Off, On]
        trigger_source; Line9; it has to be one of [Line0, Software]
        packet_size; 9000; it has to be left out, since it is no GigE Vision camera
        node.Gamma; 1; camera Aravis Fake 1 has no setting Gamma
        node.Root; 1; camera Aravis Fake 1 has no setting Root
        node.GainRaw; much; it has to be a whole number from 0 to 10
        node.AcquisitionFramePeriod; 999; it has to be a whole number from 1000 to 10000000
        node.ExposureTimeAbs; long; it has to be a number from 10 to 10000000
        node.ExposureTimeAbs; NaN; it has to be a number from 10 to 10000000
        node.GainAuto; sometimes; it has to be one of [Off, Once, Continuous]
        node.TestBoolean; maybe; it has to be true or false
        node.AcquisitionStop; now; it has to be execute, since it is a command
        node.SensorWidth; 10; camera Aravis Fake 1 has SensorWidth, but it cannot be written
        """)
    @DisplayName("refuses in one line what the camera does not take, with the value and what is accepted")
    void shouldRefuse(final String key, final String value, final String accepted) throws Exception {
        final SettingsException refusal =
            assertThrows(SettingsException.class, () -> source(key, value).start(context));
        assertTrue(refusal.getMessage().startsWith(key + " = " + value), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(" is not accepted: "), refusal.getMessage());
        assertTrue(refusal.getMessage().endsWith(accepted), refusal.getMessage());
        // Nothing of the refused start is left.
        startAndStop();
    }

    @Test
    @DisplayName("a frame that fits no slot is refused with its size and the stride that would do")
    void shouldSayWhichStrideWouldDo() {
        final SettingsException refusal = assertThrows(SettingsException.class,
            () -> source("width", "1001", "height", "999", "pixel_format", "Mono16").start(context));
        assertEquals("a frame of 1001x999 Mono16 has 1999998 bytes and the largest slot of stream test holds 192000:"
            + " a pool with a stride of 2000000 bytes would do, or a smaller width and height", refusal.getMessage());
    }

    @Test
    @DisplayName("another region of interest is other metadata, the same one is equal metadata")
    void shouldTellRegion() throws Exception {
        startAndStop();
        final SourceMetadata first = context.metadata();
        startAndStop();
        assertEquals(first, context.metadata());
        startAndStop("width", "64", "offset_x", "10", "offset_y", "20");
        assertNotEquals(first, context.metadata());
        assertEquals("Aravis Fake 1, 64x200+10+20 Mono8 at 200.0 Hz", context.description());
        assertEquals("12800 B", context.metadata("PayloadSize"));
    }

    @Test
    @DisplayName("is found by its model and by its serial number, and known by all its names from then on")
    void shouldBeFoundByModelAndSerial() throws Exception {
        for (final String device : new String[] {"fake", "1", DEVICE, ""}) {
            final FrameSource source = source("device", device);
            source.start(context);
            assertEquals("aravis:Aravis-1", source.device());
            source.stop();
        }
        assertEquals("aravis:Aravis-1", source("device", "1").device());
        assertEquals("aravis:Aravis-1", source("device", DEVICE).device());
        assertEquals("aravis:*", source("device", "").device());
    }

    @Test
    @DisplayName("is refused to a second stream in the name of the first one")
    void shouldRefuseSecondStream() throws Exception {
        final FrameSource first = source();
        first.start(context);
        try {
            final DeviceUnavailableException taken = assertThrows(DeviceUnavailableException.class,
                () -> source("device", "1").start(new RecordingContext("other", new MemorySlots(4, 2, SLOT_BYTES))));
            assertTrue(taken.getMessage().startsWith("camera 1 is not available (it is used by stream test); seen: "),
                taken.getMessage());
        } finally {
            first.stop();
        }
        startAndStop();
    }

    private void startAndStop(final String... settings) throws Exception {
        final FrameSource source = source(settings);
        source.start(context);
        source.stop();
    }

    private FrameSource source(final String... keysAndValues) throws SettingsException {
        final Map<String, String> values = new HashMap<>(Map.of("device", DEVICE, "width", Integer.toString(WIDTH),
            "height", Integer.toString(HEIGHT), "frame_rate", "200"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return factory.create(new SourceSettings(values));
    }
}
