package org.framedock.dock.internal;

import static org.framedock.dock.StreamDetail.DEVICE_UNAVAILABLE;
import static org.framedock.dock.StreamDetail.DISABLED;
import static org.framedock.dock.StreamDetail.LEASE_LOST;
import static org.framedock.dock.StreamDetail.NONE;
import static org.framedock.dock.StreamDetail.QUARANTINED;
import static org.framedock.dock.StreamDetail.SOURCE_FAILED;
import static org.framedock.dock.StreamDetail.SOURCE_MISSING;
import static org.framedock.dock.StreamDetail.STOPPED_BY_OPERATOR;
import static org.framedock.dock.StreamDetail.WAITING_FOR_LEASE;
import static org.framedock.dock.StreamDetail.WRONG_CONFIGURATION;
import static org.framedock.dock.StreamDetail.WRONG_SETTINGS;
import static org.framedock.dock.StreamState.FAULTED;
import static org.framedock.dock.StreamState.IDLE;
import static org.framedock.dock.StreamState.RECONNECTING;
import static org.framedock.dock.StreamState.STARTING;
import static org.framedock.dock.StreamState.STREAMING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.framedock.source.FrameInfo;
import org.framedock.source.SlotReservation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StreamControllerTest {

    private static final Timings IMPATIENT = new Timings(
        TimeUnit.MILLISECONDS.toNanos(100), TimeUnit.MILLISECONDS.toNanos(100),
        TimeUnit.MILLISECONDS.toNanos(2), TimeUnit.MILLISECONDS.toNanos(50));

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
    @DisplayName("new settings replace the source on the same lease and go on with its sequence")
    void shouldApplyEdit() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            stream.awaitFrames(5);
            stream.controller.notes().offer(StreamHarness.plan("text", "second"));
            final FakeSource second = stream.awaitStreaming(first);
            stream.awaitText("second");
            stream.awaitFrames(5);
            assertTrue(first.stopped);
            assertEquals("second", second.text);
            assertEquals(1, stream.controller.epoch());
            final List<Long> published = List.copyOf(stream.port().published);
            assertEquals(published.size() - 1L, published.get(published.size() - 1), "no gap");
        }
    }

    @Test
    @DisplayName("a wrong edit leaves the source running and says why; the next right one is taken")
    void shouldKeepRunningAfterWrongEdit() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            stream.controller.notes().offer(StreamHarness.plan("number", "many"));
            stream.await(STREAMING, WRONG_SETTINGS);
            stream.awaitText("number = many is not accepted: it has to be a whole number from 0 to 10");
            stream.awaitText("the earlier settings stay in force");
            stream.awaitFrames(5);
            assertFalse(first.stopCalled);
            final int creates = stream.factory.creates.get();
            stream.controller.notes().wakeUp();
            stream.awaitFrames(50);
            assertEquals(creates, stream.factory.creates.get(), "refused settings are not tried again and again");

            stream.controller.notes().offer(StreamHarness.plan("number", "7"));
            stream.awaitStreaming(first);
            stream.await(STREAMING, NONE);
            assertTrue(first.stopped);
        }
    }

    @Test
    @DisplayName("after a wrong edit the earlier settings are also those that a lost device is tried with")
    void shouldRecoverWithSettingsInForce() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            stream.controller.notes().offer(StreamHarness.plan("number", "many"));
            stream.await(STREAMING, WRONG_SETTINGS);
            first.context.deviceLost("cable pulled");
            final FakeSource second = stream.awaitStreaming(first);
            stream.await(STREAMING, WRONG_SETTINGS);
            assertEquals("fake", second.text);
        }
    }

    @Test
    @DisplayName("wrong settings at the start fault the stream until they are edited")
    void shouldFaultOnWrongSettings() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.controller.notes().offer(StreamHarness.plan("numbr", "3"));
            stream.offer();
            stream.await(FAULTED, WRONG_SETTINGS);
            stream.awaitText("unknown setting numbr");
            stream.controller.notes().offer(StreamHarness.plan("number", "3"));
            stream.awaitStreaming(null);
        }
    }

    @Test
    @DisplayName("a setting that the device refuses faults the stream for good; an operator's start tries again")
    void shouldFaultOnSettingsRefusedInStart() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.factory.refuseInStart = "gain = 99 is not accepted: this camera has 0 to 24";
            stream.offer();
            stream.await(FAULTED, WRONG_SETTINGS);
            stream.awaitText("gain = 99");
            final long work = stream.port().work;
            Await.until(() -> stream.port().work > work + 200, () -> stream.port().work);
            assertEquals(1, stream.factory.starts.get());
            stream.factory.refuseInStart = null;
            stream.controller.notes().letGo();
            stream.awaitStreaming(null);
        }
    }

    @Test
    @DisplayName("a device that is not there at the start is tried again, the lease is kept")
    void shouldRetryMissingDevice() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.factory.deviceMissing = true;
            stream.offer();
            stream.await(RECONNECTING, DEVICE_UNAVAILABLE);
            stream.awaitText("no camera with the serial number 7");
            Await.until(() -> stream.factory.starts.get() >= 4, () -> stream.factory.starts.get());
            assertEquals(RECONNECTING, stream.controller.shown().state());
            stream.factory.deviceMissing = false;
            stream.awaitStreaming(null);
            stream.await(STREAMING, NONE);
            assertEquals(1, stream.controller.epoch());
        }
    }

    @Test
    @DisplayName("tries for a lost device grow apart: n of them take at least the sum of the back-off delays")
    void shouldBackOff() {
        final Timings slower = new Timings(
            TimeUnit.SECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(10),
            TimeUnit.MILLISECONDS.toNanos(20), TimeUnit.MILLISECONDS.toNanos(80));
        try (StreamHarness stream = StreamHarness.start(slower)) {
            stream.factory.deviceMissing = true;
            final long beganNs = System.nanoTime();
            stream.offer();
            Await.until(() -> stream.factory.starts.get() >= 6, () -> stream.factory.starts.get());
            final long tookNs = System.nanoTime() - beganNs;
            assertTrue(tookNs >= TimeUnit.MILLISECONDS.toNanos(20 + 40 + 80 + 80 + 80), tookNs + " ns");
        }
    }

    @Test
    @DisplayName("a source that loses its device is stopped and made anew on the same lease")
    void shouldReconnectLostDevice() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            stream.awaitFrames(5);
            stream.factory.deviceMissing = true;
            first.context.deviceLost("control lost");
            first.context.deviceLost("only the first counts");
            stream.await(RECONNECTING, DEVICE_UNAVAILABLE);
            assertEquals(1, stream.controller.counters().interruptions());
            assertEquals(0, stream.controller.counters().interruptedNs());
            Await.until(() -> stream.factory.starts.get() >= 3, () -> stream.factory.starts.get());
            stream.factory.deviceMissing = false;
            stream.awaitStreaming(first);
            assertTrue(first.stopped);
            assertEquals(1, stream.controller.counters().interruptions());
            assertTrue(stream.controller.counters().interruptedNs() > 0);
            assertEquals(1, stream.controller.epoch());
            assertEquals(1, stream.ports.size());
        }
    }

    @Test
    @DisplayName("every setting is applied again to a device that comes back")
    void shouldApplySettingsAgain() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            stream.controller.notes().offer(StreamHarness.plan("text", "exposure 5 ms", "number", "7"));
            final FakeSource second = stream.awaitStreaming(first);
            second.context.deviceLost("cable pulled");
            final FakeSource third = stream.awaitStreaming(second);
            assertEquals("exposure 5 ms", third.text);
            assertEquals(7, third.number);
            stream.controller.notes().offer(StreamHarness.plan("number", "8"));
            assertEquals(8, stream.awaitStreaming(third).number);
            assertEquals(1, stream.controller.counters().interruptions(), "an edit is none");
        }
    }

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
    @DisplayName("a lost lease stops the source and withdraws its reservations; a new one starts when attached")
    void shouldReconnectLostLease() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            first.keepOneOpen = true;
            Await.until(() -> first.kept != null, () -> first.polls);
            stream.port().leaseWanted = false;
            stream.await(RECONNECTING, LEASE_LOST);
            Await.until(() -> first.stopped, stream.controller::shown);
            assertEquals(0, stream.controller.epoch());
            stream.port().leaseWanted = true;
            stream.awaitStreaming(first);
            stream.await(STREAMING, NONE);
            assertEquals(2, stream.controller.epoch());
            assertEquals(0, first.pollsAfterStop);
        }
    }

    @Test
    @DisplayName("a lease that is lost and got again between two cycles still gets a new source")
    void shouldNoticeLeaseThatChanged() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            stream.port().revokeOnce = true;
            final FakeSource second = stream.awaitStreaming(first);
            stream.awaitFrames(5);
            assertTrue(first.stopped);
            assertNotEquals(first, second);
            assertEquals(2, stream.controller.epoch());
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
    @DisplayName("a lease that is lost while a source starts: that source is stopped unpolled, another starts")
    void shouldReplaceSourceWhoseLeaseEndedInStart() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.factory.hangInStart = true;
            stream.offer();
            Await.until(() -> stream.factory.starts.get() == 1, stream.controller::shown);
            final FakeSource first = stream.factory.newest();
            stream.port().revokeOnce = true;
            final long lease = stream.port().leaseId;
            Await.until(() -> stream.port().leaseId > lease, () -> stream.port().leaseId);
            stream.factory.hangInStart = false;
            stream.factory.startMayReturn.countDown();
            stream.awaitStreaming(first);
            assertTrue(first.stopped);
            assertEquals(0, first.polls, "a source that was started on a former lease is never polled");
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
    @DisplayName("an edit to a kind that is not there leaves the source running until that kind comes")
    void shouldSwapKindsWhenTheOtherComes() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            stream.controller.notes().offer(StreamHarness.plan("other", 1));
            stream.await(STREAMING, SOURCE_MISSING);
            stream.awaitText("waiting for a source of kind other");
            stream.awaitFrames(5);
            assertFalse(first.stopCalled);
            final FakeFactory other = new FakeFactory();
            stream.offer(other, "other", 0);
            Await.until(() -> other.newest() != null && other.newest().polls > 0, stream.controller::shown);
            assertTrue(first.stopped);
            stream.await(STREAMING, NONE);
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
    @DisplayName("a configuration that names another stream closes the former port and opens the new one")
    void shouldMoveToAnotherStream() {
        try (StreamHarness stream = StreamHarness.start()) {
            stream.offer();
            final FakeSource first = stream.awaitStreaming(null);
            stream.controller.notes().offer(StreamHarness.plan(StreamHarness.KIND, 2));
            stream.awaitStreaming(first);
            assertEquals(2, stream.ports.size());
            assertTrue(stream.ports.get(0).closed);
            assertEquals(2, stream.port().wiring.streamId());
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
