package org.framedock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aeron.Subscription;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.lease.HugepagesPolicy;
import org.framedock.protocol.lease.PublishMode;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.lease.ShmAttachRequestDecoder;
import org.framedock.protocol.lease.ShmAttachResponseDecoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClientWishesTest {

    private ScriptedDriver driver;
    private TensorPoolClient client;

    @BeforeEach
    void open() throws Exception {
        driver = new ScriptedDriver();
        client = TensorPoolClient.connect(driver.clientContext());
    }

    @AfterEach
    void close() {
        client.close();
        driver.close();
    }

    /** What the next attach of a client asks for; a late subscriber may hear older ones of others first. */
    private String nextRequest(final long clientId, final Runnable step) {
        final ShmAttachRequestDecoder request = new ShmAttachRequestDecoder();
        final String[] asked = new String[1];
        try (Subscription control = driver.subscribe(ClientContext.DEFAULT_CONTROL_STREAM_ID)) {
            ScriptedDriver.await(() -> {
                step.run();
                control.poll((buffer, offset, length, header) -> {
                    if (MessageCheck.templateId(buffer, offset) == ShmAttachRequestDecoder.TEMPLATE_ID) {
                        request.wrap(buffer, offset + MessageCheck.HEADER_BYTES,
                            ShmAttachRequestDecoder.BLOCK_LENGTH, ShmAttachRequestDecoder.SCHEMA_VERSION);
                        asked[0] = request.clientId() != clientId ? null
                            : request.role() + " layout " + request.expectedLayoutVersion() + " "
                            + request.publishMode() + " " + request.requireHugepages() + " node "
                            + request.desiredNodeId();
                    }
                }, 1);
                return asked[0] != null;
            });
        }
        return asked[0];
    }

    @Test
    @DisplayName("D-4 D-14 W-31 a producer asks for what its context says: existing stream, huge pages, node id")
    void shouldAskForWhatContextSays() {
        final Producer plain = client.addProducer(new ProducerContext().streamId(ScriptedDriver.STREAM_ID));
        assertEquals(Role.PRODUCER + " layout 1 " + PublishMode.EXISTING_OR_CREATE + " "
            + HugepagesPolicy.UNSPECIFIED + " node " + ShmAttachRequestDecoder.desiredNodeIdNullValue(),
            nextRequest(plain.clientId(), () -> plain.doWork(System.nanoTime())));
        plain.close();
        final Producer picky = client.addProducer(new ProducerContext().streamId(ScriptedDriver.STREAM_ID)
            .mayCreateStream(false).requireHugepages(true).desiredNodeId(17));
        assertEquals(Role.PRODUCER + " layout 1 " + PublishMode.REQUIRE_EXISTING + " " + HugepagesPolicy.HUGEPAGES
            + " node 17", nextRequest(picky.clientId(), () -> picky.doWork(System.nanoTime())));
    }

    @Test
    @DisplayName("D-4 D-14 a consumer asks for any layout and its node id, and knows what it was given")
    void shouldKnowGrantedNodeId() throws Exception {
        final Consumer consumer = client.addConsumer(new ConsumerContext().streamId(ScriptedDriver.STREAM_ID)
            .expectedLayoutVersion(0).desiredNodeId(5), frame -> { });
        assertEquals(Role.CONSUMER + " layout 0 " + PublishMode.REQUIRE_EXISTING + " "
            + HugepagesPolicy.UNSPECIFIED + " node 5", nextRequest(consumer.clientId(),
                () -> consumer.poll(System.nanoTime(), 1)));
        assertEquals(-1, consumer.nodeId());
        // A node id beyond what trace ids can use is no reason not to attach.
        driver.nodeId = 0xFFFF_0000L;
        ScriptedDriver.await(() -> {
            driver.poll();
            consumer.poll(System.nanoTime(), 1);
            return !driver.attaches.isEmpty();
        });
        driver.grant(driver.attaches.remove(), 1, driver.provision(1));
        ScriptedDriver.await(() -> {
            driver.poll();
            consumer.poll(System.nanoTime(), 1);
            return consumer.isMapped();
        });
        assertEquals(0xFFFF_0000L, consumer.nodeId());
        driver.nodeId = ShmAttachResponseDecoder.nodeIdNullValue();
    }

    @Test
    @DisplayName("a context that cannot be meant names field and value")
    void shouldRefuseImpossibleContexts() {
        assertEquals("desiredNodeId=-2 has to be from 0 to 4294967294", assertThrows(IllegalArgumentException.class,
            () -> client.addProducer(new ProducerContext().streamId(1).desiredNodeId(-2))).getMessage());
        assertEquals("maxRateHz=-1 has to be 0 or more, helloIntervalNs=1000000000 positive",
            assertThrows(IllegalArgumentException.class, () -> client.addConsumer(
                new ConsumerContext().streamId(1).maxRateHz(-1), frame -> { })).getMessage());
    }
}
