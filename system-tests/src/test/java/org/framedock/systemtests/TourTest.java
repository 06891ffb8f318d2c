package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TourTest {

    private static final boolean HAS_SIMULATOR =
        Files.exists(Program.distribution().resolve("simulator/libbgapi2_simulator.so"));

    @Test
    @DisplayName("the tour shows each of its steps, its one consumer sees no bad frame, and nothing is left of it")
    void shouldShowEveryStep() throws IOException {
        // Its camera has the port of all such cameras, of which other tests have one.
        try (FakeCamera others = FakeCamera.reserve(); Program tour = Program.start(Map.of(), "demo", "--tour")) {
            final long pid = tour.pid();
            assertEquals(0, tour.awaitExit(), tour.output());
            final List<String> steps = new ArrayList<>(List.of(
                "the pattern source +STREAMING, .*counter UINT8.655360.*",
                "back to the pattern source +STREAMING, .*counter UINT8.655360.*",
                "its jar is replaced by version 0.1.0.tour +STREAMING, .*",
                "its jar is removed +IDLE, .* no frames, .*waiting for a source of kind pattern.*",
                "its jar is back +STREAMING, .*"));
            if (HAS_SIMULATOR) {
                steps.addAll(1, List.of(
                    "swap to the BGAPI2 simulator +STREAMING, .*a simulator and no camera.*",
                    "its cable is pulled +RECONNECTING, .* no frames, .*was unplugged.*",
                    "its cable is in again +STREAMING, .*gap [0-9.]+ ms.*"));
            } else {
                steps.add(1, "the BGAPI2 simulator, its cable pulled and put in again left out: .*C compiler.*");
            }
            steps.add(steps.size() - 4, FakeCamera.isInstalled()
                ? "swap to Aravis' fake GigE Vision camera +STREAMING, .*Aravis Fake TOUR.*"
                : "swap to Aravis' fake GigE Vision camera +left out: .*is not installed.*");
            steps.add("verified [1-9]\\d* frames, 0 bad, .*");
            assertEquals(steps.size(), tour.lines().size(), tour.output());
            for (int i = 0; i < steps.size(); i++) {
                assertTrue(tour.lines().get(i).matches(steps.get(i)), steps.get(i) + " in\n" + tour.output());
            }
            assertNothingLeft(pid);
        }
    }

    @Test
    @DisplayName("a tour that is ended early says so, exits with 1 and leaves nothing, its camera included")
    void shouldCleanUpAfterSignal() throws IOException {
        try (FakeCamera others = FakeCamera.reserve(); Program tour = Program.start(Map.of(), "demo", "--tour")) {
            final long pid = tour.pid();
            tour.awaitLine("the pattern source +STREAMING");
            assertNotEquals(List.of(), leftOf(pid), "the tour has files while it runs");
            assertEquals(1, tour.terminate().awaitExit(), tour.output());
            assertTrue(tour.output().contains("framedock: the tour was ended before its end"), tour.output());
            assertNothingLeft(pid);
        }
    }

    private static void assertNothingLeft(final long pid) throws IOException {
        assertEquals(List.of(), leftOf(pid));
        Await.until(() -> "the tour's camera is still there", 10, () -> ProcessHandle.allProcesses().noneMatch(
            process -> process.info().commandLine().orElse("").contains("TOUR" + pid)));
    }

    private static List<Path> leftOf(final long pid) throws IOException {
        final List<Path> left = new ArrayList<>();
        for (final Path folder : List.of(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")),
            Path.of("/dev/shm/tensorpool-" + System.getProperty("user.name")))) {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.getFileName().toString().matches(".*demo-" + pid + "(-.*)?"))
                        .forEach(left::add);
                }
            }
        }
        return left;
    }
}
