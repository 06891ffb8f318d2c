package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DemoTest {

    @Test
    @DisplayName("the demonstration verifies its frames, ends by itself and exits with 0")
    void shouldVerifyFramesAndEnd() {
        try (Program demo = Program.start(Map.of(), "demo", "--frames", "500", "--rate", "500")) {
            assertEquals(0, demo.awaitExit(), demo.output());
            // What a slow machine makes late is counted; that nothing is bad does not depend on it.
            assertTrue(demo.lines().stream().anyMatch(line -> line.matches(
                "verified 500 frames, 0 bad, \\d+ gaps, \\d+ late, [0-9.]+ frames/s, [0-9.]+ MiB/s")), demo.output());
        }
    }

    @Test
    @DisplayName("a signal ends the demonstration with its last line and the verifier's exit code")
    void shouldEndOnSignal() {
        try (Program demo = Program.start(Map.of(), "demo")) {
            demo.awaitLine("[1-9]\\d* frames, ");
            assertEquals(0, demo.terminate().awaitExit(), demo.output());
            assertTrue(demo.lines().stream().anyMatch(
                line -> line.matches("verified [1-9]\\d* frames, 0 bad, .*")), demo.output());
        }
    }
}
