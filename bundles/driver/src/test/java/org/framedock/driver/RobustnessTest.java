package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.framedock.driver.RawClient.Announce;
import org.framedock.driver.RawClient.AttachResponse;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.lease.ShmAttachResponseDecoder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What comes from outside never stops the agent")
class RobustnessTest extends DriverTestBase {

    private static final List<String> REQUESTS = List.of("attach_request_producer", "attach_request_consumer",
        "attach_request_producer_publishmode_null", "detach_request_producer", "lease_keepalive_producer",
        "attach_response_producer_ok", "detach_response_ok", "lease_revoked_detached_producer", "driver_shutdown",
        "shm_pool_announce_driver_on_producer_attach");

    private static byte[] withShort(final byte[] message, final int offset, final int value) {
        final byte[] changed = message.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putShort(offset, (short)value);
        return changed;
    }

    private static long correlationId(final byte[] message) {
        return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getLong(8);
    }

    @Test
    @DisplayName("golden messages cut at every length and with every byte turned over do no harm")
    void shouldSurviveBrokenMessages() throws Exception {
        final TensorPoolDriver driver = launch();
        final RawClient client = client();
        for (final String name : REQUESTS) {
            final byte[] sound = golden(name);
            for (int length = 0; length < sound.length; length++) {
                client.sendRaw(Arrays.copyOf(sound, length));
            }
            for (int i = 0; i < sound.length; i++) {
                final byte[] turned = sound.clone();
                turned[i] ^= (byte)0xFF;
                client.sendRaw(turned);
                client.poll();
            }
            client.sendRaw(Arrays.copyOf(sound, sound.length + 1));
        }
        assertTrue(client.attachConsumer(STREAM, 777).ok());
        Await.until("status", () -> driver.status().snapshot().counters().malformed() > 100);
        assertEquals(0, driver.status().snapshot().counters().errors());
    }

    @Test
    @DisplayName("D-4 a malformed request that names its correlation id is answered with INVALID_PARAMS")
    void shouldAnswerMalformedRequests() throws Exception {
        launch();
        final RawClient client = client();
        final byte[] attach = golden("attach_request_consumer");
        client.sendRaw(withShort(attach, 0, 26));
        final AttachResponse wrongLength = client.awaitAttach(correlationId(attach));
        assertEquals(ResponseCode.INVALID_PARAMS, wrongLength.code());
        assertEquals("malformed request", wrongLength.error());
        client.sendRaw(Arrays.copyOf(attach, 16));
        assertEquals(ResponseCode.INVALID_PARAMS, client.awaitAttach(correlationId(attach)).code());
        final byte[] detach = golden("detach_request_producer");
        final int from = client.heard.size();
        client.sendRaw(Arrays.copyOf(detach, detach.length - 1));
        assertEquals(ResponseCode.INVALID_PARAMS, client.awaitFrom(from, RawClient.DetachResponse.class,
            response -> response.correlationId() == correlationId(detach)).code());
    }

    @Test
    @DisplayName("D-4 a newer schema version is answered with UNSUPPORTED")
    void shouldAnswerNewerVersion() throws Exception {
        launch();
        final RawClient client = client();
        final byte[] attach = golden("attach_request_consumer");
        client.sendRaw(withShort(attach, 6, 2));
        final AttachResponse response = client.awaitAttach(correlationId(attach));
        assertEquals(ResponseCode.UNSUPPORTED, response.code());
        assertEquals("schema version not supported", response.error());
    }

    @Test
    @DisplayName("D-1 D-2 D-4 D-8 golden requests are answered with the golden refusals, byte for byte")
    void shouldAnswerAsGoldenDriver() throws Exception {
        launch();
        final RawClient client = client();
        assertGolden(client, "attach_request_layout_mismatch", "attach_response_rejected_layout");
        assertGolden(client, "attach_request_not_provisioned", "attach_response_rejected_not_provisioned");
        client.sendRaw(golden("attach_request_producer"));
        final AttachResponse producer = client.awaitAttach(correlationId(golden("attach_request_producer")));
        assertTrue(producer.ok());
        assertEquals(4242, producer.nodeId());
        assertEquals("client_id already attached", answer(client, 101, -1, Role.CONSUMER,
            "attach_response_rejected_client_id"));
        assertEquals("producer already attached", answer(client, 102, -1, Role.PRODUCER,
            "attach_response_rejected_producer_exists"));
        assertEquals("desired node_id unavailable", answer(client, 303, 4242, Role.CONSUMER,
            "attach_response_rejected_node_id"));
        assertEquals(ResponseCode.OK, client.detach(producer.leaseId(), STREAM, 101, Role.PRODUCER).code());
    }

    /** Sends a request with the correlation id of a golden answer, and compares the bytes of the answer with it. */
    private static String answer(
        final RawClient client, final long clientId, final long nodeId, final Role role, final String answerName) {
        final byte[] expected = golden(answerName);
        final RawClient.Attach attach = client.new Attach(correlationId(expected), STREAM, clientId, role);
        attach.with().desiredNodeId(nodeId & RawClient.NULL_U32);
        final String text = attach.await().error();
        assertArrayEquals(expected, lastAttachResponse(client));
        return text;
    }

    private static void assertGolden(final RawClient client, final String request, final String answerName) {
        final byte[] bytes = golden(request);
        client.sendRaw(bytes);
        client.awaitAttach(correlationId(bytes));
        assertArrayEquals(golden(answerName), lastAttachResponse(client));
    }

    private static byte[] lastAttachResponse(final RawClient client) {
        return client.heardBytes.stream().filter(bytes -> bytes[2] == ShmAttachResponseDecoder.TEMPLATE_ID)
            .reduce((former, latter) -> latter).orElseThrow();
    }

    @Test
    @DisplayName("a flood of messages starves neither announces nor expiry")
    void shouldServeTimersUnderFlood() throws Exception {
        launch();
        final RawClient client = client();
        final AttachResponse dying = client.attachConsumer(STREAM, 202);
        final byte[] foreign = golden("lease_keepalive_producer");
        final int from = client.heard.size();
        Await.until("expired, and announced five times", () -> {
            for (int i = 0; i < 100; i++) {
                client.sendRaw(foreign);
            }
            client.poll();
            return client.heard.stream().skip(from).filter(Announce.class::isInstance).count() >= 5
                && client.find(from, RawClient.Revoked.class, message -> message.leaseId() == dying.leaseId()) != null;
        });
    }

    @Test
    @DisplayName("D-5 time in which the driver itself stood still expires no lease")
    void shouldNotExpireForOwnStandstill() throws Exception {
        final AtomicLong offsetNs = new AtomicLong();
        final TensorPoolDriver driver = launch(
            new DriverContext().settings(settings()).nanoClock(() -> System.nanoTime() + offsetNs.get()));
        final RawClient client = client();
        final AttachResponse lease = client.attachConsumer(STREAM, 202);
        final long uptimeNs = driver.status().snapshot().uptimeNs();
        offsetNs.addAndGet(10_000_000_000L);
        client.keepAlive(lease.leaseId(), STREAM, 202, Role.CONSUMER);
        Await.until("the driver saw the jump",
            () -> driver.status().snapshot().uptimeNs() - uptimeNs >= 10_000_000_000L);
        assertEquals(ResponseCode.OK, client.detach(lease.leaseId(), STREAM, 202, Role.CONSUMER).code());
    }
}
