package org.framedock.operator.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamFileEditTest {

    private static final String TEXT = "# rate_hz=1\nsource = pattern\n\n  rate_hz : 5\n! more\npath=/a\\\n  /b\n";

    @Test
    @DisplayName("one line changes; comments, order and other lines stay")
    void shouldReplaceOneLine() {
        assertEquals(TEXT.replace("  rate_hz : 5", "rate_hz=7"), StreamFileEdit.edit(TEXT, "rate_hz", "7"));
        assertEquals(TEXT + "gain=2\n", StreamFileEdit.edit(TEXT, "gain", "2"));
        assertEquals("a=1\ngain=2\n", StreamFileEdit.edit("a=1", "gain", "2"));
    }

    @Test
    @DisplayName("an empty value takes a setting away, with the lines that it goes on in, each time that it is there")
    void shouldRemove() {
        assertEquals(TEXT.replace("path=/a\\\n  /b\n", ""), StreamFileEdit.edit(TEXT, "path", ""));
        assertEquals("b=2\n", StreamFileEdit.edit("a=1\nb=2\na=3\n", "a", ""));
    }

    @Test
    @DisplayName("any value is read back as it was given")
    void shouldEscape() throws Exception {
        for (final String value : List.of("a b", " lead", "C:\\x", "x=y:z#!", "l1\nl2", "\u00e9\u4e2d", "t\tt")) {
            final Properties read = new Properties();
            read.load(new StringReader(StreamFileEdit.edit(TEXT, "key", value)));
            assertEquals(value, read.getProperty("key"));
            assertEquals("pattern", read.getProperty("source"));
        }
    }

    @Test
    @DisplayName("the file is replaced in one step and nothing is left beside it; a link and a path trick are refused")
    void shouldWriteFile(@TempDir final Path home) throws Exception {
        final Path streams = Files.createDirectories(home.resolve("config/streams"));
        Files.writeString(streams.resolve("cam1.cfg"), TEXT);
        assertEquals("saved in config/streams/cam1.cfg", StreamFileEdit.write(home, "cam1", "rate_hz", "9"));
        assertTrue(Files.readString(streams.resolve("cam1.cfg")).contains("\nrate_hz=9\n"));
        Files.createSymbolicLink(streams.resolve("cam2.cfg"), streams.resolve("cam1.cfg"));
        assertTrue(StreamFileEdit.write(home, "cam2", "rate_hz", "9").startsWith("not saved"));
        assertTrue(StreamFileEdit.write(home, "../streams/cam1", "rate_hz", "9").startsWith("not saved"));
        assertTrue(StreamFileEdit.write(home, "none", "rate_hz", "9").startsWith("not saved"));
        try (var files = Files.list(streams)) {
            assertEquals(2, files.count());
        }
    }
}
