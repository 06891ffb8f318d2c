package org.framedock.page.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PageSettingsTest {

    private static final Path HOME = Path.of("/home/lab");

    @Test
    @DisplayName("a port is enough: loopback alone, and a token in the container's data")
    void shouldNeedAPortOnly() throws PageSettings.WrongException {
        final PageSettings settings = PageSettings.read(Map.of("port", "8088", "service.pid", "x",
            "osgi.ds.satisfying.condition.target", "(x=y)", "framedock.file", "/page.cfg"), HOME);
        assertEquals(new PageSettings(8088, "127.0.0.1", HOME.resolve("data/page.token"), List.of()), settings);
    }

    @Test
    @DisplayName("host, names and the token's file can be said")
    void shouldReadAll() throws PageSettings.WrongException {
        assertEquals(new PageSettings(0, "0.0.0.0", Path.of("/etc/page.token"), List.of("lab", "lab.example")),
            PageSettings.read(Map.of("port", " 0 ", "host", "0.0.0.0", "hosts", "lab, lab.example",
                "token_file", "/etc/page.token"), HOME));
    }

    @Test
    @DisplayName("every mistake is named, with what would be accepted")
    void shouldNameEveryMistake() {
        final PageSettings.WrongException wrong = assertThrows(PageSettings.WrongException.class,
            () -> PageSettings.read(Map.of("port", "70000", "hosts", "http://lab", "tokenfile", "x"), HOME));
        for (final String text : new String[] {"port = 70000 has to be a whole number from 0", "'http://lab' has to be",
            "tokenfile is unknown; accepted are port, host, token_file, hosts"}) {
            assertTrue(wrong.getMessage().contains(text), wrong.getMessage());
        }
        assertThrows(PageSettings.WrongException.class, () -> PageSettings.read(Map.of(), HOME));
    }
}
