package org.framedock.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SourceSettingsTest {

    @Test
    @DisplayName("settings of a prefix come in the order of their names, and count as known")
    void shouldReadPrefix() throws SettingsException {
        final SourceSettings settings = new SourceSettings(
            Map.of("node.Gamma", " 80 ", "node.BlackLevel", "3", "device", "x"));
        settings.text("device", "");
        assertEquals(List.of("BlackLevel=3", "Gamma=80"),
            settings.beginning("node.").entrySet().stream().map(Object::toString).toList());
        settings.conclude();
    }

    @Test
    @DisplayName("a prefix without a name is an unknown setting, and the list of those that exist names the prefix")
    void shouldRefusePrefixAlone() {
        final SourceSettings settings = new SourceSettings(Map.of("node.", "1"));
        assertTrue(settings.beginning("node.").isEmpty());
        final SettingsException refusal = assertThrows(SettingsException.class, settings::conclude);
        assertEquals("unknown setting node.: this source has [node.NAME]", refusal.getMessage());
    }
}
