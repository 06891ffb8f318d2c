package org.framedock.camera.bgapi2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.framedock.source.DeviceUnavailableException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A camera whose cable is pulled")
class PlugTest extends SimulatorTest {

    private static final int LOWLEVEL_ERROR = -1099;
    private static final int INVALID_BUFFER = -1013;

    @Test
    @DisplayName("is told as lost by its plug event, gives everything back, and comes back with its settings")
    void shouldComeBack() throws Exception {
        final Scene scene = scene("device", "SIM0001", "gain", "3").start().pollUntilPublished(20);
        simulator.bgapi2simUnplug("SIM0001");
        assertEquals("camera Simulator SIM0001 was unplugged", scene.pollUntilLost());
        assertEquals(0, scene.source.poll());
        scene.source.stop();
        scene.slots.fill((byte)0xEE);

        final DeviceUnavailableException missing =
            assertThrows(DeviceUnavailableException.class, () -> scene("device", "SIM0001").start());
        assertEquals("camera SIM0001 is not available (it is not there); seen: Simulator SIM0002 (id simulator-2), "
            + "Simulator SIM0003 (id simulator-3)", missing.getMessage());

        simulator.bgapi2simReplug("SIM0001");
        final Scene next = scene("device", "SIM0001", "gain", "3").start().pollUntilPublished(20);
        assertTrue(next.context.metadata().toString().contains("key=Gain, value=3.0"),
            next.context.metadata().toString());
        next.source.stop();
        assertTrue(scene.slots.isFilledWith((byte)0xEE), "nothing writes to slots that were given back");
    }

    @Test
    @DisplayName("is lost although it was plugged in again before anybody looked")
    void shouldNoticeShortLoss() throws Exception {
        final Scene scene = scene("device", "SIM0001").start().pollUntilPublished(5);
        simulator.bgapi2simUnplug("SIM0001");
        simulator.bgapi2simReplug("SIM0001");
        assertEquals("camera Simulator SIM0001 was unplugged", scene.pollUntilLost());
        scene.source.stop();
        scene("device", "SIM0001").start().pollUntilPublished(5).source.stop();
    }

    @Test
    @DisplayName("is noticed by its silence if no plug event tells of it")
    void shouldNoticeSilence() throws Exception {
        simulator.bgapi2simPlugEvents(0);
        final Scene scene = scene("device", "SIM0001").start().pollUntilPublished(5);
        simulator.bgapi2simUnplug("SIM0001");
        assertEquals("camera Simulator SIM0001 is lost: it sends no frames and does not answer",
            scene.pollUntilLost());
        scene.source.stop();
    }

    @Test
    @DisplayName("is noticed by the results that calls for frames return")
    void shouldNoticeResults() throws Exception {
        simulator.bgapi2simPlugEvents(0);
        simulator.bgapi2simUnpluggedResults(LOWLEVEL_ERROR, LOWLEVEL_ERROR);
        final Scene scene = scene("device", "SIM0001").start().pollUntilPublished(5);
        simulator.bgapi2simUnplug("SIM0001");
        assertEquals("camera Simulator SIM0001: taking a filled buffer: -1099 low-level error "
            + "(camera SIM0001 is unplugged)", scene.pollUntilLost());
        scene.source.stop();
    }

    @Test
    @DisplayName("faults the stream by a result that nobody has named, which says what to do about it")
    void shouldFaultByUnknownResult() throws Exception {
        simulator.bgapi2simPlugEvents(0);
        simulator.bgapi2simUnpluggedResults(LOWLEVEL_ERROR, INVALID_BUFFER);
        final Scene scene = scene("device", "SIM0001").start().pollUntilPublished(5);
        simulator.bgapi2simUnplug("SIM0001");
        final IllegalStateException fault = assertThrows(IllegalStateException.class, () -> scene.pollFor(30_000));
        assertTrue(fault.getMessage().contains("-1013 invalid buffer")
            && fault.getMessage().contains("lost_results"), fault.getMessage());
        assertNull(scene.context.deviceLost());
        scene.source.stop();
    }

    @Test
    @DisplayName("is noticed by a result that the configuration names")
    void shouldNoticeConfiguredResult() throws Exception {
        simulator.bgapi2simPlugEvents(0);
        simulator.bgapi2simUnpluggedResults(LOWLEVEL_ERROR, INVALID_BUFFER);
        final Scene scene = scene("device", "SIM0001", "lost_results", "-1099, -1013").start().pollUntilPublished(5);
        simulator.bgapi2simUnplug("SIM0001");
        assertTrue(scene.pollUntilLost().contains("-1013 invalid buffer"), scene.context.deviceLost());
        scene.source.stop();
    }

    @Test
    @DisplayName("does not disturb another camera on the same interface")
    void shouldNotDisturbNeighbour() throws Exception {
        final Scene neighbour = sceneOf("other", "device", "SIM0002").start().pollUntilPublished(5);
        for (int round = 0; round < 5; round++) {
            final Scene scene = scene("device", "SIM0001").start().pollUntilPublished(5);
            simulator.bgapi2simUnplug("SIM0001");
            scene.pollUntilLost();
            scene.source.stop();
            simulator.bgapi2simReplug("SIM0001");
            neighbour.pollUntilPublished(neighbour.slots.published() + 20);
        }
        neighbour.source.stop();
        assertNull(neighbour.context.deviceLost());
    }

    @Test
    @DisplayName("stops although its camera is gone and nobody has noticed yet")
    void shouldStopWithoutCamera() throws Exception {
        final Scene scene = scene("device", "SIM0001").start().pollUntilPublished(5);
        simulator.bgapi2simUnplug("SIM0001");
        scene.source.stop();
        scene.slots.fill((byte)0xEE);
        assertTrue(scene.slots.canariesLive());
    }
}
