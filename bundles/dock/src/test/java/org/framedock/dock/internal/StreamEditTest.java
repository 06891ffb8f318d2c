package org.framedock.dock.internal;

import static org.framedock.dock.StreamDetail.NONE;
import static org.framedock.dock.StreamDetail.SOURCE_MISSING;
import static org.framedock.dock.StreamDetail.WRONG_SETTINGS;
import static org.framedock.dock.StreamState.FAULTED;
import static org.framedock.dock.StreamState.STREAMING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Edits of a stream's configuration while it runs, right ones and wrong ones. */
class StreamEditTest {

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
}
