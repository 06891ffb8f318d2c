package org.framedock.camera.aravis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.FrameFormat;
import org.framedock.source.FrameSource;
import org.framedock.source.LossCause;
import org.framedock.source.MemorySlots;
import org.framedock.source.PixelFormat;
import org.framedock.source.RecordingContext;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A source of a GigE Vision camera on loopback")
class AravisCameraIT {

    private static final int WIDTH = 512;
    private static final int HEIGHT = 512;
    private static final int FRAME_BYTES = WIDTH * HEIGHT;
    private static final int SLOTS = 16;
    private static final int DEADLINE_S = 60;

    @BeforeEach
    void needsCamera() {
        FakeCamera.assumeInstalled();
    }

    @Test
    @DisplayName("publishes 300 frames of 512x512 in place, every pixel as the camera made it")
    void shouldPublishEveryPixel() throws Exception {
        final MemorySlots slots = new MemorySlots(SLOTS, 8, FRAME_BYTES);
        final RecordingContext context = new RecordingContext(slots);
        final FakeCameraPattern pattern = new FakeCameraPattern(WIDTH, HEIGHT);
        final long[] wrongPixels = {0};
        final long[] skipped = {0};
        final long[] lastTimestampNs = {System.nanoTime()};
        final int[] lastPhase = {-1};
        final long[] countedBefore = {0};
        slots.reader((sequence, payload, info) -> {
            wrongPixels[0] += pattern.wrongPixels(payload);
            final int phase = pattern.phase(payload);
            if (lastPhase[0] < 0) {
                countedBefore[0] = counted(slots, context);
            } else {
                skipped[0] += FakeCameraPattern.framesBetween(lastPhase[0], phase) - 1;
            }
            lastPhase[0] = phase;
            assertEquals("UINT8[512, 512]", info.format().toString());
            assertTrue(info.timestampNs() > lastTimestampNs[0] && info.timestampNs() <= System.nanoTime(),
                "capture time is on the monotonic clock and rises");
            lastTimestampNs[0] = info.timestampNs();
        });
        try (FakeCamera camera = FakeCamera.start("PX01")) {
            final FrameSource source = source("device", camera.deviceId(), "width", "512", "height", "512",
                "frame_rate", "100", "pixel_format", "Mono8", "packet_size", "9000");
            source.start(context);
            try {
                pollUntil(source, slots, 300);
            } finally {
                source.stop();
            }
        }
        assertEquals(0, wrongPixels[0]);
        assertEquals(skipped[0], counted(slots, context) - countedBefore[0], "every frame that was skipped is counted");
        assertEquals(8, slots.open(), "as many reservations are open as may be");
        assertEquals("Aravis Fake PX01, 512x512 Mono8 at 100.0 Hz", context.description());
        assertNull(context.deviceLost());
    }

    @Test
    @DisplayName("an operator is told the cameras that are there, and the key of the one that streams")
    void shouldListDevices() throws Exception {
        final AravisSourceFactory factory = new AravisSourceFactory();
        try (FakeCamera camera = FakeCamera.start("DV01")) {
            assertTrue(factory.devices().stream().anyMatch(device -> device.id().equals(camera.deviceId())),
                factory.devices().toString());
            final MemorySlots slots = new MemorySlots(SLOTS, 8, FRAME_BYTES);
            final FrameSource source = factory.create(new SourceSettings(Map.of("device", camera.deviceId(), "width",
                "512", "height", "512", "pixel_format", "Mono8")));
            source.start(new RecordingContext(slots));
            try {
                pollUntil(source, slots, 3);
                assertTrue(factory.devices().stream().anyMatch(device -> device.id().equals(camera.deviceId())
                    && device.key().equals(source.device())), factory.devices() + ", not " + source.device());
            } finally {
                source.stop();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"Mono16", "RGB8", "BayerGB8"})
    @DisplayName("delivers other pixel formats and regions of interest over the network, pixel by pixel")
    void shouldDeliverOtherFormats(final String name) throws Exception {
        final PixelFormat format = PixelFormat.ofPfncName(name).orElseThrow();
        final MemorySlots slots = new MemorySlots(SLOTS, 8, FRAME_BYTES);
        final RecordingContext context = new RecordingContext(slots);
        final FakeCameraPattern pattern = new FakeCameraPattern(format, 200, 123, 1);
        final int[] wrongPixels = {0};
        slots.reader((sequence, payload, info) -> {
            wrongPixels[0] += pattern.wrongPixels(payload);
            assertEquals(FrameFormat.image(format, 200, 123).toString(), info.format().toString());
        });
        try (FakeCamera camera = FakeCamera.start("FO01")) {
            final FrameSource source = source("device", "FO01", "width", "200", "height", "123", "offset_x", "8",
                "offset_y", "6", "frame_rate", "100", "pixel_format", name);
            source.start(context);
            try {
                pollUntil(source, slots, 20);
            } finally {
                source.stop();
            }
            assertEquals("Aravis Fake FO01, 200x123+8+6 " + name + " at 100.0 Hz", context.description());
            assertEquals("GigE Vision", context.metadata("DeviceProtocol"), camera.deviceId());
        }
        assertEquals(0, wrongPixels[0]);
    }

    @Test
    @DisplayName("abandons incomplete frames and publishes only whole ones")
    void shouldAbandonIncompleteFrames() throws Exception {
        final MemorySlots slots = new MemorySlots(SLOTS, 8, FRAME_BYTES);
        final RecordingContext context = new RecordingContext(slots);
        final FakeCameraPattern pattern = new FakeCameraPattern(WIDTH, HEIGHT);
        final long[] wrongPixels = {0};
        slots.reader((sequence, payload, info) -> wrongPixels[0] += pattern.wrongPixels(payload));
        try (FakeCamera camera = FakeCamera.start("LO01", "-r", "3")) {
            final FrameSource source = source("device", camera.deviceId(), "frame_rate", "50");
            source.start(context);
            try {
                FakeCamera.await("20 incomplete and 20 whole frames", DEADLINE_S, () -> {
                    source.poll();
                    return slots.abandoned(LossCause.INCOMPLETE) >= 20 && slots.published() >= 20;
                });
            } finally {
                source.stop();
            }
        }
        assertEquals(0, wrongPixels[0]);
    }

    @Test
    @DisplayName("writes to no slot after it has stopped, and the camera can be opened again at once")
    void shouldLeaveSlotsAloneAfterStop() throws Exception {
        try (FakeCamera camera = FakeCamera.start("ST01")) {
            for (int round = 0; round < 3; round++) {
                final MemorySlots slots = new MemorySlots(SLOTS, 8, FRAME_BYTES);
                final FrameSource source = source("device", camera.deviceId(), "frame_rate", "200");
                source.start(new RecordingContext(slots));
                pollUntil(source, slots, 20);
                final long stopNs = System.nanoTime();
                source.stop();
                final long tookMs = (System.nanoTime() - stopNs) / 1_000_000;
                slots.fill((byte)0xEE);
                assertTrue(tookMs < 1_000, "stop took " + tookMs + " ms");
                final long untilNs = System.nanoTime() + 100_000_000L;
                FakeCamera.await("20 frame times pass", 10, () -> System.nanoTime() - untilNs > 0);
                assertTrue(slots.isFilledWith((byte)0xEE));
            }
        }
    }

    @Test
    @DisplayName("a halted stream writes to no slot, even while the camera goes on sending")
    void shouldHaltWhileCameraSends() throws Exception {
        try (FakeCamera fake = FakeCamera.start("HA01")) {
            final Aravis aravis = new AravisLibraries().load("libaravis-0.8.so.0");
            final NativeCells cells = new NativeCells(aravis);
            final Camera camera = new CameraFinder(aravis, cells, new CameraUse()).open(fake.deviceId(), "test");
            new CameraSetup(aravis, cells, camera, new CameraNodes(aravis, cells, camera))
                .apply(AravisSettings.read(new SourceSettings(Map.of("frame_rate", "200"))));
            final MemorySlots slots = new MemorySlots(SLOTS, 8, FRAME_BYTES);
            final long[] addresses = IntStream.range(0, SLOTS)
                .mapToLong(slot -> slots.address(slot, FRAME_BYTES)).toArray();
            final BufferStream stream = new BufferStream(aravis, camera.createStream(), addresses, FRAME_BYTES);
            for (int slot = 0; slot < SLOTS; slot++) {
                stream.push(slot);
            }
            assertNull(camera.startAcquisition());
            FakeCamera.await("the first frame", DEADLINE_S, () -> stream.pop() != BufferStream.NONE);
            stream.halt();
            slots.fill((byte)0xEE);
            final long untilNs = System.nanoTime() + 200_000_000L;
            FakeCamera.await("40 frame times pass", 10, () -> System.nanoTime() - untilNs > 0);
            final boolean untouched = slots.isFilledWith((byte)0xEE);
            camera.stopAcquisition();
            stream.release();
            camera.closing();
            camera.close();
            assertTrue(untouched);
        }
    }

    @Test
    @DisplayName("allocates nothing in 1,000 frames on the stream's thread once it has warmed up")
    void shouldNotAllocatePerFrame() throws Exception {
        final int framesPerRound = 1_000;
        final int rounds = 15;
        final MemorySlots slots = new MemorySlots(SLOTS, 8, 128 * 128);
        try (FakeCamera camera = FakeCamera.start("AL01")) {
            final FrameSource source = source("device", camera.deviceId(), "width", "128", "height", "128",
                "frame_rate", "500", "packet_size", "9000");
            source.start(new RecordingContext(slots));
            try {
                final long[] allocatedBytes = new long[rounds];
                int round = 0;
                do {
                    allocatedBytes[round] = allocatedBytesDuring(source, slots, framesPerRound);
                } while (allocatedBytes[round] != 0 && ++round < rounds);
                assertTrue(round < rounds, "every round allocated: " + Arrays.toString(allocatedBytes));
            } finally {
                source.stop();
            }
        }
    }

    private static long allocatedBytesDuring(final FrameSource source, final MemorySlots slots, final int frames) {
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        final long target = slots.published() + frames;
        final long deadlineNs = System.nanoTime() + DEADLINE_S * 1_000_000_000L;
        final long before = threads.getCurrentThreadAllocatedBytes();
        while (slots.published() < target && System.nanoTime() - deadlineNs < 0) {
            source.poll();
        }
        final long after = threads.getCurrentThreadAllocatedBytes();
        assertTrue(slots.published() >= target, slots.published() + " frames");
        return after - before;
    }

    @Test
    @DisplayName("tells a lost device when the camera is killed, still stops soon, and opens it when it is back")
    void shouldTellLostDevice() throws Exception {
        final MemorySlots slots = new MemorySlots(SLOTS, 8, FRAME_BYTES);
        final RecordingContext context = new RecordingContext(slots);
        final AravisSourceFactory factory = new AravisSourceFactory();
        final String[] settings = {"device", "KI01", "width", "400", "height", "100", "frame_rate", "50",
            "exposure_time", "100000", "gain", "1"};
        try (FakeCamera camera = FakeCamera.start("KI01")) {
            final FrameSource source = factory.create(settings(settings));
            source.start(context);
            pollUntil(source, slots, 10);
            camera.kill();
            FakeCamera.await("the lost device is told", 30, () -> {
                source.poll();
                return context.deviceLost() != null;
            });
            final long stopNs = System.nanoTime();
            source.stop();
            final long tookMs = (System.nanoTime() - stopNs) / 1_000_000;
            assertTrue(tookMs < 2_000, "stop took " + tookMs + " ms");
            assertTrue(context.deviceLost().contains("Aravis Fake KI01"), context.deviceLost());
            assertEquals(0, context.lost(LossCause.DEVICE_DROPPED));
        }
        try (FakeCamera camera = FakeCamera.start("KI01")) {
            final MemorySlots newSlots = new MemorySlots(SLOTS, 8, FRAME_BYTES);
            final FakeCameraPattern brighter = new FakeCameraPattern(PixelFormat.MONO8, 400, 100, 3);
            final int[] wrongPixels = {0};
            newSlots.reader((sequence, payload, info) -> wrongPixels[0] += brighter.wrongPixels(payload));
            final RecordingContext newContext = new RecordingContext(newSlots);
            final FrameSource next = startWhenAvailable(factory, newContext, settings);
            pollUntil(next, newSlots, 10);
            next.stop();
            assertEquals(0, wrongPixels[0], "exposure time and gain are applied again");
            assertEquals("Aravis Fake KI01, 400x100 Mono8 at 50.00 Hz", newContext.description(), camera.deviceId());
            assertTrue(newContext.lost(LossCause.DEVICE_DROPPED) > 50,
                newContext.lost(LossCause.DEVICE_DROPPED) + " frames of a second or more of silence are counted");
        }
    }

    private static FrameSource startWhenAvailable(
        final AravisSourceFactory factory, final RecordingContext context, final String... settings) throws Exception {
        final long deadlineNs = System.nanoTime() + DEADLINE_S * 1_000_000_000L;
        while (true) {
            final FrameSource source = factory.create(settings(settings));
            try {
                source.start(context);
                return source;
            } catch (final DeviceUnavailableException notYet) {
                assertTrue(System.nanoTime() - deadlineNs < 0, notYet.getMessage());
            }
        }
    }

    @Test
    @DisplayName("stops soon although the camera has just been killed, and writes to no slot after that")
    void shouldStopSoonWithoutCamera() throws Exception {
        final MemorySlots slots = new MemorySlots(SLOTS, 8, FRAME_BYTES);
        try (FakeCamera camera = FakeCamera.start("KS01")) {
            final FrameSource source = source("device", camera.deviceId(), "frame_rate", "50");
            source.start(new RecordingContext(slots));
            pollUntil(source, slots, 10);
            camera.kill();
            final long stopNs = System.nanoTime();
            source.stop();
            final long tookMs = (System.nanoTime() - stopNs) / 1_000_000;
            slots.fill((byte)0xEE);
            assertTrue(tookMs < 2_000, "stop took " + tookMs + " ms");
            assertTrue(slots.isFilledWith((byte)0xEE));
        }
    }

    @Test
    @DisplayName("does not call a camera lost while no slot is free, counts what was missed, and goes on after that")
    void shouldSurviveWithoutSlots() throws Exception {
        final MemorySlots slots = new MemorySlots(SLOTS, 8, FRAME_BYTES);
        final RecordingContext context = new RecordingContext(slots);
        try (FakeCamera camera = FakeCamera.start("SI01")) {
            final FrameSource source = source("device", camera.deviceId(), "frame_rate", "50");
            source.start(context);
            try {
                pollUntil(source, slots, 10);
                slots.lend(false);
                final long untilNs = System.nanoTime() + 3_000_000_000L;
                FakeCamera.await("two silences pass", 10, () -> {
                    source.poll();
                    return System.nanoTime() - untilNs > 0;
                });
                final long before = slots.published();
                slots.lend(true);
                pollUntil(source, slots, before + 10);
            } finally {
                source.stop();
            }
        }
        assertNull(context.deviceLost());
        assertTrue(context.lost(LossCause.NO_FREE_SLOT) > 50, context.lost(LossCause.NO_FREE_SLOT) + " counted");
        assertTrue(context.lost(LossCause.DEVICE_DROPPED) < 5, context.lost(LossCause.DEVICE_DROPPED) + " dropped");
    }

    @Test
    @DisplayName("says which camera is missing and which ones are there")
    void shouldNameSeenDevices() throws Exception {
        try (FakeCamera camera = FakeCamera.start("SE01")) {
            assertNotNull(camera);
            final DeviceUnavailableException missing = assertTimeoutPreemptively(Duration.ofSeconds(DEADLINE_S),
                () -> assertThrows(DeviceUnavailableException.class,
                    () -> source("device", "Nobody-Makes-This").start(context())));
            assertTrue(missing.getMessage().contains("Nobody-Makes-This"), missing.getMessage());
            assertTrue(missing.getMessage().contains("Aravis-Fake-SE01 at 127.0.0.1"), missing.getMessage());
        }
    }

    @Test
    @DisplayName("says that no camera is there if the network has none")
    void shouldSayThatNoneIsThere() throws Exception {
        FakeCamera.start("NO01").close();
        final DeviceUnavailableException missing = assertTimeoutPreemptively(Duration.ofSeconds(DEADLINE_S),
            () -> assertThrows(DeviceUnavailableException.class, () -> source().start(context())));
        assertTrue(missing.getMessage().startsWith("the first camera found is not available"), missing.getMessage());
    }

    @Test
    @DisplayName("opens the first camera found, and one by its address, serial number and model")
    void shouldOpenByAnyName() throws Exception {
        try (FakeCamera camera = FakeCamera.start("AD01")) {
            assertNotNull(camera);
            for (final String device : new String[] {"", "127.0.0.1", "AD01", "Fake"}) {
                final RecordingContext context = context();
                final FrameSource source = source("device", device);
                source.start(context);
                source.stop();
                assertTrue(context.description().startsWith("Aravis Fake AD01, 512x512"), context.description());
            }
        }
    }

    @Test
    @DisplayName("says that a camera is taken if somebody else controls it")
    void shouldRefuseTakenCamera() throws Exception {
        try (FakeCamera camera = FakeCamera.start("TA01")) {
            final FrameSource first = source("device", camera.deviceId());
            first.start(context());
            try {
                final DeviceUnavailableException taken = assertThrows(DeviceUnavailableException.class,
                    () -> source("device", camera.deviceId()).start(context()));
                assertTrue(taken.getMessage().contains("controlled by another program"), taken.getMessage());
            } finally {
                first.stop();
            }
        }
    }

    @Test
    @DisplayName("refuses what the camera cannot do, naming the setting and the bounds, and gives the camera back")
    void shouldRefuseWhatCameraCannotDo() throws Exception {
        try (FakeCamera camera = FakeCamera.start("RE01")) {
            refused(camera, "width = 4096 is not accepted", "to 2048", "width", "4096");
            refused(camera, "buffers = 64 is not accepted", "at most 8", "buffers", "64");
            refused(camera, "a frame of 1024x1024 Mono8 has 1048576 bytes", "stride of 1048576", "width", "1024",
                "height", "1024");
            final FrameSource source = source("device", camera.deviceId(), "width", "512", "height", "512");
            source.start(context());
            source.stop();
        }
    }

    private static void refused(final FakeCamera camera, final String what, final String accepted,
        final String... settings) throws Exception {
        final Map<String, String> values = new HashMap<>(Map.of("device", camera.deviceId()));
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        final FrameSource source = new AravisSourceFactory().create(new SourceSettings(values));
        final SettingsException refusal = assertThrows(SettingsException.class, () -> source.start(context()));
        assertTrue(refusal.getMessage().contains(what) && refusal.getMessage().contains(accepted),
            refusal.getMessage());
    }

    private static long counted(final MemorySlots slots, final RecordingContext context) {
        return slots.abandoned(LossCause.INCOMPLETE) + context.lost(LossCause.DEVICE_DROPPED)
            + context.lost(LossCause.NO_FREE_SLOT);
    }

    private static RecordingContext context() {
        return new RecordingContext(new MemorySlots(SLOTS, 8, FRAME_BYTES));
    }

    private static FrameSource source(final String... keysAndValues) throws SettingsException {
        return new AravisSourceFactory().create(settings(keysAndValues));
    }

    private static SourceSettings settings(final String... keysAndValues) {
        final Map<String, String> values = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new SourceSettings(values);
    }

    private static void pollUntil(final FrameSource source, final MemorySlots slots, final long frames) {
        FakeCamera.await(frames + " frames", DEADLINE_S, () -> {
            source.poll();
            return slots.published() >= frames;
        });
    }
}
