package org.framedock.camera.bgapi2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.Set;

import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.SettingsException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A library whose calls fail")
class FaultTest extends SimulatorTest {

    private static final int LOWLEVEL_ERROR = -1099;
    private static final int ACCESS_DENIED = -1005;
    private static final int RESOURCE_IN_USE = -1004;

    private String failed;

    @Test
    @DisplayName("leaves nothing open, whichever call of a start fails, and the next start is a good one")
    void shouldRollBackAtEveryCall() throws Exception {
        final Set<String> survived = new LinkedHashSet<>();
        final Set<String> fatal = new LinkedHashSet<>();
        for (final int result : new int[] {LOWLEVEL_ERROR, ACCESS_DENIED}) {
            int nth = 1;
            do {
                simulator.bgapi2simFailNth(nth++, result);
                final boolean good = startAndPoll();
                (good ? survived : fatal).add(failed);
                assertEquals(0, simulator.bgapi2simOpenHandles(), "open after a failed " + failed);
            } while (nth < 5_000 && !failed.isEmpty());
            assertTrue(nth > 100, "only " + nth + " calls were made to fail");
        }
        for (final String call : new String[] {"UpdateSystemList", "GetSystem", "System_Open", "Device_Open",
            "DataStream_Open", "CreateBufferWithExternalMemory", "DataStream_AnnounceBuffer",
            "DataStream_QueueBuffer", "DataStream_StartAcquisitionContinuous", "Node_Execute"}) {
            assertTrue(fatal.contains("BGAPI2_" + call), call + " is not among " + fatal);
        }
        assertTrue(survived.contains("BGAPI2_CreatePnPEvent"), survived.toString());
        scene().start().pollUntilPublished(5).source.stop();
    }

    /** What is made to fail by its number alone is a call of the start or of a poll, however many polls there are. */
    private void endFaults() {
        failed = simulator.bgapi2simFailedCall();
        simulator.bgapi2simFailNth(0, 0);
    }

    /** True if frames came in spite of it. The stream has few slots, so that there are few calls. */
    private boolean startAndPoll() throws Exception {
        final Scene scene = scene("device", "SIM0001", "node.Gamma100", "85", "pixel_format", "Mono8");
        try {
            scene.start();
        } catch (final DeviceUnavailableException | SettingsException refused) {
            assertEquals(-1, refused.getMessage().indexOf('\n'));
            endFaults();
            return false;
        }
        try {
            Simulator.await("frames, or a loss", 30, () -> {
                scene.source.poll();
                return scene.slots.published() >= 3 || scene.context.deviceLost() != null;
            });
        } catch (final IllegalStateException fault) {
            assertEquals(-1, fault.getMessage().indexOf('\n'));
        }
        endFaults();
        scene.source.stop();
        assertTrue(scene.slots.canariesLive());
        return scene.slots.published() >= 3;
    }

    @Test
    @DisplayName("gives back all else when a call of a stop fails, and writes to no slot afterwards")
    void shouldGoOnStopping() throws Exception {
        for (final String call : new String[] {"DataStream_StopAcquisition", "DataStream_DiscardAllBuffers",
            "DataStream_RevokeBuffer", "Node_Execute"}) {
            final Scene scene = scene().start().pollUntilPublished(5);
            simulator.bgapi2simFailCall("BGAPI2_" + call, 0, 1, LOWLEVEL_ERROR);
            scene.source.stop();
            scene.slots.fill((byte)0xEE);
            scene.pollForNothing(20);
            assertTrue(scene.slots.isFilledWith((byte)0xEE), call);
            assertEquals(0, simulator.bgapi2simOpenHandles(), "open after a failed " + call);
        }
    }

    @Test
    @DisplayName("makes stop fail if it keeps the buffers, so that the slots are not lent to anybody else")
    void shouldNotHideKeptBuffers() throws Exception {
        final Scene scene = scene().start().pollUntilPublished(5);
        simulator.bgapi2simFailCall("BGAPI2_DataStream_RevokeBuffer", 0, 1_000, RESOURCE_IN_USE);
        final IllegalStateException kept = assertThrows(IllegalStateException.class, () -> scene.source.stop());
        assertTrue(kept.getMessage().contains("did not give its buffers back"), kept.getMessage());
        Simulator.await("the rest is closed", 60, () -> simulator.bgapi2simTrace().endsWith("ReleaseSystem"));
        assertTrue(simulator.bgapi2simOpenHandles() > 0);
        simulator.bgapi2simForgetHandles();
    }

    @Test
    @DisplayName("may hang in a stop of one camera without a frame lost to another, which can even be stopped in time")
    void shouldNotBlockOthersFrames() throws Exception {
        final Scene hanging = sceneOf("one", "device", "SIM0001").start().pollUntilPublished(5);
        final Scene running = sceneOf("two", "device", "SIM0002").start().pollUntilPublished(5);
        simulator.bgapi2simDelayCall("BGAPI2_DataStream_StopAcquisition", 1_500);
        final Thread stopping = new Thread(hanging.source::stop);
        stopping.start();
        final long before = running.slots.published();
        final long lost = running.counted();
        running.pollFor(1_000);
        assertTrue(stopping.isAlive());
        assertTrue(running.slots.published() > before + 20, running.slots.published() - before + " frames");
        assertNull(running.context.deviceLost());
        assertTrue(running.counted() - lost < 400, "frames go on being taken");
        stopping.join();
        simulator.bgapi2simDelayCall("BGAPI2_DataStream_StopAcquisition", 0);
        running.source.stop();
    }

    @Test
    @DisplayName("delivers frames without counts of waiting buffers, too")
    void shouldDoWithoutCounts() throws Exception {
        simulator.bgapi2simFailCall("BGAPI2_DataStream_GetNumAwaitDelivery", 0, 1_000_000, -1003);
        scene().start().pollUntilPublished(50).source.stop();
    }

    @Test
    @DisplayName("delivers frames although nothing about them can be read but that they are whole")
    void shouldDoWithoutFrameFacts() throws Exception {
        for (final String fact : new String[] {"FrameID", "Timestamp", "SizeFilled", "ImageOffset", "ImageLength",
            "UserPtr"}) {
            simulator.bgapi2simFailCall("BGAPI2_Buffer_Get" + fact, 0, 1_000_000, -1003);
        }
        final long[] wrong = {0};
        final Scene scene = scene();
        scene.slots.reader((sequence, payload, info) -> wrong[0] += Scene.wrongPixels(payload, WIDTH, HEIGHT));
        scene.start().pollUntilPublished(50).source.stop();
        assertEquals(0, wrong[0]);
    }
}
