package org.framedock.camera.bgapi2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.SourceDevice;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Several streams and their cameras")
class SharingTest extends SimulatorTest {

    @Test
    @DisplayName("a camera is found by serial number, by id and by model, and the first free one without a name")
    void shouldFindCamera() throws Exception {
        assertEquals("bgapi2:SIM0002", opened("device", "SIM0002"));
        assertEquals("bgapi2:SIM0003", opened("device", "simulator-3"));
        assertEquals("bgapi2:SIM0001", opened("device", "simulator"));
        assertEquals("bgapi2:SIM0001", opened());
        simulator.bgapi2simOccupy("SIM0001", 1);
        assertEquals("bgapi2:SIM0002", opened());
        assertEquals("bgapi2:SIM0002", opened("device", "Simulator"));
    }

    @Test
    @DisplayName("an operator is told the cameras that are there; while one streams, those that were seen at its start")
    void shouldListDevices() throws Exception {
        final Bgapi2SourceFactory factory = new Bgapi2SourceFactory(Simulator.PATH, Map.of());
        assertEquals(List.of("SIM0001", "SIM0002", "SIM0003"),
            factory.devices().stream().map(SourceDevice::id).toList());
        assertEquals("SourceDevice[id=SIM0002, key=bgapi2:SIM0002, description=model Simulator, id simulator-2]",
            factory.devices().get(1).toString());
        assertEquals(0, simulator.bgapi2simOpenHandles());
        simulator.bgapi2simUnplug("SIM0003");
        assertEquals(2, factory.devices().size());
        final Scene scene = scene("device", "SIM0001").start().pollUntilPublished(5);
        simulator.bgapi2simTraceBegin();
        assertEquals(List.of(scene.source.device(), "bgapi2:SIM0002"),
            factory.devices().stream().map(SourceDevice::key).toList());
        assertFalse(simulator.bgapi2simTrace().contains("Update"), simulator.bgapi2simTrace());
        scene.source.stop();
        assertThrows(DeviceUnavailableException.class,
            () -> new Bgapi2SourceFactory("/nowhere/lib.so", Map.of()).devices());
    }

    private static String opened(final String... settings) throws Exception {
        final Scene scene = scene(settings).start();
        scene.source.stop();
        return scene.source.device();
    }

    @Test
    @DisplayName("a stream that wants another one's camera is told whose it is, and the other one loses nothing")
    void shouldNameOwner() throws Exception {
        final Scene first = sceneOf("cam1", "device", "SIM0001").start().pollUntilPublished(5);
        final Scene second = sceneOf("cam2", "device", "simulator-1");
        assertEquals("bgapi2:SIM0001", second.source.device(), "known by its serial number before it starts");
        final DeviceUnavailableException taken = assertThrows(DeviceUnavailableException.class, second::start);
        assertTrue(taken.getMessage().startsWith(
            "camera simulator-1 is not available (Simulator SIM0001 feeds stream cam1); seen: "), taken.getMessage());
        first.pollUntilPublished(50);
        final Scene any = sceneOf("cam3").start();
        assertEquals("bgapi2:SIM0002", any.source.device());
        any.source.stop();
        first.source.stop();
    }

    @Test
    @DisplayName("a camera of another program is not available")
    void shouldTellThatCameraIsTaken() throws Exception {
        simulator.bgapi2simOccupy("SIM0003", 1);
        final Scene scene = scene("device", "SIM0003");
        assertTrue(scene.source.device().equals("bgapi2:SIM0003") || scene.source.device().equals("bgapi2:*"));
        final DeviceUnavailableException taken = assertThrows(DeviceUnavailableException.class, scene::start);
        assertTrue(taken.getMessage().contains("-1005 access denied (camera SIM0003 is used by another program)"),
            taken.getMessage());
    }

    @Test
    @DisplayName("control calls of three cameras that come and go at once never meet inside the library")
    void shouldSerialiseControlCalls() throws Exception {
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final List<Thread> threads = new ArrayList<>();
        for (int camera = 1; camera <= 3; camera++) {
            final String serial = "SIM000" + camera;
            final Thread thread = new Thread(() -> {
                try {
                    for (int round = 0; round < 10; round++) {
                        final Scene scene = sceneOf("stream of " + serial, "device", serial).start();
                        scene.pollUntilPublished(5).source.stop();
                        assertTrue(scene.slots.canariesLive());
                    }
                } catch (final Throwable thrown) {
                    failure.set(thrown);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (final Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }
}
