package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.framedock.transport.MediaDriverProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The program driver CONFIG")
class DriverProcessTest extends DriverTestBase {

    private static final int SIGTERM_IS_CLEAN = 0;

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private Path ownAeron;

    private final class Program {
        final Process process;
        final Path out;
        final Path err;

        Program(final String... args) throws Exception {
            final int number = started.size();
            out = folder.resolve("out-" + number);
            err = folder.resolve("err-" + number);
            final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-exports",
                "java.base/jdk.internal.misc=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                "org.framedock.driver.DriverMain"));
            command.addAll(List.of(args));
            process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            started.add(process);
        }

        String outText() throws Exception {
            return Files.readString(out);
        }

        void awaitReady() {
            Await.until("ready", () -> {
                try {
                    assertTrue(process.isAlive() || outText().contains(" ready: "), Files.readString(err));
                    return outText().contains(" ready: ");
                } catch (final Exception e) {
                    throw new AssertionError(e);
                }
            });
        }

        int awaitExit() throws Exception {
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "has not ended");
            return process.exitValue();
        }
    }

    @BeforeEach
    void chooseAeron() {
        ownAeron = base.resolve("own-aeron");
    }

    @AfterEach
    void killAll() throws Exception {
        for (final Process process : started) {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private Path config(final Path aeronDirectory) throws Exception {
        return Files.writeString(folder.resolve("driver.toml"),
            toml().replace("\"" + DriverTestBase.aeronDirectory + "\"", "\"" + aeronDirectory + "\""));
    }

    @Test
    @DisplayName("D-13 says which media driver serves it and when it is ready; SIGTERM ends it with exit code 0")
    void shouldRunUntilTerminated() throws Exception {
        final Program program = new Program(config(ownAeron).toString());
        program.awaitReady();
        assertEquals("media driver: embedded in " + ownAeron + "\n"
            + "driver driver-test ready: control " + CHANNEL + " 1000, announce " + CHANNEL
            + " 1000, streams cam1=10000 cam2=10001\n", program.outText());
        final RawClient client = closeLater(new RawClient(ownAeron.toString(), CHANNEL, CONTROL, CONTROL));
        assertTrue(client.attachProducer(STREAM, 101).ok());
        final long toldNs = System.nanoTime();
        program.process.destroy();
        client.awaitFrom(0, RawClient.Shutdown.class, message -> true);
        assertEquals(SIGTERM_IS_CLEAN, program.awaitExit());
        assertTrue(System.nanoTime() - toldNs < TimeUnit.SECONDS.toNanos(3), "took too long");
        assertFalse(Files.exists(ownAeron), "its media driver's directory is gone");
        assertFalse(Files.readString(program.err).contains("Exception"));
    }

    @Test
    @DisplayName("uses a media driver that is alive and leaves it running")
    void shouldUseRunningMediaDriver() throws Exception {
        final Program program = new Program(config(Path.of(aeronDirectory)).toString());
        program.awaitReady();
        assertTrue(program.outText().startsWith("media driver: already running in " + aeronDirectory + " (pid "
            + ProcessHandle.current().pid() + ")\n"), program.outText());
        program.process.destroy();
        assertEquals(SIGTERM_IS_CLEAN, program.awaitExit());
        assertEquals(ProcessHandle.current().pid(), MediaDriverProbe.findAlive(aeronDirectory).pid());
    }

    @Test
    @DisplayName("D-18 a second driver names the first one's pid in a line, exits 1; after a kill the lock is free")
    void shouldRefuseSecondDriver() throws Exception {
        final String config = config(ownAeron).toString();
        final Program first = new Program(config);
        first.awaitReady();
        final Program second = new Program(config);
        assertEquals(1, second.awaitExit());
        final List<String> lines = Files.readAllLines(second.err);
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.get(0).startsWith("another driver (pid " + first.process.pid() + ") serves "), lines.get(0));
        final DriverContext context = new DriverContext().settings(settings());
        assertTrue(assertThrows(DriverStartException.class, context::conclude).getMessage()
            .contains("(pid " + first.process.pid() + ")"));
        first.process.destroyForcibly().waitFor();
        launch();
    }

    @Test
    @DisplayName("D-19 D-19a killed and started again at once, it has a media driver that works and a higher epoch")
    void shouldComeBackAfterKill() throws Exception {
        final String config = config(ownAeron).toString();
        final Program killed = new Program(config);
        killed.awaitReady();
        final long before;
        try (RawClient client = new RawClient(ownAeron.toString(), CHANNEL, CONTROL, CONTROL)) {
            before = client.attachProducer(STREAM, 101).regions().epoch();
        }
        killed.process.destroyForcibly().waitFor();
        final Program next = new Program(config);
        next.awaitReady();
        assertTrue(next.outText().startsWith("media driver: embedded in " + ownAeron), next.outText());
        final RawClient client = closeLater(new RawClient(ownAeron.toString(), CHANNEL, CONTROL, CONTROL));
        assertTrue(client.attachProducer(STREAM, 101).regions().epoch() > before);
    }

    @Test
    @DisplayName("C-3 mistakes in the file are listed on stderr; they and wrong arguments exit with 2, help with 0")
    void shouldReportMistakes() throws Exception {
        final Path broken = Files.writeString(folder.resolve("broken.toml"),
            toml().replace("announce_period_ms = 100", "announce_perod_ms = 100\nshutdown_timeout_ms = -1"));
        final Program mistaken = new Program(broken.toString());
        final Program usage = new Program();
        final Program help = new Program("--help");
        assertEquals(2, mistaken.awaitExit());
        final List<String> lines = Files.readAllLines(mistaken.err);
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(lines.stream().allMatch(line -> line.startsWith(broken + ": ")), lines.toString());
        assertEquals(2, usage.awaitExit());
        assertTrue(Files.readString(usage.err).startsWith("Missing required parameter: 'CONFIG'"));
        assertEquals(0, help.awaitExit());
        assertTrue(help.outText().contains("Usage: driver"));
    }
}
