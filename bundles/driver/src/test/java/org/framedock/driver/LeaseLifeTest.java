package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.framedock.driver.RawClient.Announce;
import org.framedock.driver.RawClient.AttachResponse;
import org.framedock.driver.RawClient.DetachResponse;
import org.framedock.driver.RawClient.Revoked;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.RevokeReason;
import org.framedock.protocol.lease.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Life and end of leases")
class LeaseLifeTest extends DriverTestBase {

    private static final long LIFE_NS = TimeUnit.MILLISECONDS.toNanos(900);

    @Test
    @DisplayName("D-5 D-6 a lease without keepalives expires, and that is published")
    void shouldExpire() throws Exception {
        final TensorPoolDriver driver = launch();
        final RawClient client = client();
        final AttachResponse producer = client.attachProducer(STREAM, 505);
        final Revoked revoked = client.awaitFrom(0, Revoked.class, message -> true);
        assertEquals(producer.leaseId(), revoked.leaseId());
        assertEquals(STREAM, revoked.streamId());
        assertEquals(505, revoked.clientId());
        assertEquals(Role.PRODUCER, revoked.role());
        assertEquals(RevokeReason.EXPIRED, revoked.reason());
        assertEquals("lease expired", revoked.text());
        assertTrue(revoked.timestampNs() >= producer.expiryNs(), "not before its deadline");
        Await.until("counted", () -> driver.status().snapshot().counters().expired() == 1);
    }

    @Test
    @DisplayName("D-5 keepalives extend the one lease they match and no other")
    void shouldKeepAliveOnlyWhatMatches() throws Exception {
        launch();
        final RawClient client = client();
        final AttachResponse kept = client.attachConsumer(STREAM, 1);
        final AttachResponse otherClient = client.attachConsumer(STREAM, 2);
        final AttachResponse otherRole = client.attachConsumer(STREAM, 3);
        final AttachResponse otherStream = client.attachConsumer(STREAM, 4);
        final long deadlineNs = System.nanoTime() + 3 * LIFE_NS;
        Await.until("three lifes have passed", () -> {
            client.keepAlive(kept.leaseId(), STREAM, 1, Role.CONSUMER);
            client.keepAlive(otherClient.leaseId(), STREAM, 99, Role.CONSUMER);
            client.keepAlive(otherRole.leaseId(), STREAM, 3, Role.PRODUCER);
            client.keepAlive(otherStream.leaseId(), OTHER_STREAM, 4, Role.CONSUMER);
            client.keepAlive(kept.leaseId() + 1000, STREAM, 1, Role.CONSUMER);
            client.poll();
            return System.nanoTime() - deadlineNs >= 0;
        });
        for (final AttachResponse mismatched : new AttachResponse[] {otherClient, otherRole, otherStream}) {
            client.awaitFrom(0, Revoked.class, message -> message.leaseId() == mismatched.leaseId());
        }
        assertNull(client.find(0, Revoked.class, message -> message.leaseId() == kept.leaseId()));
        assertEquals(ResponseCode.OK, client.detach(kept.leaseId(), STREAM, 1, Role.CONSUMER).code());
    }

    @Test
    @DisplayName("D-6 a producer's detach is published before the new epoch's announce, and that before the answer")
    void shouldKeepOrderOfMessages() throws Exception {
        launch("policies.announce_period_ms=60000");
        final RawClient client = client();
        final AttachResponse producer = client.attachProducer(STREAM, 101);
        final int from = client.heard.size();
        final DetachResponse response = client.detach(producer.leaseId(), STREAM, 101, Role.PRODUCER);
        assertEquals(ResponseCode.OK, response.code());
        final Revoked revoked = client.find(from, Revoked.class, message -> true);
        final Announce announce = client.find(from, Announce.class, message -> true);
        assertEquals(RevokeReason.DETACHED, revoked.reason());
        assertEquals("lease detached", revoked.text());
        assertEquals(0, announce.producerId());
        assertTrue(announce.epoch() > producer.regions().epoch(), "the epoch has risen");
        assertTrue(client.indexOf(revoked) < client.indexOf(announce));
        assertTrue(client.indexOf(announce) < client.indexOf(response));
    }

    @Test
    @DisplayName("D-6 a consumer's detach is published, too, and raises no epoch")
    void shouldPublishEndOfConsumer() throws Exception {
        launch();
        final RawClient client = client();
        final AttachResponse consumer = client.attachConsumer(STREAM, 202);
        final DetachResponse response = client.detach(consumer.leaseId(), STREAM, 202, Role.CONSUMER);
        final Revoked revoked = client.find(0, Revoked.class, message -> true);
        assertEquals(Role.CONSUMER, revoked.role());
        assertEquals(consumer.leaseId(), revoked.leaseId());
        assertTrue(client.indexOf(revoked) < client.indexOf(response));
        assertEquals(consumer.regions(), client.attachConsumer(STREAM, 203).regions());
    }

    @Test
    @DisplayName("D-8 only an exact match detaches; whatever else is rejected and changes nothing")
    void shouldDetachExactMatchOnly() throws Exception {
        launch("policies.lease_keepalive_interval_ms=60000");
        final RawClient client = client();
        final AttachResponse producer = client.attachProducer(STREAM, 101);
        final long leaseId = producer.leaseId();
        assertNotFound(client.detach(leaseId + 1, STREAM, 101, Role.PRODUCER));
        assertNotFound(client.detach(leaseId, OTHER_STREAM, 101, Role.PRODUCER));
        assertNotFound(client.detach(leaseId, STREAM, 102, Role.PRODUCER));
        assertNotFound(client.detach(leaseId, STREAM, 101, Role.CONSUMER));
        assertNull(client.find(0, Revoked.class, message -> true));
        assertEquals(ResponseCode.OK, client.detach(leaseId, STREAM, 101, Role.PRODUCER).code());
        assertNotFound(client.detach(leaseId, STREAM, 101, Role.PRODUCER));
        assertEquals(1, client.heard.stream().filter(Revoked.class::isInstance).count());
    }

    private static void assertNotFound(final DetachResponse response) {
        assertEquals(ResponseCode.REJECTED, response.code());
        assertEquals("lease not found", response.error());
    }

    @Test
    @DisplayName("D-20 a killed producer's stream is free again once its lease has expired")
    void shouldFreeStreamOfKilledProducer() throws Exception {
        launch();
        final RawClient client = client();
        final AttachResponse killed = client.attachProducer(STREAM, 101);
        client.awaitFrom(0, Revoked.class, message -> message.leaseId() == killed.leaseId());
        final AttachResponse successor = client.attachProducer(STREAM, 102);
        assertTrue(successor.ok());
        assertTrue(successor.regions().epoch() > killed.regions().epoch() + 1, "once at the end, once at the attach");
    }
}
