package org.framedock.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.framedock.deploy.DeployedFile;
import org.framedock.dock.Dock;
import org.framedock.dock.FrameLoss;
import org.framedock.dock.StreamDetail;
import org.framedock.dock.StreamState;
import org.framedock.dock.StreamStatus;
import org.framedock.driver.DriverStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VerbsTest {

    private final Verbs verbs = new Verbs();

    @Test
    @DisplayName("a verb whose service is missing says which bundle is not active")
    void shouldWorkWithoutServices() {
        assertEquals("not available: bundle org.framedock.dock is not active", verbs.streams());
        assertEquals("not available: bundle org.framedock.dock is not active", verbs.start("cam1"));
        assertEquals("not available: bundle org.framedock.dock is not active", verbs.stop("cam1"));
        assertEquals("not available: bundle org.framedock.dock is not active", verbs.swap("cam1", "pattern"));
        assertEquals("not available: bundle org.framedock.driver is not active", verbs.leases());
        assertEquals("not available: bundle org.framedock.deploy is not active", verbs.deployed());
    }

    @Test
    @DisplayName("streams: one line a stream, losses by cause")
    void shouldShowStreams() {
        final FakeDock dock = new FakeDock();
        verbs.dock = dock;
        assertTrue(verbs.streams().startsWith("no stream is configured"));
        dock.streams.add(status("cam1", StreamState.STREAMING, StreamDetail.NONE, "Mono8", 12, 3));
        dock.streams.add(status("front", StreamState.FAULTED, StreamDetail.WRONG_SETTINGS, "gain", -1, 0));
        assertEquals(List.of(
            "NAME   STREAM       SOURCE   STATE                     EPOCH  SEQUENCE  FRAMES  "
                + "LOST                                       TEXT",
            "cam1   cam1=10001   pattern  STREAMING                 7      12        13      "
                + "3 device_dropped, 1 interruption of 1.5 s  Mono8",
            "front  front=10001  pattern  FAULTED (WRONG_SETTINGS)  7      -         0       "
                + "0                                          gain"),
            verbs.streams().lines().toList());
    }

    @Test
    @DisplayName("start and stop reach the dock; an unknown name is answered with those that there are")
    void shouldStartAndStop() {
        final FakeDock dock = new FakeDock();
        dock.streams.add(status("cam1", StreamState.STREAMING, StreamDetail.NONE, "", 0, 0));
        verbs.dock = dock;
        assertTrue(verbs.stop("cam1").startsWith("stream cam1 is being stopped"));
        assertTrue(verbs.start("cam1").startsWith("stream cam1 may run"));
        assertEquals("there is no stream cam7: it has to be one of cam1", verbs.start("cam7"));
        assertEquals(List.of("stop cam1", "start cam1"), dock.calls);
    }

    @Test
    @DisplayName("swap reaches the dock with its settings; a setting without a value is refused")
    void shouldSwap() {
        final FakeDock dock = new FakeDock();
        dock.streams.add(status("cam1", StreamState.STREAMING, StreamDetail.NONE, "", 0, 0));
        verbs.dock = dock;
        assertTrue(verbs.swap("cam1", "replay").startsWith("stream cam1 is being swapped to replay"));
        assertTrue(verbs.swap("cam1", "replay", "folder=/a=b", "rate_hz=5").startsWith("stream cam1 is being"));
        assertEquals("setting loop is not accepted: it has to be key=value, as in rate_hz=100",
            verbs.swap("cam1", "replay", "loop"));
        assertEquals("there is no stream cam7: it has to be one of cam1", verbs.swap("cam7", "replay"));
        assertEquals(
            List.of("swap replay {} cam1", "swap replay {folder=/a=b, rate_hz=5} cam1"), dock.calls);
    }

    @Test
    @DisplayName("leases: the driver's state, then one line a lease")
    void shouldShowLeases() {
        verbs.driver = () -> DriverStatus.Snapshot.of("driver-01", DriverStatus.State.FAULTED, "no settings");
        assertEquals("driver driver-01 FAULTED: no settings\nno lease is held", verbs.leases());
        verbs.driver = () -> new DriverStatus.Snapshot(
            "driver-01", DriverStatus.State.RUNNING, "", 1,
            List.of(new DriverStatus.Stream(10_001, "cam1", 7, 42, 0, 64, List.of(), "")),
            List.of(new DriverStatus.Lease(
                -1, 10_001, 42, DriverStatus.Role.PRODUCER, 12_340_000_000L, 600_000_000L, 3)),
            DriverStatus.Counters.NONE, List.of());
        assertEquals("""
            driver driver-01 RUNNING
            LEASE                 STREAM      ROLE      CLIENT  NODE  HELD    KEEPALIVE
            18446744073709551615  cam1=10001  PRODUCER  42      3     12.3 s  0.6 s ago""", verbs.leases());
    }

    @Test
    @DisplayName("deployed: one line a file, with the reason of a refusal")
    void shouldShowFiles() {
        verbs.deploy = List::of;
        assertEquals("deploy/ and config/streams/ are empty", verbs.deployed());
        verbs.deploy = () -> List.of(
            new DeployedFile("deploy/a.jar", "org.example.a", "1.0.0", DeployedFile.State.ACTIVE, ""),
            new DeployedFile("deploy/broken.jar", "", "", DeployedFile.State.REFUSED, "it is no jar"));
        assertEquals("""
            FILE               NAME           VERSION  STATE    REASON
            deploy/a.jar       org.example.a  1.0.0    ACTIVE
            deploy/broken.jar  -              -        REFUSED  it is no jar""", verbs.deployed());
    }

    private static StreamStatus status(
        final String name, final StreamState state, final StreamDetail detail, final String text, final long sequence,
        final long dropped) {
        final Map<FrameLoss, Long> lost = new EnumMap<>(FrameLoss.class);
        for (final FrameLoss cause : FrameLoss.values()) {
            lost.put(cause, cause == FrameLoss.DEVICE_DROPPED ? dropped : 0L);
        }
        return new StreamStatus(
            name, name, 10_001, "pattern", state, detail, text, sequence + 1, lost, dropped / 3,
            dropped * 500_000_000, 0, 7, sequence);
    }

    private static final class FakeDock implements Dock {

        private final List<StreamStatus> streams = new ArrayList<>();
        private final List<String> calls = new ArrayList<>();

        @Override
        public List<StreamStatus> streams() {
            return streams;
        }

        @Override
        public boolean start(final String name) {
            return call("start", name);
        }

        @Override
        public boolean stop(final String name) {
            return call("stop", name);
        }

        @Override
        public boolean swap(final String name, final String kind, final Map<String, String> settings) {
            return call("swap " + kind + " " + settings, name);
        }

        private boolean call(final String verb, final String name) {
            final boolean known = streams.stream().anyMatch(stream -> stream.name().equals(name));
            if (known) {
                calls.add(verb + " " + name);
            }
            return known;
        }
    }
}
