package org.framedock.camera.bgapi2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test that begins with a fresh simulator and has to leave nothing open in it. */
abstract class SimulatorTest {

    static final int WIDTH = 64;
    static final int HEIGHT = 32;
    static final int FRAME_BYTES = WIDTH * HEIGHT;

    Simulator.Functions simulator;

    @BeforeEach
    void needsSimulator() {
        Simulator.assumeBuilt();
        simulator = Simulator.functions();
        // One test that failed must not make all others fail.
        simulator.bgapi2simForgetHandles();
        assertEquals(0, simulator.bgapi2simReset());
    }

    @AfterEach
    void leavesNothingOpen() {
        if (simulator != null) {
            Simulator.await("nothing is open", 60, () -> simulator.bgapi2simOpenHandles() == 0);
            assertEquals(0, simulator.bgapi2simOverlappingCalls(), "control calls made at the same time");
        }
    }

    /** A source of small, quick frames. */
    static Scene scene(final String... more) throws Exception {
        return sceneOf("test", more);
    }

    static Scene sceneOf(final String streamName, final String... more) throws Exception {
        final String[] settings = new String[8 + more.length];
        System.arraycopy(new String[] {"width", "64", "height", "32", "exposure_time", "100", "frame_rate", "500"},
            0, settings, 0, 8);
        System.arraycopy(more, 0, settings, 8, more.length);
        return new Scene(streamName, FRAME_BYTES, settings);
    }
}
