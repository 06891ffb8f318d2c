package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionUriTest {

    @ParameterizedTest
    @DisplayName("W-6 reads path and huge pages in any order, and writes what it reads")
    @CsvSource({
        "shm:file?path=/dev/shm/a/1.pool, /dev/shm/a/1.pool, false",
        "shm:file?path=/dev/shm/a/1.pool|require_hugepages=false, /dev/shm/a/1.pool, false",
        "shm:file?path=/dev/shm/a/1.pool|require_hugepages=true, /dev/shm/a/1.pool, true",
        "shm:file?require_hugepages=true|path=/a, /a, true",
        "shm:file?path=/a=b&c#d, /a=b&c#d, false",
    })
    void shouldReadAndWrite(final String text, final String path, final boolean hugepages) throws Exception {
        final RegionUri uri = RegionUri.parse(text);
        assertEquals(new RegionUri(path, hugepages), uri);
        assertEquals(uri, RegionUri.parse(uri.format()));
        assertEquals("shm:file?path=" + path + "|require_hugepages=" + hugepages, uri.format());
    }

    @ParameterizedTest
    @DisplayName("W-6 refuses other schemes, other parameters, repeated ones and paths that are not plain and absolute")
    @ValueSource(strings = {
        "", "shm:file", "shm:file?", "SHM:FILE?path=/a", "shm:shm?path=/a", "file:///dev/shm/a", "/dev/shm/a",
        " shm:file?path=/a", "shm:file?path=", "shm:file?path=a", "shm:file?path=./a", "shm:file?path=../a",
        "shm:file?Path=/a", "shm:file?require_hugepages=true", "shm:file?path=/a|", "shm:file?|path=/a",
        "shm:file?path=/a||require_hugepages=true", "shm:file?path=/a|path=/a", "shm:file?path=/a|path=/b",
        "shm:file?path=/a|require_hugepages=true|require_hugepages=true", "shm:file?path=/a|require_hugepages=",
        "shm:file?path=/a|require_hugepages=TRUE", "shm:file?path=/a|require_hugepages=1",
        "shm:file?path=/a|require_hugepages=true ", "shm:file?path=/a|mode=0666", "shm:file?path=/a b",
        "shm:file?path=/a ", "shm:file?path=/a?b", "shm:file?path=/a\tb", "shm:file?path=/a\nb", "shm:file?path=/a\0b",
        "shm:file?path=/a\u007Fb", "shm:file?path=/a&require_hugepages=true|x",
    })
    void shouldRefuse(final String text) {
        final RegionRefusedException refusal = assertThrows(RegionRefusedException.class, () -> RegionUri.parse(text));
        assertTrue(refusal.getMessage().startsWith("region URI '"), refusal.getMessage());
    }

    @Test
    @DisplayName("a refusal is one line of bearable length, whatever was received")
    void shouldRefuseInOneLine() {
        final String text = "shm:file?path=/a\r\n2026-01-01 ERROR forged\u001B[31m\u0085\u2028|" + "x".repeat(100_000);
        final String message = assertThrows(RegionRefusedException.class, () -> RegionUri.parse(text)).getMessage();
        assertTrue(message.length() < 1000, () -> "length " + message.length());
        assertFalse(message.chars().anyMatch(c -> c < ' ' || c > '~'), message);
        assertTrue(message.contains("forged"), message);
    }

    @Test
    @DisplayName("W-6 refuses a path that no file can have")
    void shouldRefuseEndlessPath() throws Exception {
        final String longest = "shm:file?path=/" + "x".repeat(4094);
        assertEquals(4095, RegionUri.parse(longest).path().length());
        assertThrows(RegionRefusedException.class, () -> RegionUri.parse(longest + "x"));
    }
}
