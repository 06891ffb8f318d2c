package org.framedock.pattern.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionalsTest {

    private static final List<String> NAMES = List.of("COUNT", "BYTES");

    @TempDir
    private Path directory;
    private String driver;
    private String client;

    @BeforeEach
    void makeFiles() throws IOException {
        driver = Files.createFile(directory.resolve("driver.toml")).toString();
        client = Files.createFile(directory.resolve("client.toml")).toString();
    }

    @Test
    @DisplayName("C-5 files first, then the count, then the bytes; the client's file may be left out")
    void shouldAcceptEveryCombination() throws UsageException {
        assertParsed(null, List.of(), driver);
        assertParsed(client, List.of(), driver, client);
        assertParsed(null, List.of("1000"), driver, "1000");
        assertParsed(null, List.of("1000", "64"), driver, "1000", "64");
        assertParsed(client, List.of("0"), driver, client, "0");
        assertParsed(client, List.of("1000", "64"), driver, client, "1000", "64");
    }

    private void assertParsed(final String clientConfig, final List<String> numbers, final String... arguments)
        throws UsageException {
        final Positionals positionals = Positionals.of(List.of(arguments), NAMES);
        assertEquals(Path.of(driver), positionals.driverConfig());
        if (clientConfig == null) {
            assertNull(positionals.clientConfig());
        } else {
            assertEquals(Path.of(clientConfig), positionals.clientConfig());
        }
        assertEquals(numbers, positionals.numbers());
    }

    @Test
    @DisplayName("C-5 a whole number is the count even where a file of that name exists")
    void shouldNeverTakeANumberForAFile() throws UsageException, IOException {
        final Path named = Path.of("77231");
        Files.createFile(named);
        try {
            assertParsed(null, List.of("77231"), driver, "77231");
        } finally {
            Files.delete(named);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | DRIVER_CONFIG is missing",
        "1000 | DRIVER_CONFIG is missing",
        "DRIVER 1 2 3 | unexpected number '3': COUNT and BYTES are given already",
        "DRIVER CLIENT CLIENT | is 'CLIENT' already",
        "DRIVER 1000 CLIENT | CLIENT_CONFIG goes before the numbers",
        "DRIVER 10x | CLIENT_CONFIG '10x' does not exist",
        "nowhere.toml | DRIVER_CONFIG 'nowhere.toml' does not exist",
        "DIRECTORY | is a directory"})
    void shouldRefuseInOneClearLine(final String line, final String expected) {
        final List<String> arguments = new ArrayList<>();
        for (final String word : line.split(" ")) {
            if (!word.isEmpty()) {
                arguments.add(resolve(word));
            }
        }
        final String message = assertThrows(UsageException.class, () -> Positionals.of(arguments, NAMES)).getMessage();
        assertTrue(message.contains(expected.replace("CLIENT'", client + "'")), message);
        assertEquals(1, message.lines().count());
    }

    private String resolve(final String word) {
        return switch (word) {
            case "DRIVER" -> driver;
            case "CLIENT" -> client;
            case "DIRECTORY" -> directory.toString();
            default -> word;
        };
    }

    @Test
    void shouldTellNumbersFromNames() {
        for (final String number : List.of("0", "1000", "-5", "+7", "99999999999999999999")) {
            assertTrue(Numbers.isWhole(number), number);
        }
        for (final String name : List.of("", "-", "1.5", "10x", "x10", "./10", "1 000")) {
            assertEquals(false, Numbers.isWhole(name), name);
        }
    }
}
