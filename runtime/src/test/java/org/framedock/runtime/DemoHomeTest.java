package org.framedock.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The demonstration's home")
class DemoHomeTest {

    @ParameterizedTest
    @CsvSource({"1, 64", "64, 64", "65, 128", "655360, 1048576", "1048576, 1048576", "1073741824, 1073741824"})
    @DisplayName("W-4 its stride is the smallest 64 times a power of two that holds the payload")
    void shouldChooseAStrictStride(final long payloadBytes, final long strideBytes) {
        assertEquals(strideBytes, DemoHome.strideBytes(payloadBytes));
    }

    @Test
    @DisplayName("holds the pattern source and the asked settings, and is gone after close")
    void shouldComeAndGo(@TempDir final Path root) throws Exception {
        Files.createDirectories(root.resolve("sources"));
        Files.createFile(root.resolve("sources/framedock-pattern-9.9.9.jar"));
        final Path home;
        try (DemoHome demo = DemoHome.make(new Distribution(root), DemoSource.pattern(12.5, 4000))) {
            home = demo.home().root();
            assertTrue(Files.exists(demo.home().deploy().resolve("framedock-pattern-9.9.9.jar")));
            final String stream = Files.readString(demo.home().streams().resolve("cam1.cfg"));
            assertTrue(stream.contains("rate_hz = 12.5\n"), stream);
            assertTrue(stream.contains("payload_bytes = 4000\n"), stream);
            final String toml = Files.readString(demo.home().driverToml());
            assertTrue(toml.contains("stride_bytes = 4096 "), toml);
            assertTrue(toml.contains("namespace = \"demo-" + ProcessHandle.current().pid() + "\""), toml);
        }
        assertFalse(Files.exists(home));
    }

    @Test
    @DisplayName("with the BGAPI2 simulator needs its library, which a build without a C compiler lacks")
    void shouldNeedSimulator(@TempDir final Path root) throws Exception {
        final Distribution distribution = new Distribution(root);
        final UserError missing =
                assertThrows(UserError.class, () -> DemoSource.bgapi2Simulator(distribution, 200));
        assertTrue(missing.getMessage().contains("C compiler"), missing.getMessage());
        Files.createDirectories(root.resolve("simulator"));
        Files.createFile(root.resolve("simulator/libbgapi2_simulator.so"));
        final String settings = DemoSource.bgapi2Simulator(distribution, 2_000).settings();
        assertTrue(settings.contains("library = " + root.resolve("simulator/libbgapi2_simulator.so") + "\n"), settings);
        assertTrue(settings.contains("exposure_time = 500\nframe_rate = 2000.0\n"), settings);
        assertTrue(DemoSource.bgapi2Simulator(distribution, 0).settings().contains("frame_rate = 5000.0\n"));
        assertThrows(UserError.class, () -> DemoSource.bgapi2Simulator(distribution, 5_001));
    }
}
