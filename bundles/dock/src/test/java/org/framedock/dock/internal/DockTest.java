package org.framedock.dock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.dock.StreamDetail;
import org.framedock.dock.StreamFeed;
import org.framedock.dock.StreamState;
import org.framedock.source.FrameSourceFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;

class DockTest {

    private static final String PAUSE_US = "500";

    private final FakeFactory factory = new FakeFactory();

    @Test
    @DisplayName("a consumer outlives source and service: no bad byte, no gap, no remap, same epoch")
    void shouldFeedConsumerThroughSourcesThatComeAndGo() throws Exception {
        try (DockScene scene = new DockScene(StreamHarness.FAST)) {
            scene.configure("cam1", "pause_us", PAUSE_US);
            scene.await(StreamState.IDLE, StreamDetail.SOURCE_MISSING);
            try (DockScene.Reader reader = scene.reader()) {
                final ServiceRegistration<FrameSourceFactory> offer = scene.offer(factory);
                scene.await(StreamState.STREAMING, StreamDetail.NONE);
                reader.awaitFrames(100);
                final long gaps = reader.gaps;
                final long epoch = scene.status().epoch();
                offer.unregister();
                assertTrue(factory.newest().stopped, "the unregistering event waits for the source");
                final long published = scene.status().framesPublished();
                scene.await(StreamState.IDLE, StreamDetail.SOURCE_MISSING);
                assertEquals(published, scene.status().framesPublished());
                assertEquals(1, scene.producerLeases().size(), "the lease is kept");

                scene.offer(factory);
                scene.await(StreamState.STREAMING, StreamDetail.NONE);
                reader.awaitFrames(100);
                scene.configure("cam1", "pause_us", PAUSE_US, "text", "edited");
                Await.until(() -> scene.status().text().equals("edited"), scene::status);
                reader.awaitFrames(100);
                scene.configure("cam1", "pause_us", "soon");
                scene.await(StreamState.STREAMING, StreamDetail.WRONG_SETTINGS);
                reader.awaitFrames(100);
                assertEquals(epoch, scene.status().epoch());
                assertEquals(0, reader.bad);
                assertEquals(gaps, reader.gaps, "sequences go on where they ended");
                assertEquals(10_001, scene.status().streamId());
                Await.until(() -> reader.lastSequence >= scene.status().sequence() - 64, scene::status);
            }
        }
    }

    @Test
    @DisplayName("an operator sees what feeds a stream, whether it is what is wanted, and what stands in its way")
    void shouldTellWhatFeedsStream() throws Exception {
        try (DockScene scene = new DockScene(StreamHarness.FAST)) {
            scene.configure("cam1", "pause_us", PAUSE_US);
            scene.offer(factory);
            scene.await(StreamState.STREAMING, StreamDetail.NONE);
            scene.awaitFrames(5);
            Await.until(() -> scene.feed().isSettled() && scene.feed().isInForce() && scene.feed().payloadBytes() > 0
                && scene.feed().slotCount() > 0, scene::feed);
            final StreamFeed feed = scene.feed();
            assertEquals(feed.wantedKind(), feed.kind());
            assertEquals("", feed.objection());
            assertFalse(feed.isSwapped());
            assertFalse(feed.elementType().isEmpty());
            assertTrue(feed.openSlots() <= feed.mostOpenSlots(), feed::toString);
            assertEquals(feed.kind(), scene.dock.offers().get(0).kind());
            assertEquals(1, scene.dock.offers().get(0).users());
            assertNull(scene.dock.devices(feed.kind()), "a kind without devices");
            assertNull(scene.dock.devices("nosuch"));

            assertTrue(scene.dock.swap("cam1", feed.kind(), Map.of("pause_us", "soon")));
            Await.until(() -> !scene.feed().objection().isEmpty(), scene::feed);
            assertTrue(scene.feed().isSwapped());
            assertFalse(scene.feed().isInForce());
            assertTrue(scene.dock.swap("cam1", feed.kind(), Map.of()));
            Await.until(() -> scene.feed().isInForce() && scene.feed().objection().isEmpty(), scene::feed);
            scene.await(StreamState.STREAMING, StreamDetail.NONE);
        }
    }

    @Test
    @DisplayName("a configuration that is deleted stops its source and gives its lease back")
    void shouldGiveLeaseBack() throws Exception {
        try (DockScene scene = new DockScene(StreamHarness.FAST)) {
            final Configuration configuration = scene.configure("cam1", "pause_us", PAUSE_US);
            scene.offer(factory);
            scene.await(StreamState.STREAMING, StreamDetail.NONE);
            configuration.delete();
            Await.until(() -> scene.dock.streams().isEmpty(), scene::status);
            Await.until(() -> scene.producerLeases().isEmpty(), scene::producerLeases);
            assertTrue(factory.newest().stopped);
        }
    }

    @Test
    @DisplayName("D-19 a driver that goes and comes back is found again without the source's settings being touched")
    void shouldSurviveDriverRestart() throws Exception {
        try (DockScene scene = new DockScene(StreamHarness.FAST)) {
            scene.configure("cam1", "pause_us", PAUSE_US);
            scene.offer(factory);
            scene.await(StreamState.STREAMING, StreamDetail.NONE);
            final FakeSource first = factory.newest();
            final long epoch = scene.status().epoch();
            scene.closeDriver();
            scene.await(StreamState.RECONNECTING, StreamDetail.LEASE_LOST);
            scene.launchDriver();
            scene.await(StreamState.STREAMING, StreamDetail.NONE);
            scene.awaitFrames(20);
            assertTrue(first.stopped);
            assertTrue(scene.status().epoch() > epoch, scene.status()::toString);
        }
    }

    @Test
    @DisplayName("a source that hangs in stop may go on writing into its old memory while its successor delivers")
    void shouldLeaveMemoryToHangingSource() throws Exception {
        final Timings impatient = new Timings(
            TimeUnit.MILLISECONDS.toNanos(200), TimeUnit.MILLISECONDS.toNanos(200), 1_000_000, 50_000_000,
            TimeUnit.SECONDS.toNanos(1));
        try (DockScene scene = new DockScene(impatient); DockScene.Reader reader = scene.reader()) {
            scene.configure("cam1", "pause_us", PAUSE_US);
            factory.hangInNextStop = true;
            scene.offer(factory);
            scene.await(StreamState.STREAMING, StreamDetail.NONE);
            final FakeSource first = factory.newest();
            reader.awaitFrames(10);
            first.keepOneOpen = true;
            Await.until(() -> first.kept != null, scene::status);
            final UnsafeBuffer stray = new UnsafeBuffer(first.kept.address(), first.kept.capacity());

            scene.configure("cam1", "pause_us", PAUSE_US, "text", "successor");
            scene.await(StreamState.STREAMING, StreamDetail.QUARANTINED);
            Await.until(() -> factory.newest() != first && factory.newest().polls > 0, scene::status);
            for (int i = 0; i < 100; i++) {
                stray.setMemory(0, stray.capacity(), (byte)i);
                reader.awaitFrames(1);
            }
            assertEquals(0, reader.bad);
            first.stopMayReturn.countDown();
        }
    }

    @Test
    @DisplayName("the dock ends within 3 s though a source hangs; its threads end and its lease goes back")
    void shouldEndInTime() throws Exception {
        try (DockScene scene = new DockScene(Timings.withStopTimeoutMs(5_000))) {
            scene.configure("cam1", "pause_us", PAUSE_US);
            factory.hangInNextStop = true;
            scene.offer(factory);
            scene.await(StreamState.STREAMING, StreamDetail.NONE);
            final FakeSource source = factory.newest();
            final long beganNs = System.nanoTime();
            scene.closeDock();
            final long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs);
            assertTrue(tookMs < 3_000, tookMs + " ms");
            assertFalse(source.pollThread.isAlive());
            Await.until(() -> scene.producerLeases().isEmpty(), scene::producerLeases);
            source.stopMayReturn.countDown();
            Await.until(() -> !source.stopThread.isAlive(), source.stopThread::getName);
        }
    }

    @Test
    @DisplayName("100,000 frames by way of dock and client allocate nothing on the stream's thread")
    void shouldNotAllocatePerFrame() throws Exception {
        try (DockScene scene = new DockScene(StreamHarness.FAST)) {
            scene.configure("cam1");
            scene.offer(factory);
            scene.await(StreamState.STREAMING, StreamDetail.NONE);
            scene.awaitFrames(200_000);
            final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
            final long id = factory.newest().pollThread.getId();
            final long framesBefore = scene.status().framesPublished();
            final long before = threads.getThreadAllocatedBytes(id);
            scene.awaitFrames(100_000);
            final long allocated = threads.getThreadAllocatedBytes(id) - before;
            final long frames = scene.status().framesPublished() - framesBefore;
            // Keepalives and announces allocate a little by time; a byte per frame would already be 100,000.
            assertTrue(allocated < frames / 10, allocated + " bytes in " + frames + " frames");
        }
    }
}
