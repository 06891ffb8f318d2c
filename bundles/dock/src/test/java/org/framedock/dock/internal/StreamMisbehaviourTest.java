package org.framedock.dock.internal;

import static org.framedock.dock.StreamDetail.QUARANTINED;
import static org.framedock.dock.StreamDetail.SOURCE_FAILED;
import static org.framedock.dock.StreamDetail.SOURCE_MISSING;
import static org.framedock.dock.StreamState.FAULTED;
import static org.framedock.dock.StreamState.IDLE;
import static org.framedock.dock.StreamState.STREAMING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.framedock.source.FrameInfo;
import org.framedock.source.SlotReservation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sources that throw, hang, are slow, or go on after their end. */
class StreamMisbehaviourTest {

    private static final Timings IMPATIENT = new Timings(
        TimeUnit.MILLISECONDS.toNanos(100), TimeUnit.MILLISECONDS.toNanos(100),
        TimeUnit.MILLISECONDS.toNanos(2), TimeUnit.MILLISECONDS.toNanos(50),
        TimeUnit.SECONDS.toNanos(1));

    @Test
    @DisplayName("a poll that throws anything faults the stream in one line and stops the source")
    void shouldFaultOnThrowingPoll() {
        for (final Throwable thrown : List.of(
            new IllegalStateException("broken\nin two lines"), new NoClassDefFoundError("org/example/Gone"))) {
            try (StreamHarness stream = StreamHarness.start()) {
                stream.offer();
                final FakeSource source = stream.awaitStreaming(null);
                source.throwInPoll = thrown;
                stream.await(FAULTED, SOURCE_FAILED);
                final String text = stream.controller.shown().text();
                assertTrue(text.startsWith("poll() threw " + thrown.getClass().getName() + ": "), text);
                assertFalse(text.contains("\n"), text);
                assertTrue(source.stopped);
                stream.controller.notes().offer(StreamHarness.plan("text", "edited"));
                stream.awaitStreaming(source);
            }
        }
    }

    @Test
    @DisplayName("a source that does not stop in time is quarantined and its successor starts on other memory")
    void shouldQuarantineHangingStop() {
        try (StreamHarness stream = StreamHarness.start(IMPATIENT)) {
            stream.factory.hangInNextStop = true;
            stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            stream.controller.notes().offer(StreamHarness.plan("text", "successor"));
            stream.awaitStreaming(first);
            stream.await(STREAMING, QUARANTINED);
            stream.awaitText("stop() has not returned");
            stream.awaitText("framedock-lifecycle-cam1-stuck-1");
            stream.awaitFrames(5);
            assertEquals(1, stream.port().quarantines);
            assertEquals(2, stream.controller.epoch());
            assertFalse(first.stopped);
            assertEquals("framedock-lifecycle-cam1-stuck-1", first.stopThread.getName());
            assertTrue(first.stopThread.isAlive());

            first.stopMayReturn.countDown();
            Await.until(() -> !first.stopThread.isAlive(), first.stopThread::getName);
        }
    }

    @Test
    @DisplayName("a service that goes while its source hangs is let go after the stop timeout")
    void shouldNotHoldFrameworkForHangingStop() {
        try (StreamHarness stream = StreamHarness.start(IMPATIENT)) {
            stream.factory.hangInNextStop = true;
            final StreamHarness.Offer offer = stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            stream.takeAway(offer);
            assertFalse(first.stopped);
            stream.await(IDLE, SOURCE_MISSING);
            assertEquals(1, stream.port().quarantines);
        }
    }

    @Test
    @DisplayName("a source whose stop throws is quarantined, since nobody knows whether it still writes")
    void shouldQuarantineThrowingStop() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            first.throwInStop = new IllegalStateException("device busy");
            stream.controller.notes().offer(StreamHarness.plan("text", "successor"));
            stream.awaitStreaming(first);
            stream.await(STREAMING, QUARANTINED);
            stream.awaitText("stop() threw java.lang.IllegalStateException: device busy");
            assertEquals(1, stream.port().quarantines);
            assertEquals(2, stream.controller.epoch());
        }
    }

    @Test
    @DisplayName("a start that hangs while its service goes is given up, and stopped if it succeeds after all")
    void shouldGiveUpHangingStart() {
        try (StreamHarness stream = StreamHarness.start(IMPATIENT)) {
            stream.factory.hangInStart = true;
            final StreamHarness.Offer offer = stream.offer();
            Await.until(() -> stream.factory.starts.get() == 1, stream.controller::shown);
            final FakeSource first = stream.factory.newest();
            stream.takeAway(offer);
            stream.await(IDLE, SOURCE_MISSING);
            stream.awaitText("start() has not returned");
            assertEquals(1, stream.port().quarantines);
            stream.factory.hangInStart = false;
            stream.offer();
            stream.awaitStreaming(first);
            assertFalse(first.stopped);
            stream.factory.startMayReturn.countDown();
            Await.until(() -> first.stopped, first.startThread::getName);
            assertEquals(0, first.polls);
        }
    }

    @Test
    @DisplayName("a poll of more than 100 ms is counted")
    void shouldCountSlowPolls() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.offer();
            final FakeSource source = stream.awaitStreaming(null);
            final long before = stream.controller.counters().slowPolls();
            source.nextPollTakesNs = TimeUnit.MILLISECONDS.toNanos(101);
            Await.until(() -> stream.controller.counters().slowPolls() > before, stream.controller::shown);
        }
    }

    @Test
    @DisplayName("a stopped source that kept a reservation is refused, on any thread, and touches no slot")
    void shouldRefusePublishAfterStop() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            first.keepOneOpen = true;
            Await.until(() -> first.kept != null, () -> first.polls);
            final SlotReservation kept = first.kept;
            stream.controller.notes().offer(StreamHarness.plan("text", "second"));
            stream.awaitStreaming(first);
            final long before = stream.controller.counters().published();
            final FrameInfo info = new FrameInfo().format(FakeSource.FORMAT);
            assertThrows(IllegalStateException.class, () -> kept.publish(info));
            assertThrows(IllegalStateException.class, kept::address);
            assertThrows(IllegalStateException.class, kept::buffer);
            assertThrows(IllegalStateException.class, () -> first.context.slots().reserve(1));
            first.context.deviceLost("too late");
            stream.awaitFrames(5);
            assertTrue(stream.controller.counters().published() > before);
            assertEquals(STREAMING, stream.controller.shown().state());
            assertEquals(2, stream.factory.made.size(), "a stopped source disturbs nobody");
        }
    }
}
