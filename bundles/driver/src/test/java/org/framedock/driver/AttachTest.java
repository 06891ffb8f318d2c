package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.framedock.driver.RawClient.Announce;
import org.framedock.driver.RawClient.AttachResponse;
import org.framedock.memory.MappedStream;
import org.framedock.protocol.lease.HugepagesPolicy;
import org.framedock.protocol.lease.PublishMode;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Attach requests")
class AttachTest extends DriverTestBase {

    private static final long NULL_U64 = -1;

    private static void assertRefused(final ResponseCode code, final String text, final AttachResponse response) {
        assertEquals(code, response.code());
        assertEquals(text, response.error());
        assertEquals(NULL_U64, response.leaseId());
        assertEquals(NULL_U64, response.expiryNs());
        assertEquals(NULL_U64, response.regions().epoch());
        assertEquals(RawClient.NULL_U32, response.regions().streamId());
        assertEquals(RawClient.NULL_U32, response.layoutVersion());
        assertEquals(RawClient.NULL_U32, response.regions().slotCount() & 0xFFFF_FFFFL);
        assertEquals(0xFFFF, response.headerSlotBytes());
        assertEquals(RawClient.NULL_U32, response.nodeId());
        assertEquals(List.of(), response.regions().pools());
        assertEquals("", response.regions().headerUri());
    }

    @Test
    @DisplayName("D-3 an OK names everything a client maps, with a deadline in CLOCK_MONOTONIC")
    void shouldGrantEverything() throws Exception {
        launch();
        final long beforeNs = System.nanoTime();
        final AttachResponse response = client().attachProducer(STREAM, 101);
        assertEquals(ResponseCode.OK, response.code());
        assertEquals("", response.error());
        assertEquals(STREAM, response.regions().streamId());
        assertEquals(1, response.layoutVersion());
        assertEquals(256, response.headerSlotBytes());
        assertEquals(8, response.regions().slotCount());
        assertEquals(2, response.regions().pools().size());
        response.regions().requireComplete();
        final long lifeNs = 900_000_000L;
        assertTrue(response.expiryNs() >= beforeNs + lifeNs && response.expiryNs() <= System.nanoTime() + lifeNs);
        try (MappedStream mapped = map(response.regions())) {
            assertEquals(65_536, mapped.maxPayloadBytes());
        }
    }

    @Test
    @DisplayName("D-1 a second producer is rejected, consumers are not")
    void shouldRejectSecondProducer() throws Exception {
        launch();
        final RawClient client = client();
        assertTrue(client.attachProducer(STREAM, 101).ok());
        assertRefused(ResponseCode.REJECTED, "producer already attached", client.attachProducer(STREAM, 102));
        for (int i = 0; i < 20; i++) {
            assertTrue(client.attachConsumer(STREAM, 200 + i).ok());
        }
    }

    @Test
    @DisplayName("D-2 a client id has one live lease, and lease ids are never used again")
    void shouldRejectSecondLeaseOfClient() throws Exception {
        launch();
        final RawClient client = client();
        final AttachResponse first = client.attachConsumer(STREAM, 202);
        assertRefused(ResponseCode.REJECTED, "client_id already attached", client.attachConsumer(STREAM, 202));
        assertRefused(ResponseCode.REJECTED, "client_id already attached", client.attachProducer(OTHER_STREAM, 202));
        assertEquals(ResponseCode.OK, client.detach(first.leaseId(), STREAM, 202, Role.CONSUMER).code());
        final AttachResponse second = client.attachConsumer(STREAM, 202);
        assertTrue(second.ok());
        assertNotEquals(first.leaseId(), second.leaseId());
    }

    @Test
    @DisplayName("D-2a an attach repeated with its correlation id is answered with the lease already given")
    void shouldAnswerRepeatedAttach() throws Exception {
        launch();
        final RawClient client = client();
        final long correlationId = client.newCorrelationId();
        final AttachResponse first = client.new Attach(correlationId, STREAM, 101, Role.PRODUCER).await();
        final AttachResponse again = client.new Attach(correlationId, STREAM, 101, Role.PRODUCER).await();
        assertEquals(first.leaseId(), again.leaseId());
        assertEquals(first.regions(), again.regions());
        assertEquals(first.nodeId(), again.nodeId());
    }

    @Test
    @DisplayName("D-4 another layout version, an unknown stream and huge pages that are not there are rejected")
    void shouldRejectWhatCannotBeGiven() throws Exception {
        launch();
        final RawClient client = client();
        final RawClient.Attach layout = client.attach(STREAM, 303, Role.CONSUMER);
        layout.with().expectedLayoutVersion(99);
        assertRefused(ResponseCode.REJECTED, "layout version mismatch", layout.await());
        assertRefused(ResponseCode.REJECTED, "stream not provisioned", client.attachConsumer(99_999, 303));
        final RawClient.Attach create = client.attach(99_999, 303, Role.CONSUMER);
        create.with().publishMode(PublishMode.EXISTING_OR_CREATE);
        assertRefused(ResponseCode.REJECTED, "stream not provisioned", create.await());
        final RawClient.Attach huge = client.attach(STREAM, 303, Role.CONSUMER);
        huge.with().requireHugepages(HugepagesPolicy.HUGEPAGES);
        assertRefused(ResponseCode.REJECTED, "huge pages unavailable", huge.await());
        final RawClient.Attach any = client.attach(STREAM, 303, Role.CONSUMER);
        any.with().expectedLayoutVersion(0).requireHugepages(HugepagesPolicy.STANDARD)
            .publishMode(PublishMode.NULL_VAL);
        assertTrue(any.await().ok());
    }

    @Test
    @DisplayName("D-4 values that are neither listed nor null are invalid parameters")
    void shouldRefuseUnlistedValues() throws Exception {
        launch();
        final RawClient client = client();
        final int roleOffset = 16;
        final int publishModeOffset = 21;
        final int hugepagesOffset = 22;
        for (final int role : new int[] {0, 3, 255}) {
            final AttachResponse response = client.attach(STREAM, 1, Role.CONSUMER).raw(roleOffset, role).await();
            assertRefused(ResponseCode.INVALID_PARAMS,
                "role " + role + " is none of 1 (PRODUCER) and 2 (CONSUMER)", response);
        }
        assertEquals(ResponseCode.INVALID_PARAMS,
            client.attach(STREAM, 1, Role.CONSUMER).raw(publishModeOffset, 3).await().code());
        assertEquals(ResponseCode.INVALID_PARAMS,
            client.attach(STREAM, 1, Role.CONSUMER).raw(hugepagesOffset, 9).await().code());
        assertEquals(ResponseCode.INVALID_PARAMS, client.attachConsumer(STREAM, 0).code());
        assertEquals(ResponseCode.INVALID_PARAMS, client.attachConsumer(RawClient.NULL_U32, 5).code());
        assertTrue(client.attachConsumer(STREAM, 1).ok());
    }

    @Test
    @DisplayName("D-4 D-15 a stream is made on demand, from the range only, until that is used up")
    void shouldMakeDynamicStreams() throws Exception {
        launch("policies.allow_dynamic_streams=true", "driver.stream_id_range=20000-20001",
            "policies.default_profile=tiny");
        final RawClient client = client();
        assertRefused(ResponseCode.REJECTED, "stream not provisioned", client.attachConsumer(20_000, 1));
        final AttachResponse asked = create(client, 20_001, 1);
        assertTrue(asked.ok());
        assertEquals(20_001, asked.regions().streamId());
        assertEquals(4, asked.regions().slotCount());
        final AttachResponse any = create(client, 0, 2);
        assertEquals(20_000, any.regions().streamId());
        assertRefused(ResponseCode.INVALID_PARAMS, "driver.stream_id_range 20000-20001 is used up",
            create(client, 0, 3));
        assertRefused(ResponseCode.INVALID_PARAMS,
            "stream_id 30000 is outside driver.stream_id_range 20000-20001", create(client, 30_000, 3));
    }

    @Test
    @DisplayName("D-4 without a range no stream is made")
    void shouldRefuseDynamicStreamWithoutRange() throws Exception {
        launch("policies.allow_dynamic_streams=true");
        assertRefused(ResponseCode.INVALID_PARAMS, "no stream can be made: driver.stream_id_range is not set",
            create(client(), 20_000, 1));
    }

    private static AttachResponse create(final RawClient client, final long streamId, final long clientId) {
        final RawClient.Attach attach = client.attach(streamId, clientId, Role.CONSUMER);
        attach.with().publishMode(PublishMode.EXISTING_OR_CREATE);
        return attach.await();
    }

    @Test
    @DisplayName("D-7 every attach, a consumer's too, is preceded by an announce")
    void shouldAnnounceBeforeAnswer() throws Exception {
        launch("policies.announce_period_ms=60000");
        final RawClient client = client();
        for (int i = 0; i < 3; i++) {
            final int from = client.heard.size();
            final AttachResponse response = i == 0
                ? client.attachProducer(STREAM, 101) : client.attachConsumer(STREAM, 200 + i);
            final Announce announce = client.find(from, Announce.class, heard -> true);
            assertEquals(response.regions(), announce.regions());
            assertTrue(client.indexOf(announce) < client.indexOf(response));
            assertEquals(101, announce.producerId());
        }
    }

    @Test
    @DisplayName("D-9 W-21 the announce names the producer, or 0, and the moment in CLOCK_MONOTONIC")
    void shouldAnnounceProducer() throws Exception {
        launch();
        final RawClient client = client();
        final long beforeNs = System.nanoTime();
        client.attachConsumer(STREAM, 202);
        final Announce without = client.awaitAnnounce(0, STREAM);
        assertEquals(0, without.producerId());
        assertEquals(1, without.clockDomain());
        assertTrue(without.timestampNs() >= beforeNs && without.timestampNs() <= without.receivedNs());
        final AttachResponse producer = client.attachProducer(STREAM, 101);
        assertEquals(101, client.find(0, Announce.class,
            announce -> announce.epoch() == producer.regions().epoch()).producerId());
    }

    @Test
    @DisplayName("D-14 a free node id is granted, a taken one rejected, one below 1024 given unasked")
    void shouldGrantNodeIds() throws Exception {
        launch();
        final RawClient client = client();
        final RawClient.Attach first = client.attach(STREAM, 1, Role.CONSUMER);
        first.with().desiredNodeId(4242);
        final AttachResponse granted = first.await();
        assertEquals(4242, granted.nodeId());
        final RawClient.Attach second = client.attach(STREAM, 2, Role.CONSUMER);
        second.with().desiredNodeId(4242);
        assertRefused(ResponseCode.REJECTED, "desired node_id unavailable", second.await());
        final AttachResponse unasked = client.attachConsumer(STREAM, 2);
        assertTrue(unasked.nodeId() >= 0 && unasked.nodeId() < 1024, "node id " + unasked.nodeId());
        assertNotEquals(unasked.nodeId(), client.attachConsumer(STREAM, 3).nodeId());
        client.detach(granted.leaseId(), STREAM, 1, Role.CONSUMER);
        final RawClient.Attach third = client.attach(STREAM, 4, Role.CONSUMER);
        third.with().desiredNodeId(4242);
        assertEquals(4242, third.await().nodeId());
    }
}
