package org.framedock.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.framedock.transport.ErrorLogFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorsTest {

    @TempDir
    private Path home;

    @Test
    @DisplayName("a home's errors are printed once each with how often they came, those of the former run, too")
    void shouldPrintErrors() throws Exception {
        final Path data = Files.createDirectory(home.resolve("data"));
        for (final String run : new String[] {"first run", "second run"}) {
            try (ErrorLogFile log = ErrorLogFile.open(data.resolve(ErrorLogFile.FILE_NAME))) {
                for (int i = 0; i < 2; i++) {
                    log.onError(new IllegalStateException(run));
                }
            }
        }
        final Verb verb = Verb.run(new ErrorsMain(), home);
        assertEquals(0, verb.code(), verb.toString());
        assertTrue(verb.out().contains("2 times, first "), verb.toString());
        assertTrue(verb.out().indexOf("first run") < verb.out().indexOf("second run"), verb.toString());
        assertTrue(verb.out().contains("    at org.framedock.tools.ErrorsTest"), verb.toString());
        final Verb json = Verb.run(new ErrorsMain(), Map.of("FRAMEDOCK_HOME", home.toString()), "--json");
        assertEquals(2, json.out().lines().count(), json.toString());
        assertTrue(json.out().contains("\"count\":2"), json.toString());
    }

    @Test
    @DisplayName("a file that is none is exit code 1, no file at all, too, and no name exit code 2")
    void shouldRefuseOtherFiles() throws Exception {
        final Path text = Files.writeString(home.resolve("text"), "no log");
        final Verb verb = Verb.run(new ErrorsMain(), text);
        assertEquals(1, verb.code());
        assertTrue(verb.err().contains("is no log of errors: "), verb.toString());
        assertEquals(1, Verb.run(new ErrorsMain(), home).code());
        assertEquals(1, Verb.run(new ErrorsMain(), home.resolve("absent")).code());
        assertEquals(2, Verb.run(new ErrorsMain()).code());
    }
}
