package org.framedock.dock.internal;

import static org.framedock.dock.StreamDetail.DEVICE_UNAVAILABLE;
import static org.framedock.dock.StreamDetail.NONE;
import static org.framedock.dock.StreamDetail.QUARANTINED;
import static org.framedock.dock.StreamDetail.SOURCE_FAILED;
import static org.framedock.dock.StreamDetail.WRONG_SETTINGS;
import static org.framedock.dock.StreamState.RECONNECTING;
import static org.framedock.dock.StreamState.STREAMING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.framedock.client.Metadata;
import org.framedock.source.SourceMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One source takes another one's place on a stream that goes on. */
class SwapTest {

    private static final String OTHER = "other";
    private static final Timings IMPATIENT = new Timings(
        TimeUnit.MILLISECONDS.toNanos(100), TimeUnit.MILLISECONDS.toNanos(100),
        TimeUnit.MILLISECONDS.toNanos(2), TimeUnit.MILLISECONDS.toNanos(50),
        TimeUnit.SECONDS.toNanos(1));

    private final FakeFactory other = new FakeFactory();
    private StreamHarness stream;
    private FakeSource first;

    @BeforeEach
    void startStream() {
        startStream(StreamHarness.FAST);
    }

    private void startStream(final Timings timings) {
        stream = StreamHarness.start(timings);
        stream.offer(other, OTHER, 0);
        stream.offer();
        first = stream.awaitStreaming(null);
        stream.awaitFrames(5);
    }

    @AfterEach
    void endStream() {
        other.startMayReturn.countDown();
        stream.close();
    }

    private FakeSource awaitOther() {
        Await.until(() -> other.newest() != null && other.newest().polls > 0, stream.controller::shown);
        stream.await(STREAMING, NONE);
        return other.newest();
    }

    private void swapToOther() {
        stream.controller.notes().offer(StreamHarness.plan(OTHER, 1));
    }

    private void assertNoGap() {
        final List<Long> published = List.copyOf(stream.port().published);
        assertEquals(published.size() - 1L, published.get(published.size() - 1), "every sequence once, no gap");
        assertEquals(1, stream.controller.epoch());
        assertEquals(1, stream.ports.size());
    }

    @Test
    @DisplayName("the former source delivers until the next one has started, however long that takes")
    void shouldStartBeside() {
        other.hangInStart = true;
        swapToOther();
        Await.until(() -> other.starts.get() == 1, stream.controller::shown);
        stream.awaitFrames(100);
        stream.awaitText("starting a source of kind other");
        assertFalse(first.stopCalled);
        assertEquals(0, other.newest().polls);
        other.startMayReturn.countDown();
        final FakeSource second = awaitOther();
        stream.awaitFrames(20);
        assertTrue(first.stopped);
        assertEquals(0, first.pollsAfterStop);
        assertNotSame(first.stopThread, second.startThread);
        assertNoGap();
    }

    @Test
    @DisplayName("a reservation that the former source left open is withdrawn, and its sequence goes to the next one")
    void shouldHandOverOpenReservation() {
        first.keepOneOpen = true;
        Await.until(() -> first.kept != null, () -> first.polls);
        final long kept = first.kept.sequence();
        swapToOther();
        awaitOther();
        stream.awaitFrames(20);
        assertTrue(stream.port().published.contains(kept));
        assertThrows(IllegalStateException.class, () -> first.kept.address());
        assertNoGap();
    }

    @Test
    @DisplayName("two sources of one device are not started at once: the former one is stopped before")
    void shouldStopFirstForSameDevice() {
        other.device = "fake:1";
        stream.factory.device = "fake:1";
        stream.controller.notes().offer(StreamHarness.plan("text", "has the device"));
        final FakeSource holder = stream.awaitStreaming(first);
        other.hangInStart = true;
        swapToOther();
        Await.until(() -> other.starts.get() == 1, stream.controller::shown);
        assertTrue(holder.stopped);
        other.startMayReturn.countDown();
        awaitOther();
        stream.awaitFrames(5);
        assertNoGap();
    }

    @Test
    @DisplayName("a key that ends in * may mean the device of the former source, which is stopped before")
    void shouldStopFirstForSomeDevice() {
        assertTrue(DeviceClaims.mayBeSame("fake:*", "fake:7"));
        assertTrue(DeviceClaims.mayBeSame("fake:7", "fake:*"));
        assertTrue(DeviceClaims.mayBeSame("fake:7", "fake:7"));
        assertFalse(DeviceClaims.mayBeSame("fake:7", "fake:8"));
        assertFalse(DeviceClaims.mayBeSame("fake:*", "aravis:7"));
        assertFalse(DeviceClaims.mayBeSame(null, null));
        assertFalse(DeviceClaims.mayBeSame("fake:7", null));
    }

    @Test
    @DisplayName("a source that was stopped to make room is put back if the next one does not start")
    void shouldPutBack() {
        other.device = "fake:1";
        stream.factory.device = "fake:1";
        stream.controller.notes().offer(StreamHarness.plan("text", "has the device"));
        final FakeSource holder = stream.awaitStreaming(first);
        other.refuseInStart = "gain = 99 is not accepted: this camera has 0 to 24";
        swapToOther();
        stream.await(STREAMING, WRONG_SETTINGS);
        stream.awaitText("gain = 99");
        final FakeSource back = stream.awaitStreaming(holder);
        assertEquals("has the device", back.text);
        stream.awaitFrames(20);
        assertEquals(1, other.starts.get());

        other.refuseInStart = null;
        other.deviceMissing = true;
        stream.controller.notes().letGo();
        stream.await(STREAMING, DEVICE_UNAVAILABLE);
        stream.awaitText("a source of kind other does not start: no camera with the serial number 7; what it was to"
            + " replace was put back, start cam1 tries again");
        stream.awaitStreaming(back);
        stream.awaitFrames(100);
        assertEquals(2, other.starts.get(), "it is not tried again and again, since each try costs frames");
        other.deviceMissing = false;
        stream.controller.notes().letGo();
        awaitOther();
        assertNoGap();
    }

    @Test
    @DisplayName("a device that is not there leaves the former source running, and is swapped to when it comes")
    void shouldKeepRunningUntilDeviceComes() {
        other.deviceMissing = true;
        swapToOther();
        stream.await(STREAMING, DEVICE_UNAVAILABLE);
        stream.awaitText("a source of kind other does not start: no camera with the serial number 7; it is"
            + " tried again");
        Await.until(() -> other.starts.get() >= 3, () -> other.starts.get());
        stream.awaitFrames(20);
        assertFalse(first.stopCalled);
        other.deviceMissing = false;
        awaitOther();
        assertTrue(first.stopped);
        assertNoGap();
    }

    @Test
    @DisplayName("a next source that throws, or refuses a setting, leaves the former one running")
    void shouldKeepRunningIfNextFails() {
        other.throwInStart = new IllegalStateException("broken");
        swapToOther();
        stream.await(STREAMING, SOURCE_FAILED);
        stream.awaitText("start() threw java.lang.IllegalStateException: broken");
        other.throwInStart = null;
        other.refuseInStart = "gain = 99 is not accepted";
        stream.controller.notes().letGo();
        stream.await(STREAMING, WRONG_SETTINGS);
        stream.awaitFrames(20);
        assertFalse(first.stopCalled);
        assertNoGap();
    }

    @Test
    @DisplayName("a next source whose start hangs is given up when it is not wanted any more; the former one goes on")
    void shouldGiveUpHangingNext() {
        stream.close();
        startStream(IMPATIENT);
        other.hangInStart = true;
        swapToOther();
        Await.until(() -> other.starts.get() == 1, stream.controller::shown);
        final FakeSource stuck = other.newest();
        stream.controller.notes().offer(StreamHarness.plan());
        Await.until(() -> stuck.startThread.getName().endsWith("-stuck-1"), stuck.startThread::getName);
        stream.awaitText("start() has not returned");
        stream.awaitFrames(20);
        assertFalse(first.stopCalled);
        assertEquals(0, stream.port().quarantines, "it never had a slot to write into");
        other.startMayReturn.countDown();
        Await.until(() -> stuck.stopped, stuck.startThread::getName);
        assertNoGap();
    }

    @Test
    @DisplayName("a former source that does not stop is quarantined, and the next one is started anew on other memory")
    void shouldQuarantineFormer() {
        stream.close();
        startStream(IMPATIENT);
        first.hangInStop = true;
        swapToOther();
        Await.until(() -> other.newest() != null && other.newest().polls > 0, stream.controller::shown);
        stream.await(STREAMING, QUARANTINED);
        stream.awaitFrames(5);
        assertEquals(2, other.made.size());
        assertTrue(other.made.get(0).stopped);
        assertEquals(0, other.made.get(0).polls);
        assertEquals(1, stream.port().quarantines);
        assertEquals(2, stream.controller.epoch());
        first.stopMayReturn.countDown();
    }

    @Test
    @DisplayName("a lease that is lost while the next source starts: both end, and another starts anew")
    void shouldSwapThoughLeaseIsLost() {
        other.hangInStart = true;
        swapToOther();
        Await.until(() -> other.starts.get() == 1, stream.controller::shown);
        stream.port().revokeOnce = true;
        Await.until(() -> first.stopped, stream.controller::shown);
        other.hangInStart = false;
        other.startMayReturn.countDown();
        awaitOther();
        assertEquals(2, other.made.size());
        assertEquals(0, other.made.get(0).polls);
        assertTrue(other.made.get(0).stopped);
        assertEquals(2, stream.controller.epoch());
    }

    @Test
    @DisplayName("a stream whose device another stream uses waits, names that stream, and starts when it is free")
    void shouldNameStreamThatHasDevice() {
        final List<StreamHarness> streams = new ArrayList<>();
        final DeviceClaims claims = new DeviceClaims(() -> streams.forEach(StreamHarness::wakeUp));
        try (StreamHarness front = StreamHarness.startBeside("front", claims);
            StreamHarness back = StreamHarness.startBeside("back", claims)) {
            streams.addAll(List.of(front, back));
            front.factory.device = "fake:7";
            back.factory.device = "fake:7";
            front.offer();
            final FakeSource source = front.awaitStreaming(null);
            back.offer();
            back.await(RECONNECTING, DEVICE_UNAVAILABLE);
            assertEquals("device fake:7 is used by stream front: one of the two has to name another device, or be"
                + " stopped", back.controller.shown().text());
            front.awaitFrames(20);
            assertEquals(0, back.factory.starts.get());
            assertFalse(source.stopCalled);
            front.controller.notes().hold();
            back.awaitStreaming(null);
            front.controller.notes().letGo();
            front.await(RECONNECTING, DEVICE_UNAVAILABLE);
        }
    }

    @Test
    @DisplayName("W-28 frames name the metadata of their source; one that says nothing is named by its kind")
    void shouldNameMetadata() {
        assertEquals(List.of(Metadata.builder(StreamHarness.KIND, "org.example.fake 1.2.3").build()),
            List.copyOf(stream.port().metadata));
        other.metadata = SourceMetadata.builder("Camera", "serial 7").number("Width", 640, "px").build();
        other.hangInStart = true;
        swapToOther();
        Await.until(() -> other.starts.get() == 1, stream.controller::shown);
        other.startMayReturn.countDown();
        final FakeSource second = awaitOther();
        assertEquals(
            Metadata.builder("Camera", "serial 7").text("Width", "640").text("Width.unit", "px").build(),
            stream.port().metadata.get(1));
        final SourceMetadata changed = SourceMetadata.builder("Camera", "serial 7").number("Width", 320, "px").build();
        second.sayInPoll = changed;
        Await.until(() -> stream.port().metadata.size() == 3, () -> stream.port().metadata);
        assertEquals(MetadataMapping.of(changed), stream.port().metadata.get(2));
        assertThrows(IllegalStateException.class, () -> second.context.metadata(changed), "not on this thread");
        assertEquals("t?te", MetadataMapping.of(SourceMetadata.builder("t\u00EAte", "").build()).name());
    }
}
