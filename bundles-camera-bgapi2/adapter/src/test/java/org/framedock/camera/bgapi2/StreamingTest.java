package org.framedock.camera.bgapi2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.framedock.source.LossCause;
import org.framedock.source.SourceMetadata;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A source of a simulated Baumer camera")
class StreamingTest extends SimulatorTest {

    private static final int LARGE = 512;

    @Test
    @DisplayName("publishes 300 frames of 512x512 in place, every pixel right, every skipped frame counted")
    void shouldPublishEveryPixel() throws Exception {
        final Scene scene = new Scene(LARGE * LARGE, "device", "SIM0001", "width", "512", "height", "512",
            "pixel_format", "Mono8", "exposure_time", "100", "frame_rate", "500");
        final long[] seen = {0, 0, -1, System.nanoTime(), 0};
        scene.slots.reader((sequence, payload, info) -> {
            seen[0] += Scene.wrongPixels(payload, LARGE, LARGE);
            final int id = payload.getByte(0) & 0xFF;
            if (seen[2] < 0) {
                seen[4] = scene.counted();
            } else {
                seen[1] += (id - seen[2] & 0xFF) - 1;
            }
            seen[2] = id;
            assertEquals("UINT8[512, 512]", info.format().toString());
            assertTrue(info.timestampNs() >= seen[3] && info.timestampNs() <= System.nanoTime(),
                "capture time is on the monotonic clock and does not fall");
            seen[3] = info.timestampNs();
        });
        scene.start().pollUntilPublished(300);
        assertEquals(8, scene.slots.open(), "as many reservations are open as may be");
        scene.source.stop();
        assertEquals(0, seen[0], "wrong pixels");
        assertEquals(seen[1], scene.counted() - seen[4], "every frame that was skipped is counted");
        assertEquals("Simulator SIM0001, 512x512 Mono8 at 500 Hz, a simulator and no camera",
            scene.context.description());
        assertEquals("bgapi2:SIM0001", scene.source.device());
        assertNull(scene.context.deviceLost());
        assertTrue(scene.slots.canariesLive());
    }

    @Test
    @DisplayName("queues only slots whose reservation is open, so that all others stay as they are")
    void shouldWriteReservedSlotsOnly() throws Exception {
        final Scene scene = new Scene(64 * 64, "width", "64", "height", "64", "exposure_time", "100", "buffers", "3");
        scene.slots.fill((byte)0xEE);
        scene.slots.lend(false);
        scene.start();
        scene.pollFor(100);
        assertTrue(scene.slots.isFilledWith((byte)0xEE), "nothing is written before a slot is reserved");
        scene.slots.lend(true);
        scene.pollUntilPublished(100);
        assertEquals(3, scene.slots.open());
        scene.source.stop();
        scene.slots.fill((byte)0xEE);
        scene.pollForNothing(50);
        assertTrue(scene.slots.isFilledWith((byte)0xEE), "nothing is written after stop");
        assertTrue(scene.slots.canariesLive());
    }

    @ParameterizedTest(name = "{0} is {1}")
    @DisplayName("shapes frames by their pixel format")
    @CsvSource(delimiter = '|', textBlock = """
        Mono8        | UINT8[32, 64]
        Mono10       | UINT16[32, 64]
        Mono12       | UINT16[32, 64]
        Mono16       | UINT16[32, 64]
        Mono10p      | BYTES[2560]
        Mono12p      | BYTES[3072]
        Mono12Packed | BYTES[3072]
        BayerRG8     | UINT8[32, 64]
        BayerGB12    | UINT16[32, 64]
        BayerRG12p   | BYTES[3072]
        RGB8         | UINT8[32, 64, 3]
        BGR8         | UINT8[32, 64, 3]
        """)
    void shouldShapeFrames(final String pixelFormat, final String shape) throws Exception {
        final Scene scene = new Scene(64 * 32 * 3, "width", "64", "height", "32", "exposure_time", "100",
            "pixel_format", pixelFormat);
        final String[] seen = new String[1];
        final long[] wrong = {0};
        scene.slots.reader((sequence, payload, info) -> {
            seen[0] = info.format().toString();
            final int first = payload.getByte(0) & 0xFF;
            // The second pixel, or where pixels are not whole bytes or words the second byte, goes one up.
            final boolean words = shape.startsWith("UINT16");
            final int second = payload.getByte(words ? 2 : 1) & 0xFF;
            wrong[0] += second == (first + 1 & 0xFF) && (!words || payload.getByte(1) == 0) ? 0 : 1;
        });
        scene.start().pollUntilPublished(5);
        scene.source.stop();
        assertEquals(shape, seen[0]);
        assertEquals(0, wrong[0]);
        assertEquals("PixelFormat=" + pixelFormat, attribute(scene.context.metadata(), "PixelFormat"));
    }

    @Test
    @DisplayName("finds the image in a payload with chunk data after it")
    void shouldFindImageBeforeChunks() throws Exception {
        final Scene scene = new Scene(64 * 32 + 64, "width", "64", "height", "32", "exposure_time", "100",
            "node.ChunkModeActive", "true");
        checkImages(scene, 64, 32);
        assertEquals("PayloadSize=2112 B", attribute(scene.context.metadata(), "PayloadSize"));
    }

    @Test
    @DisplayName("moves an image that has chunk data before it to where the slot begins")
    void shouldMoveImageBehindChunks() throws Exception {
        simulator.bgapi2simImageOffset("SIM0001", 100);
        checkImages(new Scene(64 * 32 + 100, "width", "64", "height", "32", "exposure_time", "100"), 64, 32);
    }

    @Test
    @DisplayName("takes the size of the payload from the stream if that defines it")
    void shouldTakePayloadSizeOfStream() throws Exception {
        simulator.bgapi2simStreamDefinesPayload("SIM0001", 1);
        simulator.bgapi2simTraceBegin();
        checkImages(new Scene(64 * 32, "width", "64", "height", "32", "exposure_time", "100"), 64, 32);
        assertTrue(simulator.bgapi2simTrace().contains("BGAPI2_DataStream_GetPayloadSize"));
    }

    private static void checkImages(final Scene scene, final int width, final int height) throws Exception {
        final long[] wrong = {0};
        scene.slots.reader((sequence, payload, info) -> {
            wrong[0] += Scene.wrongPixels(payload, width, height);
            assertEquals(width * height, info.format().payloadBytes());
        });
        scene.start().pollUntilPublished(20);
        scene.source.stop();
        assertEquals(0, wrong[0]);
        assertTrue(scene.slots.canariesLive());
    }

    @Test
    @DisplayName("says what consumers should know: camera, settings with their units, nodes by name")
    void shouldTellMetadata() throws Exception {
        final Scene scene = new Scene(64 * 32, "device", "SIM0002", "width", "64", "height", "32", "offset_x", "16",
            "offset_y", "4", "exposure_time", "250", "gain", "2.5", "frame_rate", "100", "trigger_mode", "off",
            "trigger_source", "Line0", "node.Gamma100", "85");
        scene.start();
        scene.source.stop();
        final SourceMetadata metadata = scene.context.metadata();
        assertEquals("Framedock Simulator", metadata.name());
        assertEquals("serial SIM0002", metadata.summary());
        assertEquals("AcquisitionFrameRate=100.0 Hz, DeviceID=simulator-2, DeviceModelName=Simulator, "
            + "DeviceSerialNumber=SIM0002, DeviceVendorName=Framedock, ExposureTime=250.0 us, Gain=2.5, Gamma100=85, "
            + "Height=32 px, OffsetX=16 px, OffsetY=4 px, PayloadSize=2048 B, PixelFormat=Mono8, "
            + "TimestampSource=device clock, TriggerMode=Off, TriggerSource=Line0, Width=64 px",
            metadata.attributes().stream().map(StreamingTest::text).collect(Collectors.joining(", ")));
    }

    private static String attribute(final SourceMetadata metadata, final String key) {
        return metadata.attributes().stream().filter(attribute -> attribute.key().equals(key))
            .map(StreamingTest::text).findFirst().orElse("none");
    }

    private static String text(final SourceMetadata.Attribute attribute) {
        return (attribute.key() + "=" + attribute.value() + " " + attribute.unit()).strip();
    }

    @Test
    @DisplayName("says so when the device's clock does not run at the rate it is said to, and stamps deliveries then")
    void shouldDoubtClock() throws Exception {
        final Scene scene = scene("timestamp_hz", "1000000");
        scene.start();
        Simulator.await("the clock is doubted", Scene.DEADLINE_S, () -> {
            scene.source.poll();
            return scene.context.metadata().toString().contains("value=delivery to this host");
        });
        scene.source.stop();
    }

    @Test
    @DisplayName("does not take a camera that waits for a trigger for a lost one")
    void shouldWaitForTrigger() throws Exception {
        final Scene scene = new Scene(64 * 32, "width", "64", "height", "32", "exposure_time", "100",
            "trigger_mode", "on", "trigger_source", "Line0");
        scene.start();
        scene.pollFor(2_500);
        assertNull(scene.context.deviceLost());
        assertEquals(0, scene.slots.published());
        scene.source.stop();
    }

    @Test
    @DisplayName("calls the library in the order that it wants")
    void shouldKeepOrder() throws Exception {
        simulator.bgapi2simTraceBegin();
        final Scene scene = new Scene(64 * 32, "width", "64", "height", "32", "exposure_time", "100");
        scene.start().pollUntilPublished(1);
        scene.source.stop();
        final String calls = Arrays.stream(simulator.bgapi2simTrace().split(" "))
            .filter(call -> !call.contains("_Node_") && !call.contains("RemoteNode") && !call.contains("_Get"))
            .map(call -> call.replace("BGAPI2_", "")).collect(Collectors.joining(" "));
        final String slots = "CreateBufferWithExternalMemory DataStream_AnnounceBuffer ";
        assertEquals("UpdateSystemList System_Open System_UpdateInterfaceList Interface_Open CreatePnPEvent "
            + "Interface_SetPnPEventMode Interface_UpdateDeviceList Device_Open DataStream_Open "
            + slots.repeat(Scene.SLOTS) + "DataStream_StartAcquisitionContinuous DataStream_StopAcquisition "
            + "DataStream_DiscardAllBuffers DataStream_RevokeBuffer DeleteBuffer DataStream_Close Device_Close "
            + "Interface_SetPnPEventMode ReleasePnPEvent Interface_Close System_Close ReleaseSystem",
            calls.replaceAll("\\b(\\w+)( \\1)+\\b", "$1"));
    }

    @Test
    @DisplayName("allocates nothing in 1,000 frames on the stream's thread once it has warmed up")
    void shouldNotAllocatePerFrame() throws Exception {
        final Scene scene = new Scene(128 * 128, "width", "128", "height", "128", "exposure_time", "100",
            "frame_rate", "2000");
        scene.start();
        final int rounds = 30;
        final long[] allocatedBytes = new long[rounds];
        int round = 0;
        do {
            allocatedBytes[round] = allocatedBytesDuring(scene, 1_000);
        } while (allocatedBytes[round] != 0 && ++round < rounds);
        scene.source.stop();
        assertTrue(round < rounds, "every round allocated: " + Arrays.toString(allocatedBytes));
    }

    private static long allocatedBytesDuring(final Scene scene, final int frames) {
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        final long target = scene.slots.published() + frames;
        final long deadlineNs = System.nanoTime() + Scene.DEADLINE_S * 1_000_000_000L;
        final long before = threads.getCurrentThreadAllocatedBytes();
        while (scene.slots.published() < target && System.nanoTime() - deadlineNs < 0) {
            scene.source.poll();
        }
        final long after = threads.getCurrentThreadAllocatedBytes();
        assertTrue(scene.slots.published() >= target, scene.slots.published() + " frames");
        return after - before;
    }

    @Test
    @DisplayName("counts incomplete frames as such and publishes only whole ones")
    void shouldAbandonIncompleteFrames() throws Exception {
        simulator.bgapi2simIncompleteEvery("SIM0001", 5);
        final Scene scene = new Scene(64 * 32, "width", "64", "height", "32", "exposure_time", "100", "frame_rate",
            "500");
        final long[] wrong = {0};
        scene.slots.reader((sequence, payload, info) -> wrong[0] += Scene.wrongPixels(payload, 64, 32));
        scene.start().pollUntilPublished(200);
        scene.source.stop();
        assertEquals(0, wrong[0]);
        final long incomplete = scene.slots.abandoned(LossCause.INCOMPLETE);
        assertTrue(incomplete >= 40 && incomplete <= 60, incomplete + " incomplete");
    }

    @Test
    @DisplayName("counts frames that the device dropped by the gaps in their ids")
    void shouldCountDeviceDrops() throws Exception {
        simulator.bgapi2simDropEvery("SIM0001", 10);
        final Scene scene = new Scene(64 * 32, "width", "64", "height", "32", "exposure_time", "100", "frame_rate",
            "500");
        final long[] ids = {-1, 0};
        scene.slots.reader((sequence, payload, info) -> {
            final int id = payload.getByte(0) & 0xFF;
            ids[1] += ids[0] < 0 ? 0 : (id - ids[0] & 0xFF) - 1;
            ids[0] = id;
        });
        scene.start().pollUntilPublished(300);
        scene.source.stop();
        final long dropped = scene.context.lost(LossCause.DEVICE_DROPPED);
        assertTrue(dropped >= 30, dropped + " dropped");
        assertEquals(ids[1], dropped + scene.context.lost(LossCause.NO_FREE_SLOT), "the gaps are what is counted");
    }

    @Test
    @DisplayName("counts frames for which no slot was free, touches no memory meanwhile, and goes on after that")
    void shouldCountUnderruns() throws Exception {
        final Scene scene = new Scene(64 * 32, "width", "64", "height", "32", "exposure_time", "100", "frame_rate",
            "500");
        scene.start().pollUntilPublished(20);
        scene.slots.lend(false);
        Simulator.await("all lent slots come back", Scene.DEADLINE_S, () -> {
            scene.source.poll();
            return scene.slots.open() == 0;
        });
        scene.slots.fill((byte)0xEE);
        scene.pollFor(1_500);
        assertTrue(scene.slots.isFilledWith((byte)0xEE));
        scene.slots.lend(true);
        final long before = scene.slots.published();
        final long dropped = scene.context.lost(LossCause.DEVICE_DROPPED);
        scene.pollUntilPublished(before + 20);
        scene.source.stop();
        assertNull(scene.context.deviceLost());
        assertTrue(scene.context.lost(LossCause.NO_FREE_SLOT) >= 100,
            scene.context.lost(LossCause.NO_FREE_SLOT) + " without a slot");
        assertEquals(dropped, scene.context.lost(LossCause.DEVICE_DROPPED));
    }
}
