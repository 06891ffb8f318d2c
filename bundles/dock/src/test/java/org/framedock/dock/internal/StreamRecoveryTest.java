package org.framedock.dock.internal;

import static org.framedock.dock.StreamDetail.DEVICE_UNAVAILABLE;
import static org.framedock.dock.StreamDetail.LEASE_LOST;
import static org.framedock.dock.StreamDetail.NONE;
import static org.framedock.dock.StreamState.RECONNECTING;
import static org.framedock.dock.StreamState.STREAMING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Devices and leases that are lost and come back. */
class StreamRecoveryTest {

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
            TimeUnit.MILLISECONDS.toNanos(20), TimeUnit.MILLISECONDS.toNanos(80),
            TimeUnit.SECONDS.toNanos(1));
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
}
