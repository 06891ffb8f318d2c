package org.framedock.dock.internal;

import static org.framedock.dock.StreamDetail.NONE;
import static org.framedock.dock.StreamDetail.SOURCE_FAILED;
import static org.framedock.dock.StreamDetail.THREADS_LEFT;
import static org.framedock.dock.StreamState.FAULTED;
import static org.framedock.dock.StreamState.STARTING;
import static org.framedock.dock.StreamState.STREAMING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.framedock.source.LossCause;
import org.framedock.source.SlotReservation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Plugins that misbehave: a status line with cause and remedy, and another stream that loses no frame. */
class BadPluginTest {

    private static final long LIMIT_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final DeviceClaims claims = new DeviceClaims(() -> { });
    private final CountDownLatch pollMayReturn = new CountDownLatch(1);
    private StreamHarness stream;
    private StreamHarness other;

    @BeforeEach
    void startStreams() {
        other = StreamHarness.startBeside("other", claims);
        other.offer();
        other.awaitStreaming(null);
        stream = StreamHarness.startBeside(StreamHarness.NAME, claims);
    }

    @AfterEach
    void endStreams() {
        pollMayReturn.countDown();
        stream.close();
        final long frames = other.controller.counters().published();
        assertTrue(other.controller.counters().lost().values().stream().allMatch(lost -> lost == 0));
        assertEquals(STREAMING, other.controller.shown().state());
        other.close();
        final List<Long> published = List.copyOf(other.port().published);
        assertTrue(published.size() >= frames);
        assertEquals(published.size() - 1L, published.get(published.size() - 1), "the other stream has lost a frame");
    }

    private void assertOtherGoesOn() {
        other.awaitFrames(50);
    }

    @Test
    @DisplayName("a create that throws faults the stream in one line that says what helps")
    void shouldFaultOnThrowingCreate() {
        stream.offer(settings -> {
            throw new IllegalStateException("no native library\nat all");
        }, StreamHarness.KIND, 0);
        stream.await(FAULTED, SOURCE_FAILED);
        assertEquals("create() threw java.lang.IllegalStateException: no native library; at all; it is tried again when"
            + " its settings or its jar change, or by start cam1", stream.controller.shown().text());
        assertOtherGoesOn();
    }

    @Test
    @DisplayName("a create that returns null, or a source that throws in device(), faults the stream")
    void shouldFaultOnUselessCreate() {
        final StreamHarness.Offer offer = stream.offer(settings -> null, StreamHarness.KIND, 0);
        stream.await(FAULTED, SOURCE_FAILED);
        stream.awaitText("create() returned null");
        stream.takeAway(offer);
        stream.offer();
        stream.awaitStreaming(null);
        assertOtherGoesOn();
    }

    @Test
    @DisplayName("a start that throws faults the stream, and another version of the plugin is tried at once")
    void shouldFaultOnThrowingStart() {
        stream.factory.throwInStart = new IllegalStateException("broken");
        final StreamHarness.Offer offer = stream.offer();
        stream.await(FAULTED, SOURCE_FAILED);
        stream.awaitText("start() threw java.lang.IllegalStateException: broken; it is tried again");
        stream.takeAway(offer);
        stream.factory.throwInStart = null;
        stream.offer();
        stream.awaitStreaming(null);
        assertOtherGoesOn();
    }

    @Test
    @DisplayName("a start that does not return is told with the seconds that it has taken")
    void shouldTellOfHangingStart() {
        stream.factory.hangInStart = true;
        stream.offer();
        stream.await(STARTING, NONE);
        stream.awaitText("start() of a source of kind fake has not returned for 2 s");
        assertOtherGoesOn();
    }

    @Test
    @DisplayName("a poll that does not return is told, given up and quarantined; the stream takes another try")
    void shouldGiveUpHangingPoll() {
        stream.offer();
        final FakeSource source = stream.awaitStreaming(null);
        stream.awaitFrames(5);
        source.keepOneOpen = true;
        Await.until(() -> source.kept != null, () -> source.polls);
        source.hangInPoll = pollMayReturn;
        Await.until(
            () -> stream.controller.pollWatch().underWayNs(System.nanoTime()) > LIMIT_NS, stream.controller::shown);
        assertOtherGoesOn();
        final Thread stuck = source.pollThread;
        Await.until(() -> {
            stream.watchPoll(LIMIT_NS);
            return stream.controller.shown().state() == FAULTED;
        }, stream.controller::shown);
        stream.await(FAULTED, SOURCE_FAILED);
        stream.awaitText("poll() has not returned within ");
        stream.awaitText("thread framedock-stream-cam1-stuck-1 is left to it; it is tried again when its settings");
        assertEquals("framedock-stream-cam1-stuck-1", stuck.getName());
        assertEquals(1, stream.port().quarantines);
        assertFalse(source.stopCalled, "its poll has not returned");

        stream.controller.notes().letGo();
        final FakeSource second = stream.awaitStreaming(source);
        stream.awaitFrames(5);
        assertEquals(2, stream.controller.epoch());
        final long polls = source.polls;
        pollMayReturn.countDown();
        Await.until(() -> !stuck.isAlive(), stuck::getName);
        assertEquals(polls, source.polls, "the thread that was left to it has ended");
        assertTrue(source.refused.get() instanceof IllegalStateException, String.valueOf(source.refused.get()));
        stream.awaitFrames(5);
        assertFalse(second.stopCalled);
        assertEquals(1, stream.controller.counters().interruptions());
        assertOtherGoesOn();
    }

    @Test
    @DisplayName("a poll that has not returned for a second shows in the status")
    void shouldTellOfHangingPoll() {
        stream.offer();
        final FakeSource source = stream.awaitStreaming(null);
        source.hangInPoll = pollMayReturn;
        stream.await(STREAMING, SOURCE_FAILED);
        stream.awaitText("poll() has not returned for 1 s; it is given up soon");
        pollMayReturn.countDown();
        stream.await(STREAMING, NONE);
    }

    @Test
    @DisplayName("a thread that a source leaves running after its stop is named until it ends")
    void shouldNameThreadsLeft() {
        stream.offer();
        final FakeSource first = stream.awaitStreaming(null);
        stream.factory.leaveThread = true;
        stream.controller.notes().offer(StreamHarness.plan("text", "leaves a thread"));
        final FakeSource leaving = stream.awaitStreaming(first);
        stream.controller.notes().offer(StreamHarness.plan("text", "successor"));
        stream.factory.leaveThread = false;
        stream.awaitStreaming(leaving);
        stream.await(STREAMING, THREADS_LEFT);
        stream.awaitText("a source of kind fake of org.example.fake 1.2.3 has left the thread fake-acquisition running"
            + " after its stop");
        leaving.threadMayEnd.countDown();
        stream.await(STREAMING, NONE);
        assertOtherGoesOn();
    }

    @Test
    @DisplayName("a payload that no slot holds faults the stream and says which stride would do")
    void shouldSayWhichStrideWouldDo() {
        stream.offer();
        final FakeSource source = stream.awaitStreaming(null);
        source.payloadBytes = 1000;
        stream.await(FAULTED, SOURCE_FAILED);
        stream.awaitText("a payload of 1000 bytes fits no slot of stream cam1: 0 to 256 bytes would; a payload pool"
            + " with stride_bytes = 1024 in config/driver.toml makes room");
        assertOtherGoesOn();
    }

    @Test
    @DisplayName("a publish after stop is refused on any thread, whatever the thread does with the reservation")
    void shouldRefusePublishAfterStop() throws InterruptedException {
        stream.offer();
        final FakeSource source = stream.awaitStreaming(null);
        source.keepOneOpen = true;
        Await.until(() -> source.kept != null, () -> source.polls);
        final SlotReservation kept = source.kept;
        stream.controller.notes().offer(StreamHarness.plan("text", "successor"));
        stream.awaitStreaming(source);
        final AtomicReference<Throwable> refused = new AtomicReference<>();
        final Thread leftOver = new Thread(() -> {
            try {
                kept.abandon(LossCause.INCOMPLETE);
            } catch (final IllegalStateException expected) {
                refused.set(expected);
            }
        });
        leftOver.start();
        leftOver.join();
        assertTrue(String.valueOf(refused.get()).contains("not lent any more: the source has been stopped"));
        stream.awaitFrames(5);
        assertOtherGoesOn();
    }
}
