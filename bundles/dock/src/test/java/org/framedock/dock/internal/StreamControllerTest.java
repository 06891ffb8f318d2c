package org.framedock.dock.internal;

import static org.framedock.dock.StreamDetail.DISABLED;
import static org.framedock.dock.StreamDetail.NONE;
import static org.framedock.dock.StreamDetail.SOURCE_MISSING;
import static org.framedock.dock.StreamDetail.STOPPED_BY_OPERATOR;
import static org.framedock.dock.StreamDetail.WAITING_FOR_LEASE;
import static org.framedock.dock.StreamDetail.WRONG_CONFIGURATION;
import static org.framedock.dock.StreamState.FAULTED;
import static org.framedock.dock.StreamState.IDLE;
import static org.framedock.dock.StreamState.STARTING;
import static org.framedock.dock.StreamState.STREAMING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The life of a stream: its source comes, goes, is outranked, stopped and ended. */
class StreamControllerTest {

    @Test
    @DisplayName("a source starts once its stream is attached, and polls on the stream's thread only")
    void shouldStartOnAttach() {
        try (StreamHarness stream = new StreamHarness(StreamHarness.plan(), StreamHarness.FAST)) {
            // A stream's agent that was never started has nothing to end.
            assertEquals(0, stream.ports.size());
        }
        try (StreamHarness stream = StreamHarness.start()) {
            stream.await(IDLE, SOURCE_MISSING);
            stream.port().leaseWanted = false;
            stream.port().revokeOnce = true;
            Await.until(() -> stream.controller.epoch() == 0, stream.controller::epoch);
            stream.offer();
            stream.await(STARTING, WAITING_FOR_LEASE);
            stream.awaitText("no driver in this test");
            assertEquals(1, stream.factory.creates.get(), "settings are looked at before there is a lease");
            assertEquals(0, stream.factory.starts.get());

            stream.port().leaseWanted = true;
            final FakeSource source = stream.awaitStreaming(null);
            stream.awaitFrames(10);
            assertSame(stream.port().thread, source.pollThread);
            assertNotSame(source.pollThread, source.startThread);
            assertEquals("framedock-stream-cam1", source.pollThread.getName());
            assertEquals("framedock-lifecycle-cam1", source.startThread.getName());
            stream.await(STREAMING, NONE);
            assertEquals("fake", stream.controller.shown().text());
        }
    }

    @Test
    @DisplayName("a kind that is taken away is stopped before its service goes; put back it resumes lease and sequence")
    void shouldResumeAfterSourceReturns() {
        try (StreamHarness stream = StreamHarness.start()) {
            final StreamHarness.Offer offer = stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            stream.awaitFrames(20);
            first.keepOneOpen = true;
            Await.until(() -> first.kept != null, () -> first.polls);

            stream.takeAway(offer);
            assertTrue(first.stopped, "stop has returned before the service is let go");
            stream.await(IDLE, SOURCE_MISSING);
            stream.awaitText("waiting for a source of kind fake: copy its jar into deploy/");
            final long frames = stream.controller.counters().published();
            final long work = stream.port().work;
            Await.until(() -> stream.port().work > work + 3, () -> stream.port().work);
            assertEquals(frames, stream.controller.counters().published(), "no frame after the service has gone");
            assertEquals(1, stream.controller.epoch(), "the lease is kept");

            stream.offer();
            stream.awaitStreaming(first);
            stream.awaitFrames(20);
            assertEquals(1, stream.ports.size());
            assertEquals(1, stream.controller.epoch());
            final List<Long> published = List.copyOf(stream.port().published);
            for (int i = 0; i < published.size(); i++) {
                assertEquals(i, published.get(i), "every sequence once, in order, without a gap");
            }
            assertEquals(0, first.pollsAfterStop);
        }
    }

    @Test
    @DisplayName("the highest ranking serves; an equal one changes nothing; its end brings the other back")
    void shouldFollowRanking() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            final FakeFactory equal = new FakeFactory();
            stream.offer(equal, StreamHarness.KIND, 0);
            stream.awaitFrames(20);
            assertEquals(0, equal.creates.get());
            assertFalse(first.stopCalled);

            final FakeFactory better = new FakeFactory();
            final StreamHarness.Offer offer = stream.offer(better, StreamHarness.KIND, 5);
            Await.until(() -> better.newest() != null && better.newest().polls > 0, stream.controller::shown);
            assertTrue(first.stopped);
            stream.takeAway(offer);
            assertTrue(better.newest().stopped);
            stream.awaitStreaming(first);
            assertEquals(1, stream.controller.epoch());
            assertEquals(0, equal.creates.get());
        }
    }

    @Test
    @DisplayName("an operator's stop keeps the lease, a disabled stream gives it back, a problem keeps what runs")
    void shouldStopDisableAndKeep() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            stream.controller.notes().hold();
            stream.await(IDLE, STOPPED_BY_OPERATOR);
            assertTrue(first.stopped);
            assertEquals(1, stream.controller.epoch());
            stream.controller.notes().letGo();
            final FakeSource second = stream.awaitStreaming(first);

            stream.controller.notes().offer(
                new StreamPlan(StreamHarness.NAME, "fake", true, 8, Map.of(), null, "no such stream"));
            stream.await(STREAMING, WRONG_CONFIGURATION);
            stream.awaitText("no such stream");
            assertFalse(second.stopCalled);

            final StreamPlan plan = StreamHarness.plan();
            stream.controller.notes().offer(
                new StreamPlan(plan.stream(), plan.kind(), false, 8, plan.settings(), plan.wiring(), null));
            stream.await(IDLE, DISABLED);
            assertTrue(second.stopped);
            assertTrue(stream.port().closed);
            stream.controller.notes().offer(
                new StreamPlan(StreamHarness.NAME, "fake", true, 8, Map.of(), null, "no such stream"));
            stream.await(FAULTED, WRONG_CONFIGURATION);
            stream.controller.notes().offer(plan);
            stream.awaitStreaming(second);
            assertEquals(2, stream.ports.size());
        }
    }

    @Test
    @DisplayName("closing stops the source, gives the lease back and ends both threads")
    void shouldEnd() {
        final StreamHarness stream = StreamHarness.start();
        final FakeSource source;
        try (stream) {
            stream.offer();
            source = stream.awaitStreaming(null);
        }
        assertTrue(source.stopped);
        assertTrue(stream.port().closed);
        assertTrue(stream.controller.isEnded());
        assertFalse(source.pollThread.isAlive());
        Await.until(() -> !source.stopThread.isAlive(), source.stopThread::getName);
    }
}
