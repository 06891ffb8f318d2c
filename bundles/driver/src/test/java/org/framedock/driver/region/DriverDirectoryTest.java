package org.framedock.driver.region;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Names of directories")
class DriverDirectoryTest {

    @Test
    @DisplayName("W-1 a user's name cannot lead out of its directory")
    void shouldSanitise() {
        assertEquals("ada.lovelace-1_x", DriverDirectory.sanitised("ada.lovelace-1_x"));
        assertEquals(".._.._etc", DriverDirectory.sanitised("../../etc"));
        assertEquals("_xx_y_", DriverDirectory.sanitised("\u00E9xx|y?"));
        assertEquals("unknown", DriverDirectory.sanitised(""));
    }
}
