package org.framedock.operator.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RateWindowTest {

    private static final long SECOND = 1_000_000_000L;
    private final RateWindow window = new RateWindow(2 * SECOND);

    @Test
    @DisplayName("a rate is that of the last two seconds, whatever was before")
    void shouldForgetWhatIsOld() {
        assertEquals(-1, window.perSecond(0));
        for (int i = 0; i <= 400; i++) {
            window.add(i * SECOND / 4, i < 200 ? i * 1000L : 200_000 + (i - 200) * 25L);
        }
        assertEquals(100, window.perSecond(100 * SECOND), 1e-9);
        assertEquals(1000, window.grownWithin(10 * SECOND, 100 * SECOND));
    }

    @Test
    @DisplayName("a counter that falls begins anew")
    void shouldBeginAnew() {
        window.add(0, 500);
        window.add(SECOND, 600);
        window.add(2 * SECOND, 3);
        assertEquals(-1, window.perSecond(2 * SECOND));
        window.add(3 * SECOND, 13);
        assertEquals(10, window.perSecond(3 * SECOND), 1e-9);
    }

    @Test
    @DisplayName("what a counter was before a time is its newest sample that is older")
    void shouldRemember() {
        window.add(SECOND, 10);
        window.add(2 * SECOND, 20);
        assertEquals(-1, window.before(SECOND));
        assertEquals(10, window.before(SECOND * 3 / 2));
        assertEquals(10, window.before(2 * SECOND));
        assertEquals(20, window.before(9 * SECOND));
    }
}
