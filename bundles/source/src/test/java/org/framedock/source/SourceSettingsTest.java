package org.framedock.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SourceSettingsTest {

    @Test
    @DisplayName("settings under a prefix are found in alphabetical order, without the prefix, and count as known")
    void shouldFindSettingsUnderPrefix() throws SettingsException {
        final SourceSettings settings = new SourceSettings(
            Map.of("node.Gamma", " 1.5 ", "node.BlackLevel", "3", "nodes", "2", "width", "640"));
        final Map<String, String> nodes = settings.startingWith("node.");
        assertEquals(List.of("BlackLevel", "Gamma"), List.copyOf(nodes.keySet()));
        assertEquals("1.5", nodes.get("Gamma"));
        settings.integer("width", 0, 0, 1000);
        settings.text("nodes", "");
        settings.conclude();
    }

    @Test
    @DisplayName("a prefix alone is no setting, and the refusal says what may follow the prefix")
    void shouldRefuseBarePrefix() {
        final SourceSettings settings = new SourceSettings(Map.of("node.", "1"));
        assertEquals(Map.of(), settings.startingWith("node."));
        final SettingsException refusal = assertThrows(SettingsException.class, settings::conclude);
        assertEquals("unknown setting node.: this source has [node.NAME]", refusal.getMessage());
    }
}
