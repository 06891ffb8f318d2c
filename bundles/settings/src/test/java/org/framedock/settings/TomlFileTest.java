package org.framedock.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TomlFileTest {

    @TempDir
    private Path directory;

    private String refusal(final Path file) {
        final List<String> mistakes = assertThrows(SettingsFileException.class,
            () -> DriverSettings.load(file, Map.of())).mistakes();
        assertEquals(1, mistakes.size(), mistakes::toString);
        Toml.assertSays(mistakes.get(0), file.toString());
        return mistakes.get(0);
    }

    private Path file(final byte[] content) throws IOException {
        return Files.write(directory.resolve("driver.toml"), content);
    }

    @Test
    @DisplayName("C-3 a file that is missing, a directory, too long or no text is one clear line")
    void shouldRefuseWhatIsNoFile() throws IOException {
        Toml.assertSays(refusal(directory.resolve("none.toml")), "does not exist");
        Toml.assertSays(refusal(directory), "is a directory");
        Toml.assertSays(refusal(file(new byte[(1 << 20) + 1])), "more than 1048576 bytes");
        Toml.assertSays(refusal(Path.of("/dev/zero")), "more than 1048576 bytes");
        Toml.assertSays(refusal(file(new byte[] {'a', (byte) 0xFF})), "not UTF-8 text at byte 1");
    }

    @ParameterizedTest
    @DisplayName("C-3 an empty file says what it needs")
    @ValueSource(strings = {"", "\n \n", "# only words\n"})
    void shouldRefuseAnEmptyFile(final String text) throws IOException {
        Toml.assertSays(refusal(file(text.getBytes(StandardCharsets.UTF_8))), "is empty", "[streams.NAME]");
    }

    @ParameterizedTest
    @DisplayName("C-3 what is no TOML is one line that names the line")
    @CsvSource({
        "'[driver]\ninstance_id = \"x\n[shm]', 2",
        "'[driver\ninstance_id = \"x\"', 1",
        "'[driver]\n\ncontrol_stream_id = 10x0\n', 3",
        "'[driver]\r\n\r\ncontrol_stream_id = 10x0\r\n', 3",
        "'[driver]\ncontrol_stream_id =\n', 2",
        "'[driver]\ncontrol stream = 1\n', 2",
        "'[driver]\nqos_stream_id = 1\nqos_stream_id = 2\n', 3",
        "'[driver]\na = 1\n[shm]\nb = 1\n[driver]\nc = 1\n', 5",
        "'[driver]\na = 1\n[driver.a.b]\nc = 1\n', 3",
        "'[driver]\na = tru\n', 2",
        "'[driver]\na = [1, 2\n', 2",
        "'[driver]\na = \"\"\"x\n', 2",
        "'[driver]\na = { b = 1', 2",
        "'<xml/>', 1",
    })
    void shouldNameTheLine(final String text, final int line) {
        Toml.assertSays(Toml.mistake(text), "driver.toml: line " + line + " is not valid TOML: ");
    }

    @Test
    @DisplayName("C-3 tables that lie too deep are a mistake and no end of the program")
    void shouldSurviveDeepArrays() {
        Toml.assertSays(Toml.mistake("a = " + "[".repeat(100_000)), "line 1 is not valid TOML", "too deep");
    }

    @Test
    @DisplayName("a table name may end the file, and a byte order mark may begin it")
    void shouldReadUnusualFiles() throws SettingsFileException {
        assertEquals(1, Toml.driver("\uFEFF" + Toml.LEAST + "[driver]").streams().size());
        assertEquals(1, Toml.driver(Toml.LEAST.replace("\n", "\r\n")).streams().size());
    }
}
