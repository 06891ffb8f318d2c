package org.framedock.operator.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.framedock.deploy.DeployedFile;
import org.framedock.dock.StreamDetail;
import org.framedock.dock.StreamState;
import org.framedock.driver.DriverStatus;
import org.framedock.operator.Await;
import org.framedock.operator.DeviceView;
import org.framedock.operator.EventView;
import org.framedock.operator.FakeDock;
import org.framedock.operator.Health;
import org.framedock.operator.ProcessView;
import org.framedock.operator.Snapshot;
import org.framedock.operator.StreamView;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final ProcessView PROCESS =
        new ProcessView(1, ProcessView.Kind.CONTAINER, "/home", 0, 0, "0.1.0", "17");
    private final FakeDock dock = new FakeDock();
    private final AtomicReference<DriverStatus.Snapshot> driver = new AtomicReference<>(running());
    private final AtomicReference<List<DeployedFile>> files = new AtomicReference<>(List.of());

    private static DriverStatus.Snapshot running() {
        return new DriverStatus.Snapshot("driver-01", DriverStatus.State.RUNNING, "", 5, List.of(
            new DriverStatus.Stream(10_001, "front", 7, 42, 1, 64, List.of(new DriverStatus.Pool(1, 64, 4096),
                new DriverStatus.Pool(2, 64, 1_310_720), new DriverStatus.Pool(3, 64, 16_777_216)), ""),
            new DriverStatus.Stream(10_002, "outer", 8, 43, 0, 8, List.of(), ""),
            new DriverStatus.Stream(10_003, "spare", 0, 0, 0, 8, List.of(), "")),
            List.of(new DriverStatus.Lease(9, 10_001, 42, DriverStatus.Role.PRODUCER, 3, 1, 0)),
            DriverStatus.Counters.NONE, List.of());
    }

    private Watch watch() {
        return new Watch(new Services(() -> dock, () -> () -> driver.get(), () -> () -> files.get()), PROCESS);
    }

    @Test
    @DisplayName("a stream has what dock and driver know of it; those of other programs and of nobody are there, too")
    void shouldPutStreamsTogether() {
        try (Watch watch = watch()) {
            final Snapshot snapshot = watch.snapshot();
            final StreamView cam1 = snapshot.stream("cam1");
            assertEquals("UINT8 640x1024 Mono8", cam1.format());
            assertEquals("org.example 1.0.0", cam1.bundle());
            assertEquals(List.of(-1.0, 0.5, -1.0),
                cam1.pools().stream().map(StreamView.PoolView::fill).toList());
            assertEquals(42, cam1.producerClientId());
            assertEquals(1, cam1.consumers());
            assertEquals(StreamView.EXTERNAL, snapshot.stream("outer").state());
            assertEquals(StreamView.UNFED, snapshot.stream("spare").state());
            assertEquals("front", snapshot.leases().get(0).stream());
            assertEquals(new Health(Health.Level.READY, List.of()), snapshot.health());
        }
    }

    @Test
    @DisplayName("the rate is that of the frames that went out")
    void shouldMeasureRate() throws Exception {
        try (Watch watch = watch()) {
            Await.until("a rate", () -> {
                dock.frames += 1;
                return watch.snapshot().stream("cam1").framesPerSecond() > 0;
            });
            Await.until("its size", () -> watch.snapshot().stream("cam1").mebibytesPerSecond() > 0);
        }
    }

    @Test
    @DisplayName("what is not fine makes it DEGRADED with a remedy, and an event; a loss is told once a second at most")
    void shouldTellWhatIsNotFine() throws Exception {
        try (Watch watch = watch()) {
            dock.state = StreamState.FAULTED;
            dock.detail = StreamDetail.WRONG_SETTINGS;
            dock.text = "gain = x is not accepted";
            files.set(List.of(new DeployedFile("deploy/a.jar", "", "", DeployedFile.State.REFUSED, "no jar")));
            Await.until("two reasons", () -> watch.snapshot().health().reasons().size() == 2);
            final Health health = watch.snapshot().health();
            assertEquals(Health.Level.DEGRADED, health.level());
            assertEquals("stream cam1", health.reasons().get(0).subject());
            assertTrue(health.reasons().get(0).remedy().contains("config/streams/cam1.cfg"));
            dock.dropped = 10;
            Await.until("a loss", () -> {
                dock.dropped += 1;
                return watch.snapshot().events().stream().anyMatch(event -> event.kind() == EventView.Kind.LOSS);
            });
            final long losses = watch.snapshot().events().stream()
                .filter(event -> event.kind() == EventView.Kind.LOSS).count();
            assertEquals(1, losses);
            assertTrue(watch.snapshot().events().stream().anyMatch(event -> event.kind() == EventView.Kind.STREAM
                && event.text().equals("FAULTED (WRONG_SETTINGS): gain = x is not accepted")));
        }
    }

    @Test
    @DisplayName("on its way up it is LIVE; stopped by an operator it is still READY")
    void shouldTellLiveFromReady() throws Exception {
        try (Watch watch = watch()) {
            driver.set(DriverStatus.Snapshot.of("d", DriverStatus.State.STARTING, "reading"));
            Await.until("LIVE", () -> watch.snapshot().health().level() == Health.Level.LIVE);
            driver.set(running());
            dock.state = StreamState.IDLE;
            dock.detail = StreamDetail.STOPPED_BY_OPERATOR;
            Await.until("READY", () -> watch.snapshot().health().level() == Health.Level.READY);
        }
    }

    @Test
    @DisplayName("devices are looked for when asked, with who uses them; a kind that cannot look says why")
    void shouldFindDevices() throws Exception {
        try (Watch watch = watch()) {
            assertEquals(List.of("dev:1", "other:9"),
                watch.snapshot().devices().stream().map(DeviceView::key).toList());
            watch.findDevices();
            Await.until("an answer", () -> watch.snapshot().devicesAskedMs() > 0);
            assertEquals(List.of(new DeviceView("broken", "", "", "", "", "no library"),
                new DeviceView("pattern", "one", "dev:1", "Vendor One", "cam1", ""),
                new DeviceView("pattern", "two", "dev:2", "Vendor Two", "", ""),
                new DeviceView("other", "", "other:9", "", "cam9", "")), watch.snapshot().devices());
        }
    }

    @Test
    @DisplayName("events are the last two hundred")
    void shouldBoundEvents() {
        final EventRing ring = new EventRing();
        for (int i = 0; i < 1_000; i++) {
            ring.add(i, EventView.Kind.LOSS, "cam1", "lost " + i);
        }
        assertEquals(Snapshot.MOST_EVENTS, ring.list().size());
        assertEquals("lost 999", ring.list().get(Snapshot.MOST_EVENTS - 1).text());
    }

    @Test
    @DisplayName("a service that fails when it is asked leaves the last snapshot and ends nothing")
    void shouldOutliveFailures() throws Exception {
        final boolean[] fails = {true};
        final Services services = new Services(() -> {
            if (fails[0]) {
                throw new IllegalStateException("going");
            }
            return dock;
        }, () -> () -> driver.get(), () -> null);
        try (Watch watch = new Watch(services, PROCESS)) {
            assertEquals(Health.Level.LIVE, watch.snapshot().health().level());
            fails[0] = false;
            Await.until("the stream", () -> watch.snapshot().stream("cam1") != null);
        }
    }
}
