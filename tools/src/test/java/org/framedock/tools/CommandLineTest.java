package org.framedock.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    private static final List<Supplier<Tool>> TOOLS = List.of(HzMain::new, WatchMain::new, InspectMain::new,
        ValidateMain::new, ErrorsMain::new, () -> new CleanMain(null));

    @TempDir
    private Path directory;

    @Test
    @DisplayName("every verb has help with its exit codes, and refuses an unknown option on one line with exit code 2")
    void shouldHelp() {
        for (final Supplier<Tool> tool : TOOLS) {
            final Verb help = Verb.run(tool.get(), "--help");
            assertEquals(0, help.code(), help.toString());
            assertTrue(help.out().contains("Exit codes"), help.toString());
            final Verb wrong = Verb.run(tool.get(), "--no-such-option");
            assertEquals(2, wrong.code(), wrong.toString());
            assertEquals(1, wrong.err().lines().count(), wrong.toString());
        }
    }

    @Test
    @DisplayName("a wrong stream, a stream given twice, a wrong WHAT and no settings are told with what is accepted")
    void shouldExplainMistakes() throws Exception {
        final Path config = Files.writeString(directory.resolve("driver.toml"), """
            [profiles.camera]
            payload_pools = [ { pool_id = 1, stride_bytes = 4096 } ]
            [streams.cam1]
            stream_id = 1
            profile = "camera"
            """);
        final Verb stream = Verb.run(new HzMain(), "cam9", "--config", config);
        assertEquals(2, stream.code());
        assertTrue(stream.err().contains("cam1"), stream.toString());
        assertEquals(2, Verb.run(new HzMain(), "4294967295", "--config", config).code());
        assertEquals(2, Verb.run(new HzMain(), "cam1", "--stream", "cam1", "--config", config).code());
        assertEquals(2, Verb.run(new HzMain(), "--count", "-1", "--config", config).code());
        final Verb what = Verb.run(new WatchMain(), "weather", "--config", config);
        assertEquals(2, what.code());
        assertTrue(what.err().contains("metadata"), what.toString());
        for (final Object[] twice : new Object[][] {{"--config", config, "--home", directory},
            {"--home", directory, "--pid", "1"}}) {
            final Verb place = Verb.run(new HzMain(), twice);
            assertEquals(2, place.code());
            assertTrue(place.err().contains("given twice"), place.toString());
        }
        assertTrue(Verb.run(new WatchMain(), "qos", "--pid", "x").err().contains("--pid 'x' has to be"));
        assertTrue(Verb.run(new HzMain(), "--home", directory).err().contains("config/driver.toml does not exist"));
        final Verb home = Verb.run(new HzMain(), Map.of("FRAMEDOCK_HOME", directory.toString()));
        assertEquals(2, home.code());
        assertTrue(home.err().contains("config/driver.toml does not exist"), home.toString());
    }

    @Test
    @DisplayName("hz without a media driver says so once a second and ends with exit code 1")
    void shouldSayWhySilent() throws Exception {
        final Path config = Files.writeString(directory.resolve("driver.toml"), """
            [driver]
            aeron_dir = "%s"
            [profiles.camera]
            payload_pools = [ { pool_id = 1, stride_bytes = 4096 } ]
            [streams.cam1]
            stream_id = 1
            profile = "camera"
            """.formatted(directory.resolve("aeron")));
        final Verb verb = Verb.run(new HzMain(), "cam1", "--config", config, "--seconds", 1);
        assertEquals(1, verb.code(), verb.toString());
        assertTrue(verb.out().contains("0.0 frames/s: no media driver is alive in "), verb.toString());
        assertFalse(verb.err().contains("\tat "), verb.toString());
    }
}
