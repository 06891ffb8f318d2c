package org.framedock.client;

import static org.framedock.client.ScriptedDriver.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.memory.StreamRegions;
import org.framedock.memory.TensorLayout;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.pool.Dtype;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClientAndDriverTest {

    private static final TensorLayout LAYOUT = TensorLayout.rowMajor(Dtype.UINT8, 64);
    private static final long PRODUCER_LEASE = 1;
    private static final long CONSUMER_LEASE = 2;

    private final List<Long> seen = new ArrayList<>();
    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[64]);
    private ScriptedDriver driver;
    private TensorPoolClient client;
    private Producer producer;
    private Consumer consumer;
    private StreamRegions first;
    private long announceNs = System.nanoTime();

    @BeforeEach
    void connect() throws Exception {
        driver = new ScriptedDriver();
        client = TensorPoolClient.connect(driver.clientContext());
        producer = client.addProducer(new ProducerContext().streamId(ScriptedDriver.STREAM_ID).maxOutstanding(4));
        consumer = client.addConsumer(
            new ConsumerContext().streamId(ScriptedDriver.STREAM_ID),
            frame -> {
                assertEquals((byte)frame.sequence(), frame.buffer().getByte(frame.length() - 1));
                seen.add(frame.sequence());
            });
        first = driver.provision(1);
    }

    @AfterEach
    void close() {
        client.close();
        driver.close();
    }

    @Test
    @DisplayName("D-3 W-11 W-13 W-14 frames that are offered are seen in order, each with its own bytes")
    void shouldDeliverOfferedFrames() {
        attachBoth();
        for (int i = 0; i < 100; i++) {
            assertEquals(i, offer());
            step();
        }
        await(() -> step() && seen.size() == 100);
        assertEquals(100, consumer.counters().frames());
        assertEquals(0, consumer.counters().gaps() + consumer.counters().late() + consumer.counters().invalid());
    }

    @Test
    @DisplayName("W-13 a slot that is reserved is no longer read, and reservations are published in order")
    void shouldPublishReservationsInOrder() {
        attachBoth();
        final Reservation zero = producer.reserve(64);
        final Reservation one = producer.reserve(64);
        assertEquals(0, zero.sequence());
        assertEquals(1, one.sequence());
        assertNotNull(producer.reserve(64));
        assertNotNull(producer.reserve(64));
        assertNull(producer.reserve(64), "half of eight slots are open");
        assertTrue(fill(zero).publish(LAYOUT, 64, 1));
        assertTrue(fill(one).publish(LAYOUT, 64, 1));
        await(() -> step() && seen.size() == 2);
        producer.withdraw();
        assertEquals(2, offer());
        await(() -> step() && seen.size() == 3);
        assertEquals(0, consumer.counters().gaps());
    }

    @Test
    @DisplayName("W-23 an abandoned reservation is a counted gap, a frame overwritten before it was read a late one")
    void shouldCountGapsAndLateFrames() {
        attachBoth();
        offer();
        producer.reserve(64).abandon();
        offer();
        await(() -> step() && seen.size() == 2);
        assertEquals(1, consumer.counters().gaps());
        for (int i = 0; i < 2 * ScriptedDriver.SLOTS; i++) {
            offer();
        }
        await(() -> step() && seen.size() == 2 + ScriptedDriver.SLOTS);
        assertEquals(ScriptedDriver.SLOTS, consumer.counters().late());
        assertEquals(1, producer.counters().abandoned());
    }

    @Test
    @DisplayName("W-14 a frame overwritten during its handler counts as late and says so")
    void shouldCountFrameOverwrittenDuringHandler() {
        final List<Boolean> validity = new ArrayList<>();
        final Consumer slow = client.addConsumer(
            new ConsumerContext().streamId(ScriptedDriver.STREAM_ID),
            frame -> {
                validity.add(frame.isValid());
                for (int i = 0; i < ScriptedDriver.SLOTS; i++) {
                    offer();
                }
                validity.add(frame.isValid());
            });
        attachProducer(PRODUCER_LEASE, first);
        await(() -> {
            slow.poll(System.nanoTime(), 1);
            return grant(slow.clientId(), 3, first) && slow.isMapped();
        });
        offer();
        await(() -> {
            step();
            return slow.poll(System.nanoTime(), 1) > 0 && !validity.isEmpty();
        });
        assertEquals(List.of(true, false), validity);
        assertEquals(1, slow.counters().late());
        assertEquals(0, slow.counters().frames());
    }

    @Test
    @DisplayName("D-2 a client that chose its id itself takes another when it is taken")
    void shouldChooseAnotherClientId() {
        await(() -> step() && !driver.attaches.isEmpty());
        final ScriptedDriver.Attach attach = next(Role.PRODUCER);
        driver.refuse(attach, ResponseCode.REJECTED, "client_id already attached");
        await(() -> step() && driver.attaches.stream().anyMatch(
            a -> a.role() == Role.PRODUCER && a.correlationId() != attach.correlationId()));
        final ScriptedDriver.Attach second = driver.attaches.stream().filter(
            a -> a.role() == Role.PRODUCER && a.correlationId() != attach.correlationId()).findFirst().orElseThrow();
        assertNotEquals(attach.clientId(), second.clientId());
        assertNotEquals(0, second.clientId());
    }

    @Test
    @DisplayName("D-12 D-2a an attach that is not answered is repeated with its correlation id")
    void shouldRepeatUnansweredAttach() {
        final ScriptedDriver.Attach attach = next(Role.PRODUCER);
        driver.attaches.clear();
        assertEquals(attach, next(Role.PRODUCER));
    }

    @Test
    @DisplayName("D-11 a late or duplicate response changes nothing, nor does one with another correlation id")
    void shouldIgnoreLateResponses() throws Exception {
        final ScriptedDriver.Attach attach = next(Role.PRODUCER);
        final StreamRegions second = driver.provision(2);
        driver.grant(
            new ScriptedDriver.Attach(attach.correlationId() + 1, attach.clientId(), Role.PRODUCER), 9, second);
        driver.grant(attach, PRODUCER_LEASE, first);
        driver.grant(attach, 8, second);
        driver.refuse(attach, ResponseCode.REJECTED, "too late");
        await(() -> step() && producer.isAttached());
        await(() -> step() && driver.keepalives.contains(PRODUCER_LEASE));
        assertEquals(1, producer.epoch());
        assertFalse(driver.keepalives.contains(8L));
    }

    @Test
    @DisplayName("D-3 an OK without pools is a protocol error: the lease is given back and asked for again")
    void shouldRefuseIncompleteGrant() {
        final ScriptedDriver.Attach attach = next(Role.PRODUCER);
        driver.attaches.clear();
        driver.grant(attach, 5, new StreamRegions(
            ScriptedDriver.STREAM_ID, 1, ScriptedDriver.SLOTS, first.headerUri(), List.of()));
        await(() -> step() && driver.detaches.contains(5L));
        assertFalse(producer.isAttached());
        assertNotEquals(attach.correlationId(), next(Role.PRODUCER).correlationId());
    }

    @Test
    @DisplayName("D-10 a revoked lease ends at once and is asked for again; an unknown reason or role changes nothing")
    void shouldAttachAgainAfterRevocation() throws Exception {
        attachBoth();
        driver.revoke(PRODUCER_LEASE, producer.clientId(), Role.PRODUCER.value(), 9);
        driver.revoke(PRODUCER_LEASE, producer.clientId(), 7, 3);
        driver.keepalives.clear();
        await(() -> step() && driver.keepalives.contains(PRODUCER_LEASE));
        assertTrue(producer.isAttached());
        driver.attaches.clear();
        driver.revoke(PRODUCER_LEASE, producer.clientId(), Role.PRODUCER.value(), 3);
        await(() -> step() && !producer.isAttached());
        assertEquals(Producer.NOT_ATTACHED, producer.offer(payload, 0, 64, LAYOUT, 1));
        final StreamRegions second = driver.provision(2);
        driver.announce(second, 0, System.nanoTime());
        attachProducer(4, second);
        await(() -> step() && consumer.epoch() == 2);
        assertEquals(0, offer(), "sequences begin anew with an epoch");
        await(() -> step() && !seen.isEmpty());
        assertEquals(1, consumer.counters().remaps());
    }

    @Test
    @DisplayName("D-10 a consumer whose producer left and that hears of no higher epoch unmaps and attaches again")
    void shouldAttachAgainWhenNoEpochFollows() {
        attachBoth();
        driver.attaches.clear();
        driver.revoke(PRODUCER_LEASE, producer.clientId(), Role.PRODUCER.value(), 2);
        await(() -> step() && driver.attaches.stream().anyMatch(a -> a.role() == Role.CONSUMER));
        assertFalse(consumer.isMapped());
        assertTrue(driver.detaches.contains(CONSUMER_LEASE));
    }

    @Test
    @DisplayName("D-10 the end of the driver ends every lease")
    void shouldLoseLeaseWhenDriverShutsDown() {
        attachBoth();
        driver.shutdown();
        await(() -> step() && !producer.isAttached() && !consumer.isMapped());
    }

    @Test
    @DisplayName("D-19 a driver that has fallen silent is noticed and attach tried again")
    void shouldNoticeSilentDriver() {
        attachBoth();
        driver.attaches.clear();
        // From here on the driver announces nothing, though it keeps its regions alive.
        await(() -> {
            producer.doWork(System.nanoTime());
            consumer.poll(System.nanoTime(), 16);
            driver.poll();
            return !producer.isAttached() && !consumer.isMapped() && driver.attaches.size() >= 2;
        });
    }

    @Test
    @DisplayName("W-21 announces that are stale, forged or lead to refused regions are not followed")
    void shouldNotFollowFalseAnnounces() throws Exception {
        attachBoth();
        final StreamRegions second = driver.provision(2);
        driver.announce(second, 0, System.nanoTime() - 4 * ScriptedDriver.PERIOD_NS);
        driver.announce(new StreamRegions(second.streamId(), Long.MAX_VALUE, second.slotCount(),
            second.headerUri(), second.pools()), 0, System.nanoTime());
        driver.announce(new StreamRegions(second.streamId(), 3, second.slotCount(),
            "shm:file?path=/etc/passwd", second.pools()), 0, System.nanoTime());
        offer();
        await(() -> step() && seen.size() == 1);
        assertEquals(1, consumer.epoch());
        driver.announce(second, 0, System.nanoTime());
        await(() -> step() && consumer.epoch() == 2);
    }

    @Test
    @DisplayName("W-22 descriptors of another epoch are dropped and counted")
    void shouldDropFramesOfAnotherEpoch() throws Exception {
        attachBoth();
        driver.announce(driver.provision(2), producer.clientId(), System.nanoTime());
        await(() -> step() && consumer.epoch() == 2);
        offer();
        await(() -> step() && consumer.counters().otherEpoch() == 1);
        assertTrue(seen.isEmpty());
    }

    @Test
    @DisplayName("W-9 a consumer unmaps regions that are no longer kept alive")
    void shouldUnmapDeadRegions() {
        attachBoth();
        driver.attaches.clear();
        await(() -> {
            driver.announce(first, producer.clientId(), System.nanoTime());
            consumer.poll(System.nanoTime(), 16);
            return !consumer.isMapped();
        });
    }

    @Test
    @DisplayName("D-19a a client follows a media driver that dies and comes back")
    void shouldFollowMediaDriver() throws Exception {
        attachBoth();
        driver.stop();
        await(() -> {
            producer.doWork(System.nanoTime());
            consumer.poll(System.nanoTime(), 16);
            return !producer.isAttached() && !consumer.isMapped();
        });
        assertTrue(producer.detail().contains("media driver"), producer.detail());
        driver.attaches.clear();
        driver.start();
        final StreamRegions second = driver.provision(2);
        attachProducer(11, second);
        attachConsumer(12, second);
        offer();
        await(() -> step() && !seen.isEmpty());
    }

    @Test
    @DisplayName("memory of a lost lease stays mapped until the last reservation in it has ended")
    void shouldKeepLentMemoryMapped() throws Exception {
        attachBoth();
        final Reservation lent = producer.reserve(64);
        driver.attaches.clear();
        driver.shutdown();
        await(() -> step() && !producer.isAttached());
        lent.buffer().putLong(0, 42);
        assertEquals(42, lent.buffer().getLong(0));
        assertTrue(driver.attaches.stream().noneMatch(a -> a.role() == Role.PRODUCER));
        assertFalse(lent.publish(LAYOUT, 64, 1));
        assertEquals(1, producer.counters().lostWithLease());
        attachProducer(20, driver.provision(2));
    }

    @Test
    @DisplayName("W-11 a frame that fits no pool is dropped and counted, the producer goes on")
    void shouldCountFrameThatDoesNotFit() {
        attachBoth();
        final UnsafeBuffer large = new UnsafeBuffer(new byte[ScriptedDriver.STRIDE + 1]);
        assertEquals(Producer.DID_NOT_FIT, producer.offer(
            large, 0, large.capacity(), TensorLayout.rowMajor(Dtype.UINT8, large.capacity()), 1));
        assertEquals(1, producer.counters().didNotFit());
        assertEquals(0, offer());
    }

    @Test
    @DisplayName("a closed producer gives its lease back and does not ask for another")
    void shouldStayClosed() {
        attachBoth();
        driver.attaches.clear();
        producer.close();
        producer.close();
        await(() -> step() && driver.detaches.contains(PRODUCER_LEASE));
        for (int i = 0; i < 100; i++) {
            step();
        }
        assertFalse(producer.isAttached());
        assertTrue(driver.attaches.isEmpty());
    }

    @Test
    @DisplayName("a client without a media driver says so, and where it looked")
    void shouldSayThatThereIsNoMediaDriver() {
        try (TensorPoolClient lonely = TensorPoolClient.connect(new ClientContext().aeronDirectory("/dev/shm/nobody"));
            Producer unattached = lonely.addProducer(new ProducerContext().streamId(ScriptedDriver.STREAM_ID))) {
            unattached.doWork(System.nanoTime());
            assertEquals("no media driver is alive in /dev/shm/nobody", unattached.detail());
        }
    }

    private long offer() {
        payload.putByte(63, (byte)producer.nextSequence());
        return producer.offer(payload, 0, 64, LAYOUT, System.nanoTime());
    }

    private static Reservation fill(final Reservation reservation) {
        reservation.buffer().putByte(63, (byte)reservation.sequence());
        return reservation;
    }

    /** One turn of everybody, with the driver's announces in their rhythm. Always true, to stand before a condition. */
    private boolean step() {
        final long nowNs = System.nanoTime();
        driver.poll();
        if (nowNs - announceNs >= 0) {
            announceNs = nowNs + ScriptedDriver.PERIOD_NS;
            driver.announce(first, producer.clientId(), nowNs);
        }
        producer.doWork(nowNs);
        consumer.poll(nowNs, 16);
        return true;
    }

    private ScriptedDriver.Attach next(final Role role) {
        await(() -> step() && driver.attaches.stream().anyMatch(attach -> attach.role() == role));
        return driver.attaches.stream().filter(attach -> attach.role() == role).findFirst().orElseThrow();
    }

    private void attachBoth() {
        attachProducer(PRODUCER_LEASE, first);
        attachConsumer(CONSUMER_LEASE, first);
    }

    private void attachProducer(final long leaseId, final StreamRegions regions) {
        await(() -> grant(producer.clientId(), leaseId, regions) && producer.isAttached());
    }

    private void attachConsumer(final long leaseId, final StreamRegions regions) {
        await(() -> grant(consumer.clientId(), leaseId, regions) && consumer.isMapped());
    }

    /** Answers one attach of a client, if there is one. Always true, to be put before a condition. */
    private boolean grant(final long clientId, final long leaseId, final StreamRegions regions) {
        step();
        driver.attaches.stream().filter(attach -> attach.clientId() == clientId).findFirst().ifPresent(attach -> {
            driver.attaches.remove(attach);
            driver.grant(attach, leaseId, regions);
            step();
        });
        return true;
    }
}
