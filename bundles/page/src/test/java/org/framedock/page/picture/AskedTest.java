package org.framedock.page.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AskedTest {

    private static final Sample SAMPLE = new Sample(null, Region.WHOLE, 1, 1, null, null, 1, 1);
    private static final Wish WISH = Wish.pixel(0, 0);
    private static final int DAYS_OF_ASKING = 20_000;

    private final Asked asked = new Asked();

    @Test
    @DisplayName("however often somebody asks and is answered, or gives up, no more wait than may")
    void shouldStayBounded() {
        int answered = 0;
        for (int i = 0; i < DAYS_OF_ASKING; i++) {
            final CompletableFuture<Sample> next = asked.ask(WISH);
            assertTrue(asked.size() <= Asked.MAX_WAITING);
            assertNotNull(next);
            if (i % 3 == 0) {
                next.cancel(false);
            } else if (i % 5 == 0) {
                assertTrue(asked.answer(wish -> SAMPLE, () -> true));
                assertSame(SAMPLE, next.getNow(null));
                answered++;
            } else if (i % 7 == 0 || asked.size() == Asked.MAX_WAITING) {
                asked.cancel();
            }
        }
        assertTrue(answered > 0);
    }

    @Test
    @DisplayName("one too many is turned away; who gave up makes room")
    void shouldTurnAway() {
        final CompletableFuture<Sample> first = asked.ask(WISH);
        for (int i = 1; i < Asked.MAX_WAITING; i++) {
            asked.ask(WISH);
        }
        assertNull(asked.ask(WISH));
        first.cancel(false);
        assertNotNull(asked.ask(WISH));
    }

    @Test
    @DisplayName("a frame that was written over while it was read answers nobody; the next one does")
    void shouldWaitForAWholeFrame() {
        final CompletableFuture<Sample> next = asked.ask(WISH);
        assertFalse(asked.answer(wish -> SAMPLE, () -> false));
        assertFalse(next.isDone());
        assertTrue(asked.answer(wish -> SAMPLE, () -> true));
        assertSame(SAMPLE, next.getNow(null));
        assertEquals(0, asked.size());
    }

    @Test
    @DisplayName("what is no picture is told to all who wait")
    void shouldTellAll() {
        final CompletableFuture<Sample> one = asked.ask(WISH);
        final CompletableFuture<Sample> other = asked.ask(WISH);
        asked.answer(wish -> {
            throw new NoPictureException(NoPictureException.Reason.NO_IMAGE, "none");
        }, () -> true);
        assertTrue(one.isCompletedExceptionally() && other.isCompletedExceptionally());
    }
}
