package org.framedock.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateTest {

    private static final String DRIVER = """
        [profiles.camera]
        payload_pools = [ { pool_id = 1, stride_bytes = 4096 } ]
        [streams.cam1]
        stream_id = 1
        profile = "camera"
        """;

    @TempDir
    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        write("config/driver.toml", DRIVER);
        write("config/streams/cam1.cfg", "source=pattern\nrate_hz=100\n");
    }

    private Path write(final String file, final String text) throws IOException {
        final Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text, StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("a home without a mistake is exit code 0; it is found by FRAMEDOCK_HOME, too")
    void shouldAcceptSoundHome() throws IOException {
        write("config/client.toml", "[consumer]\nmax_rate_hz = 5\n");
        final Verb verb = Verb.run(new ValidateMain(), home);
        assertEquals(0, verb.code(), verb.toString());
        assertTrue(verb.out().contains("\nno mistakes in "), verb.toString());
        assertEquals(0, Verb.run(new ValidateMain(), Map.of("FRAMEDOCK_HOME", home.toString())).code());
    }

    @Test
    @DisplayName("C-3 all mistakes of all files at once, one line each with file, line or key and what is accepted")
    void shouldListAllMistakes() throws IOException {
        write("config/driver.toml", DRIVER + "[shm]\npage_size = 3\npermissions_mode = \"777\"\n");
        write("config/streams/cam1.cfg", "source=\nenabled=maybe\nENABLED=true\nservice.pid=x\nbad=\\u12\n");
        write("config/streams/ca m.cfg", "source=pattern\n");
        final Verb verb = Verb.run(new ValidateMain(), home);
        assertEquals(2, verb.code(), verb.toString());
        for (final String expected : List.of("page_size", "777", "cam1.cfg: source is missing",
            "cam1.cfg:2: enabled = maybe: it has to be true or false",
            "cam1.cfg:3: the key 'ENABLED' is there already in line 2", "cam1.cfg:4: the key 'service.pid' is kept",
            "cam1.cfg:5: a broken escape", "its name has to be NAME.cfg")) {
            assertTrue(verb.out().contains(expected), expected + " in\n" + verb);
        }
        assertFalse(verb.out().contains("\tat "), verb.toString());
    }

    @Test
    @DisplayName("two files that feed one stream, and a stream that the driver does not have, are told")
    void shouldFindClashes() throws IOException {
        write("config/streams/other.cfg", "# a remark\\\nsource = \\\n pattern\nstream = cam1\n");
        write("config/streams/third.cfg", "source=pattern\nstream=cam9\nenabled=false\n");
        write("config/streams/readme.txt", "x");
        final Verb verb = Verb.run(new ValidateMain(), home);
        assertEquals(2, verb.code(), verb.toString());
        assertTrue(verb.out().contains("stream cam1 is fed by"), verb.toString());
        assertTrue(verb.out().contains(
            "third.cfg:2: stream cam9 is not in the driver's file: it has to be one of cam1"), verb.toString());
        assertTrue(verb.out().contains("warning: ") && verb.out().contains("readme.txt"), verb.toString());
    }

    @Test
    @DisplayName("a clients' file is told from a driver's, and read with the one beside it or the one that is named")
    void shouldReadClientFile() throws IOException {
        final Path client = write("config/client.toml", "[consumer]\nmode = \"FAST\"\n");
        final Verb verb = Verb.run(new ValidateMain(), client, "--json");
        assertEquals(2, verb.code(), verb.toString());
        assertTrue(verb.out().contains("FAST") && verb.out().contains("RATE_LIMITED"), verb.toString());
        final Path alone = write("alone/client.toml", "[consumer]\nmode = \"STREAM\"\n");
        assertEquals(2, Verb.run(new ValidateMain(), alone).code());
        assertEquals(0, Verb.run(new ValidateMain(), alone, "--config", home.resolve("config/driver.toml")).code());
    }

    @Test
    @DisplayName("C-1 environment variables count as they do for the driver")
    void shouldMindEnvironment() {
        final Verb verb =
            Verb.run(new ValidateMain(), Map.of("DRIVER_CONTROL_STREAM_ID", "many"), home);
        assertEquals(2, verb.code(), verb.toString());
        assertTrue(verb.out().contains("many"), verb.toString());
    }

    @Test
    @DisplayName("a file that is absent, binary or broken TOML is told on one line")
    void shouldRefuseOtherFiles() throws IOException {
        assertEquals(2, Verb.run(new ValidateMain(), home.resolve("absent")).code());
        final Path binary = home.resolve("config/streams/bin.cfg");
        Files.write(binary, new byte[] {(byte)0xC3, 0x28, 0});
        final Verb bytes = Verb.run(new ValidateMain(), binary);
        assertEquals(2, bytes.code());
        assertTrue(bytes.out().contains("not in UTF-8"), bytes.toString());
        final Verb broken = Verb.run(new ValidateMain(), write("broken.toml", "[driver\n"));
        assertEquals(2, broken.code(), broken.toString());
        assertTrue(broken.out().contains("broken.toml"), broken.toString());
        final Verb empty = Verb.run(new ValidateMain(), Files.createDirectory(home.resolve("empty")));
        assertEquals(2, empty.code());
        assertTrue(empty.out().contains("driver.toml is missing"), empty.toString());
    }
}
