package org.framedock.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The launcher as a process")
class LauncherIT {

    private static final String UP = "container of";

    @TempDir
    private Path folder;

    @Test
    @DisplayName("--help lists every verb")
    void shouldListTheVerbs() throws Exception {
        try (LauncherProcess help = LauncherProcess.start(folder, "--help")) {
            assertEquals(0, help.exitCode());
            for (final String verb : List.of("demo", "run", "driver", "producer", "consumer", "hz", "watch", "inspect",
                "validate", "clean", "errors", "completion")) {
                assertTrue(help.out().contains("\n  " + verb + " "), help.out());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "run --unknown", "run --home", "demo --frames x", "demo --rate -1",
        "demo --payload-bytes 0", "demo unexpected"})
    @DisplayName("wrong usage ends with 2 and says so on the standard error, without a stack trace")
    void shouldRefuseWrongUsage(final String arguments) throws Exception {
        final String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");
        try (LauncherProcess launcher = LauncherProcess.start(folder, words)) {
            assertEquals(2, launcher.exitCode());
            assertEquals("", launcher.out());
            assertTrue(launcher.err().contains(": framedock "), launcher.err());
            assertFalse(launcher.err().contains("\tat "), launcher.err());
        }
    }

    @Test
    @DisplayName("a home that is a file is refused in one line")
    void shouldRefuseAFileAsHome() throws Exception {
        final Path file = Files.createFile(folder.resolve("file"));
        try (LauncherProcess launcher = LauncherProcess.start(folder, "run", "--home", file.toString())) {
            assertEquals(1, launcher.exitCode());
            assertEquals(1, launcher.err().lines().count(), launcher.err());
            assertTrue(launcher.err().contains(file.toString()), launcher.err());
        }
    }

    @Test
    @DisplayName("a second container on a home is refused with the first one's pid; the first goes on, and SIGTERM"
            + " ends it within 3 s with 0")
    void shouldKeepASecondContainerOut() throws Exception {
        try (DemoHome own = DemoHome.make(Distribution.locate(), DemoSource.pattern(10, 64))) {
            final String home = own.home().root().toString();
            try (LauncherProcess first = LauncherProcess.start(folder, "run", "--home", home)) {
                first.awaitErr(UP);
                try (LauncherProcess second = LauncherProcess.start(folder, "run", "--home", home)) {
                    assertEquals(1, second.exitCode());
                    assertEquals(1, second.err().lines().count(), second.err());
                    assertTrue(second.err().contains("pid " + first.pid() + ")"), second.err());
                }
                assertTrue(first.isAlive());
                assertEndsAtSigterm(first);
            }
        }
    }

    @Test
    @DisplayName("a home whose container was killed can be used again at once")
    void shouldTakeOverAfterAKill() throws Exception {
        try (DemoHome own = DemoHome.make(Distribution.locate(), DemoSource.pattern(10, 64))) {
            final String home = own.home().root().toString();
            try (LauncherProcess killed = LauncherProcess.start(folder, "run", "--home", home)) {
                killed.awaitErr(UP);
            }
            try (LauncherProcess next = LauncherProcess.start(folder, "run", "--home", home)) {
                next.awaitErr(UP);
                assertEndsAtSigterm(next);
            }
        }
    }

    private static void assertEndsAtSigterm(final LauncherProcess launcher) throws IOException, InterruptedException {
        final long startNs = System.nanoTime();
        launcher.terminate();
        assertEquals(0, launcher.exitCode(), launcher.err());
        final long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
        assertTrue(tookMs < 3_000, "took " + tookMs + " ms");
        assertFalse(launcher.err().contains("\tat "), launcher.err());
    }
}
