package org.framedock.dock.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A source that knows when its next frame is due lets its stream's thread sleep. */
class RestTest {

    private static final long WATCHED_NS = TimeUnit.MILLISECONDS.toNanos(400);
    /** One poll in 20 ms, and some that are asked for; without rest it would be one in a millisecond at least. */
    private static final long MOST_POLLS = 60;

    private StreamHarness stream;
    private FakeSource source;

    @BeforeEach
    void startStream() {
        stream = StreamHarness.start(StreamHarness.FAST);
        stream.offer();
        source = stream.awaitStreaming(null);
        stream.awaitFrames(5);
    }

    @AfterEach
    void endStream() {
        stream.close();
    }

    @Test
    @DisplayName("while a source rests it is polled a few times a second, for the sake of its lease")
    void shouldPollSeldomWhileSourceRests() {
        source.restNs = TimeUnit.SECONDS.toNanos(10);
        awaitPolls(1);
        final long startNs = System.nanoTime();
        final long polls = source.polls;
        Await.until(() -> System.nanoTime() - startNs > WATCHED_NS, () -> source.polls);
        assertTrue(source.polls - polls < MOST_POLLS, () -> source.polls - polls + " polls");
        awaitPolls(1);
    }

    @Test
    @DisplayName("a source that rests is stopped at once, not when its rest is over")
    void shouldStopRestingSource() {
        source.restNs = TimeUnit.DAYS.toNanos(1);
        awaitPolls(1);
        stream.controller.notes().hold();
        Await.until(() -> source.stopped, stream.controller::shown);
    }

    @Test
    @DisplayName("frames come again once it rests no more")
    void shouldGoOnAfterRest() {
        source.restNs = TimeUnit.MILLISECONDS.toNanos(5);
        awaitPolls(2);
        source.restNs = 0;
        stream.awaitFrames(5);
    }

    private void awaitPolls(final long more) {
        final long polls = source.polls;
        Await.until(() -> source.polls >= polls + more, stream.controller::shown);
    }
}
