package org.framedock.camera.aravis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeviceEntryTest {

    private static final DeviceEntry GIGE =
        new DeviceEntry("Acme-One-42", "00:11:22:33:44:55", "192.168.0.7", "One", "42", "GigEVision");
    private static final DeviceEntry OTHER =
        new DeviceEntry("Acme-One-43", "00:11:22:33:44:56", "192.168.0.8", "One", "43", "GigEVision");
    private static final DeviceEntry USB =
        new DeviceEntry("Acme-2B00-77", "2B00", "USB3", "Two", "77", "USB3Vision");
    private static final List<DeviceEntry> ALL = List.of(GIGE, OTHER, USB);

    @Test
    @DisplayName("is found by id, hardware address, network address and serial number, and by its model")
    void shouldBeFound() {
        for (final String name : List.of("Acme-One-42", "00:11:22:33:44:55", "192.168.0.7", "42")) {
            assertEquals(List.of(GIGE), DeviceEntry.matching(ALL, name), name);
        }
        assertEquals(List.of(GIGE, OTHER), DeviceEntry.matching(ALL, "one"));
        assertEquals(List.of(USB), DeviceEntry.matching(ALL, "2B00"));
        assertEquals(ALL, DeviceEntry.matching(ALL, ""));
        assertEquals(List.of(), DeviceEntry.matching(ALL, "nobody"));
    }

    @Test
    @DisplayName("a word that all USB3 Vision cameras have for their address is no name of one")
    void shouldNotTakeBusForName() {
        assertEquals(List.of(), DeviceEntry.matching(ALL, "USB3"));
    }
}
