package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.driver.RawClient.AttachResponse;
import org.framedock.driver.RawClient.Revoked;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.MessageMutator;
import org.framedock.protocol.Schemas;
import org.framedock.protocol.SeedMessages;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.lease.ShmAttachRequestDecoder;
import org.framedock.protocol.lease.ShmDetachRequestDecoder;
import org.framedock.protocol.lease.ShmDetachRequestEncoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Damaged messages of every template, through Aeron, to a real agent whose time is the test's. The seed is printed;
 * {@code -Dframedock.fuzz.seed} repeats a run and {@code -Dframedock.fuzz.messages} says how long it is.
 */
@DisplayName("Whatever comes on the control stream does the driver no harm")
class ControlPlaneFuzzTest extends DriverTestBase {

    private static final int MESSAGES = Integer.getInteger("framedock.fuzz.messages", 25_000);
    private static final int MESSAGES_OF_ROUND_TRIP = 1_000;
    private static final int MAX_BATCH = 80;
    private static final int BODY = MessageCheck.HEADER_BYTES;
    /** Time goes by while messages come, so that leases of nobody expire, and epochs rise and are cleaned up. */
    private static final long MESSAGE_NS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long KEEPALIVE_NS = TimeUnit.MILLISECONDS.toNanos(300);
    /** A cycle of 64 messages may log, describe some hundred leases and make files, and nothing of megabytes. */
    private static final long MAX_CYCLE_BYTES = 1 << 20;
    private static final long MAX_MESSAGE_BYTES = 8192;
    private static final long GOOD_PRODUCER = 0x7FFF_0001L;
    private static final long GOOD_CONSUMER = 0x7FFF_0002L;

    private final long seed = Long.getLong("framedock.fuzz.seed", System.nanoTime());
    private final MessageMutator mutator = new MessageMutator(seed);
    private final List<byte[]> seeds = SeedMessages.all();
    private final ExpandableArrayBuffer message = new ExpandableArrayBuffer(MessageMutator.MAX_BYTES);
    private final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
    private HandDriver driver;
    private RawClient good;
    private ExclusivePublication noise;
    private AttachResponse producer;
    private AttachResponse consumer;
    private long nextKeepaliveNs;
    private long nextClientId = 0x7FFF_1000L;
    private long bytesOfMostCostlyCycle;
    private long bytesOfAll;

    @BeforeEach
    void connect() throws Exception {
        System.out.println("fuzz of the driver: seed " + seed + ", " + MESSAGES + " messages");
        driver = closeLater(new HandDriver(new DriverContext().settings(settings("policies.shutdown_token=secret",
            "driver.descriptor_stream_id_range=31000-31999", "driver.control_stream_id_range=32000-32099"))));
        good = client();
        good.beforePoll = this::cycle;
        producer = good.attachProducer(OTHER_STREAM, GOOD_PRODUCER);
        consumer = good.attachConsumer(OTHER_STREAM, GOOD_CONSUMER);
        assertTrue(producer.ok() && consumer.ok());
        final Aeron aeron = closeLater(Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronDirectory)));
        noise = aeron.addExclusivePublication(CHANNEL, CONTROL);
        final int from = good.heard.size();
        final byte[] probe = golden("detach_request_producer");
        message.putBytes(0, probe);
        Await.until("the driver hears the noise", () -> {
            noise.offer(message, 0, probe.length);
            good.poll();
            return good.find(from, RawClient.DetachResponse.class, answer -> true) != null;
        });
    }

    private int cycle() {
        final long beforeBytes = threads.getCurrentThreadAllocatedBytes();
        final int work = driver.cycle();
        final long bytes = threads.getCurrentThreadAllocatedBytes() - beforeBytes;
        bytesOfMostCostlyCycle = Math.max(bytesOfMostCostlyCycle, bytes);
        bytesOfAll += bytes;
        return work;
    }

    /** The driver takes in all there is, and so does its well-behaved client. */
    private void settle() {
        int work = 1;
        while (work > 0) {
            work = cycle() + good.listen();
            assertTrue(good.find(0, Revoked.class, revoked -> revoked.leaseId() == producer.leaseId()
                || revoked.leaseId() == consumer.leaseId()) == null, "a good client has lost its lease");
            good.heard.clear();
            good.heardBytes.clear();
        }
        assertEquals(List.of(), driver.errors, "the agent was surprised");
        if (driver.nowNs() - nextKeepaliveNs >= 0) {
            nextKeepaliveNs = driver.nowNs() + KEEPALIVE_NS;
            good.keepAlive(producer.leaseId(), OTHER_STREAM, GOOD_PRODUCER, Role.PRODUCER);
            good.keepAlive(consumer.leaseId(), OTHER_STREAM, GOOD_CONSUMER, Role.CONSUMER);
        }
    }

    private void send(final int length) {
        Await.until("offer", () -> {
            final boolean sent = noise.offer(message, 0, length) > 0;
            if (!sent) {
                settle();
            }
            return sent;
        });
    }

    /** A client that does everything right is served. */
    private void goAround() {
        settle();
        final long clientId = nextClientId++;
        final AttachResponse lease = good.attachConsumer(OTHER_STREAM, clientId);
        assertEquals(ResponseCode.OK, lease.code(), lease.error());
        assertEquals(producer.regions(), lease.regions(), "nobody else has touched this stream");
        good.keepAlive(lease.leaseId(), OTHER_STREAM, clientId, Role.CONSUMER);
        assertEquals(ResponseCode.OK, good.detach(lease.leaseId(), OTHER_STREAM, clientId, Role.CONSUMER).code());
    }

    private static boolean isSoundAttach(final ExpandableArrayBuffer buffer, final int length) {
        return Schemas.LEASE.judge(buffer, 0, length) == MessageCheck.Verdict.SOUND
            && MessageCheck.templateId(buffer, 0) == ShmAttachRequestDecoder.TEMPLATE_ID;
    }

    /** A recorded request, mostly made new: repeated as it is, it would keep one lease alive for ever (D-2a). */
    private byte[] pickSeed() {
        final byte[] picked = seeds.get(mutator.nextInt(seeds.size())).clone();
        final UnsafeBuffer buffer = new UnsafeBuffer(picked);
        final int templateId = MessageCheck.templateId(buffer, 0);
        // Drawn whatever becomes of it, so that the same seed makes the same messages.
        final int choice = mutator.nextInt(1 << 30);
        if (Schemas.LEASE.judge(buffer, 0, picked.length) != MessageCheck.Verdict.SOUND || choice % 8 == 0) {
            return picked;
        }
        if (templateId == ShmAttachRequestDecoder.TEMPLATE_ID) {
            buffer.putLong(BODY + ShmAttachRequestDecoder.correlationIdEncodingOffset(), choice,
                ByteOrder.LITTLE_ENDIAN);
        } else if (templateId == ShmDetachRequestDecoder.TEMPLATE_ID && !strangers().isEmpty()) {
            final DriverStatus.Lease lease = strangers().get(choice % strangers().size());
            new ShmDetachRequestEncoder().wrap(buffer, BODY).leaseId(lease.leaseId()).streamId(lease.streamId())
                .clientId(lease.clientId()).role(Role.valueOf(lease.role().name()));
        }
        return picked;
    }

    /** Leases that nobody well-behaved holds. */
    private List<DriverStatus.Lease> strangers() {
        return driver.status().leases().stream().filter(lease -> lease.clientId() < GOOD_PRODUCER).toList();
    }

    private void fuzz(final int messages, final boolean withSoundAttaches) {
        int sinceRoundTrip = 0;
        for (int sent = 0; sent < messages;) {
            final int batch = Math.min(messages - sent, 1 + mutator.nextInt(MAX_BATCH));
            for (int i = 0; i < batch; i++) {
                final int length = mutator.mutate(pickSeed(), message);
                if (withSoundAttaches || !isSoundAttach(message, length)) {
                    send(length);
                }
            }
            sent += batch;
            sinceRoundTrip += batch;
            driver.advance(batch * MESSAGE_NS);
            settle();
            if (sinceRoundTrip >= MESSAGES_OF_ROUND_TRIP) {
                sinceRoundTrip = 0;
                goAround();
            }
        }
        goAround();
    }

    private DriverStatus.Snapshot status() {
        // Changes are described once in a while.
        driver.pass(TimeUnit.MILLISECONDS.toNanos(10));
        return driver.status();
    }

    private void assertUnharmed(final int messages) {
        final DriverStatus.Snapshot snapshot = status();
        System.out.println("fuzz of the driver: seed " + seed + ", " + messages + " messages, " + snapshot.counters()
            + ", bytes allocated: " + bytesOfMostCostlyCycle + " in the most costly cycle, " + bytesOfAll / messages
            + " a message");
        assertEquals(DriverStatus.State.RUNNING, snapshot.state());
        assertEquals(0, snapshot.counters().errors());
        assertTrue(snapshot.counters().malformed() > messages / 100, "hardly anything was malformed");
        assertTrue(snapshot.leases().stream().map(DriverStatus.Lease::leaseId).collect(Collectors.toSet())
            .containsAll(Set.of(producer.leaseId(), consumer.leaseId())));
        assertTrue(bytesOfMostCostlyCycle < MAX_CYCLE_BYTES, bytesOfMostCostlyCycle + " bytes in a cycle");
        assertTrue(bytesOfAll / messages < MAX_MESSAGE_BYTES, bytesOfAll / messages + " bytes a message");
    }

    private Set<String> streamsOnDisk() throws Exception {
        final Path directory = streamDirectory(STREAM).getParent();
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory).map(entry -> entry.getFileName().toString())
                .collect(Collectors.toSet());
        }
    }

    @Test
    @DisplayName("D-1 D-4 D-5 D-8 damaged messages in any order, between those of clients that do everything right")
    void shouldServeOnUnderDamagedMessages() throws Exception {
        fuzz(MESSAGES, true);
        assertUnharmed(MESSAGES);
        assertTrue(driver.status().counters().epochsMade() > 2, "no producer was ever attached");
        assertTrue(Set.of(Long.toString(STREAM), Long.toString(OTHER_STREAM)).containsAll(streamsOnDisk()));
        assertEquals(List.of(producer.regions().epoch()), epochsOnDisk(OTHER_STREAM));
        assertTrue(epochsOnDisk(STREAM).size() <= DriverLimit.YOUNG_EPOCHS_PER_STREAM.defaultValue() + 2,
            () -> "epochs: " + epochsOnDisk(STREAM));
    }

    @Test
    @DisplayName("D-4 W-7 what is no sound attach makes no region, no lease and no epoch")
    void shouldMakeNothingOfGarbage() throws Exception {
        fuzz(MESSAGES / 5, false);
        assertUnharmed(MESSAGES / 5);
        final DriverStatus.Snapshot snapshot = status();
        assertEquals(1, snapshot.counters().epochsMade());
        assertEquals(2, snapshot.leases().size());
        assertEquals(0, snapshot.counters().expired());
        assertEquals(Set.of(Long.toString(OTHER_STREAM)), streamsOnDisk());
    }
}
