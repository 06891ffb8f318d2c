package org.framedock.operator.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.framedock.operator.Health;
import org.framedock.operator.StreamView;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HealthRulesTest {

    private final HealthRules rules = new HealthRules();

    private Health starting(final String text) {
        rules.begin();
        rules.stream(new StreamView("cam1", "cam1", 1, "STARTING", "WAITING_FOR_LEASE", text, "pattern", "pattern",
            Map.of(), false, "", "", "", "", List.of(), "", 0, 0, 0, 0, Map.of(), 0, 0, 0, 0, 0, 0, -1, 64, 0, 0,
            List.of(), -1, Map.of(), -1, 0), 0);
        return rules.conclude();
    }

    @Test
    @DisplayName("a stream that waits for its lease is on its way")
    void shouldWaitForLease() {
        assertEquals(Health.Level.LIVE, starting("waiting for control stream 1000").level());
    }

    @Test
    @DisplayName("a stream for which there is no shared memory needs an operator, and waiting is not the remedy")
    void shouldAskForRoom() {
        final Health health = starting("the driver refuses: INTERNAL_ERROR no space for /dev/shm/x/1/7: needs 67125376"
            + " bytes, 41938944 are free");
        assertEquals(Health.Level.DEGRADED, health.level());
        assertTrue(health.reasons().get(0).remedy().contains("'framedock clean'"), health.toString());
    }
}
