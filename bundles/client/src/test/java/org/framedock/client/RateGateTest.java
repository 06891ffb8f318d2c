package org.framedock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RateGateTest {

    private static final long MILLISECOND_NS = 1_000_000;

    @Test
    @DisplayName("W-26 the mean rate is kept, whatever the rate of what comes")
    void shouldKeepMeanRate() {
        final RateGate gate = new RateGate(30);
        int passed = 0;
        for (long ms = 0; ms < 10_000; ms++) {
            passed += gate.pass(ms * MILLISECOND_NS) ? 1 : 0;
        }
        assertEquals(300, passed);
    }

    @Test
    @DisplayName("W-26 a pause is not made up for by a burst")
    void shouldNotBurstAfterPause() {
        final RateGate gate = new RateGate(100);
        assertTrue(gate.pass(0));
        assertTrue(gate.pass(1_000 * MILLISECOND_NS));
        assertFalse(gate.pass(1_001 * MILLISECOND_NS));
        assertTrue(gate.pass(1_010 * MILLISECOND_NS));
    }

    @Test
    @DisplayName("W-26 a time that lies far ahead, or a clock that goes back, does not keep the gate shut")
    void shouldRecoverFromWrongTimes() {
        final RateGate gate = new RateGate(100);
        assertTrue(gate.pass(0));
        assertTrue(gate.pass(Long.MAX_VALUE / 2));
        assertTrue(gate.pass(10 * MILLISECOND_NS));
        assertFalse(gate.pass(11 * MILLISECOND_NS));
        assertTrue(gate.pass(20 * MILLISECOND_NS));
    }

    @Test
    @DisplayName("W-25 a rate of 0 lets everything pass")
    void shouldPassAll() {
        final RateGate gate = new RateGate(0);
        assertTrue(gate.isOpenForAll());
        for (int i = 0; i < 100; i++) {
            assertTrue(gate.pass(0));
        }
    }
}
