package org.framedock.driver.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.driver.DriverLimit;
import org.framedock.driver.DriverStatus;
import org.framedock.protocol.lease.RevokeReason;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.pool.Bool;
import org.framedock.protocol.pool.ConsumerHelloDecoder;
import org.framedock.protocol.pool.ConsumerHelloEncoder;
import org.framedock.protocol.pool.MessageHeaderDecoder;
import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.framedock.protocol.pool.Mode;
import org.framedock.settings.DriverSettings;
import org.framedock.settings.Pool;
import org.framedock.settings.Profile;
import org.framedock.settings.SettingsFileException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Nothing that the agent remembers grows without end")
class BoundedCollectionsTest {

    private static final int MANY = 20_000;

    private final long[] nowNs = {1};
    private final DutyClock clock = new DutyClock(() -> nowNs[0]);
    private final Tally tally = new Tally(clock, DriverLimit::defaultValue);
    private final StreamState stream = new StreamState(1, "cam1",
        new Profile("camera", 4, List.of(new Pool(1, 64))), 0, 4);

    private static DriverSettings settings(final Path directory, final String ranges) {
        try {
            return DriverSettings.parse("""
                [driver]
                %s
                [shm]
                base_dir = "%s"
                [profiles.p]
                payload_pools = [ { pool_id = 1, stride_bytes = 64 } ]
                [streams.cam1]
                stream_id = 1
                profile = "p"
                """.formatted(ranges, directory), "test", Map.of());
        } catch (final SettingsFileException e) {
            throw new AssertionError(e);
        }
    }

    /** A link to nowhere: it takes nothing. */
    private ControlLink link(final DriverSettings settings, final Path directory) {
        return new ControlLink(settings, directory.toString(), tally, new FairPoll(1, 1), 0);
    }

    private static ConsumerHelloDecoder hello(final long consumerId) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        new ConsumerHelloEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .streamId(1).consumerId(consumerId).supportsShm(Bool.TRUE).supportsProgress(Bool.FALSE)
            .mode(Mode.STREAM).maxRateHz(0).expectedLayoutVersion(1).descriptorStreamId(5).controlStreamId(6)
            .descriptorChannel("aeron:ipc").controlChannel("aeron:ipc");
        return new ConsumerHelloDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }

    @Test
    @DisplayName("hellos with invented ids are remembered only where they were given a stream, and not for ever")
    void shouldBoundConsumerStreams(@TempDir final Path directory) {
        final DriverSettings settings = settings(directory,
            "descriptor_stream_id_range = [31000, 59999]\ncontrol_stream_id_range = [60000, 60009]");
        final ConsumerStreams streams = new ConsumerStreams(settings, link(settings, directory), tally, clock);
        for (int i = 1; i <= MANY; i++) {
            streams.onHello(hello(i), i % 100);
        }
        assertEquals(DriverLimit.CONSUMER_STREAMS.defaultValue(), streams.grantCount());
        clock.update();
        nowNs[0] += TimeUnit.SECONDS.toNanos(6);
        clock.update();
        streams.expire();
        assertEquals(0, streams.grantCount());
        for (int i = 1; i <= MANY; i++) {
            streams.onHello(hello(i), 7);
        }
        assertEquals(DriverLimit.CONSUMER_STREAMS_PER_SESSION.defaultValue(), streams.grantCount());
    }

    @Test
    @DisplayName("a range that is used up costs no memory for those who get nothing")
    void shouldNotRememberDeclined(@TempDir final Path directory) {
        final DriverSettings settings = settings(directory, "descriptor_stream_id_range = [31000, 31009]");
        final ConsumerStreams streams = new ConsumerStreams(settings, link(settings, directory), tally, clock);
        for (int i = 1; i <= MANY; i++) {
            streams.onHello(hello(i), i);
        }
        assertEquals(10, streams.grantCount());
    }

    @Test
    @DisplayName("D-6 revocations that wait are bounded; the oldest are lost first, and that is counted")
    void shouldBoundRevocations(@TempDir final Path directory) {
        final Revocations revocations = new Revocations(link(settings(directory, ""), directory), tally, clock);
        final Lease lease = new Lease(1, stream, 2, Role.CONSUMER, 3, 4, 5, 6);
        for (int i = 0; i < MANY; i++) {
            revocations.publish(lease, RevokeReason.EXPIRED, "lease expired");
        }
        final int limit = DriverLimit.WAITING_REVOCATIONS.defaultValue();
        assertEquals(limit, revocations.waitingCount());
        final DriverStatus.Counters counters = tally.counters(0);
        assertEquals(MANY - limit, counters.lost());
        assertEquals(MANY - limit, counters.limited());
    }

    @Test
    @DisplayName("leases of a session are counted up and down, whatever ids they have")
    void shouldCountLeasesOfSession() {
        final LeaseTable leases = new LeaseTable(1000);
        for (int i = 0; i < MANY; i++) {
            final Lease lease = leases.add(stream, i, Role.CONSUMER, i, i, i, 0);
            assertEquals(1, leases.countOf(i));
            leases.remove(lease);
            assertEquals(0, leases.countOf(i));
        }
        assertTrue(leases.all().isEmpty());
    }

    @Test
    @DisplayName("D-16 young epochs are counted within their time and no longer, for ever")
    void shouldCountYoungEpochs() {
        long atNs = 1000;
        for (int i = 0; i < 1000; i++) {
            assertFalse(stream.hasManyYounger(400, atNs), "one in a hundred nanoseconds is not too many");
            stream.addMade(atNs);
            atNs += 100;
        }
        stream.addMade(atNs);
        assertTrue(stream.hasManyYounger(400, atNs));
        assertFalse(stream.hasManyYounger(300, atNs));
        assertFalse(stream.hasManyYounger(0, atNs));
    }

    @Test
    @DisplayName("D-3 an error text is ASCII and has at most 1024 bytes, however long its cause is")
    void shouldBoundErrorText() {
        assertEquals(1024, Responder.ascii("x".repeat(MANY)).length);
        assertEquals("stream not found?", new String(Responder.ascii("stream not found\u20AC"),
            java.nio.charset.StandardCharsets.US_ASCII));
    }
}
