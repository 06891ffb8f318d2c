package org.framedock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.Bool;
import org.framedock.protocol.pool.ConsumerConfigDecoder;
import org.framedock.protocol.pool.ConsumerConfigEncoder;
import org.framedock.protocol.pool.ConsumerHelloEncoder;
import org.framedock.protocol.pool.MessageHeaderDecoder;
import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.framedock.protocol.pool.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OwnStreamsTest {

    private static final int OWN_DESCRIPTORS = 31_001;
    private static final int OWN_CONTROL = 32_001;
    private static final String CHANNEL = ClientContext.DEFAULT_CHANNEL;

    private final List<Long> seen = new ArrayList<>();
    private ClientScene scene;

    @AfterEach
    void close() {
        scene.close();
    }

    private Consumer attachWithOwn(final int maxRateHz) {
        return scene.attach(ClientScene.consumerContext().maxRateHz(maxRateHz)
            .ownDescriptorStream(CHANNEL, OWN_DESCRIPTORS), frame -> seen.add(frame.sequence()));
    }

    /** Frames flow until the consumer reads its own stream. */
    private void untilOwn(final Consumer consumer) {
        scene.until(() -> {
            scene.offer();
            return ownsStream(consumer);
        });
    }

    private boolean ownsStream(final Consumer consumer) {
        return consumer.hasOwnDescriptorStream();
    }

    @Test
    @DisplayName("W-25 a consumer that asks for its own descriptor stream is moved there, nothing lost nor twice")
    void shouldMoveToOwnStream() throws Exception {
        scene = new ClientScene();
        scene.attach(ClientScene.producerContext());
        final Consumer consumer = attachWithOwn(0);
        final long[] offered = new long[1];
        scene.until(() -> {
            if (seen.size() == offered[0]) {
                scene.offer();
                offered[0]++;
            }
            return ownsStream(consumer) && offered[0] > 50;
        });
        scene.until(() -> seen.size() == offered[0]);
        for (int i = 0; i < seen.size(); i++) {
            assertEquals(i, seen.get(i));
        }
        assertEquals(0, consumer.counters().gaps());
    }

    @Test
    @DisplayName("W-25 maxRateHz is kept on the own stream, ignored on the shared one; what is left out is no gap")
    void shouldThinOwnStream() throws Exception {
        scene = new ClientScene();
        scene.attach(ClientScene.producerContext());
        final List<Long> all = new ArrayList<>();
        final Consumer consumer = attachWithOwn(1);
        scene.attach(ClientScene.consumerContext().maxRateHz(1), frame -> all.add(frame.sequence()));
        untilOwn(consumer);
        seen.clear();
        all.clear();
        for (int i = 0; i < 5; i++) {
            final long seq = scene.offer();
            scene.until(() -> all.contains(seq));
        }
        assertTrue(all.size() >= 5, "seen by all " + all);
        assertTrue(seen.size() < all.size(), "seen " + seen);
        assertEquals(0, consumer.counters().gaps());
    }

    @Test
    @DisplayName("W-25 the streams of a consumer that has left are closed; another may have them")
    void shouldCloseStreamsOfConsumerThatLeft() throws Exception {
        scene = new ClientScene();
        scene.attach(ClientScene.producerContext());
        final Consumer first = attachWithOwn(0);
        untilOwn(first);
        final long id = first.clientId();
        scene.consumers.remove(first);
        first.close();
        try (Subscription probe = scene.aeron().addSubscription(CHANNEL, OWN_DESCRIPTORS)) {
            scene.until(probe::isConnected);
            scene.driver.revoke(99, id, 2, 1);
            // An image ends when all of it has been read.
            scene.until(() -> probe.poll((buffer, offset, length, header) -> { }, 64) == 0 && !probe.isConnected());
        }
        final Consumer second = attachWithOwn(0);
        untilOwn(second);
    }

    @Test
    @DisplayName("W-24 W-25 a consumer that says neither hello nor QoS any more is stale: its streams are closed")
    void shouldCloseStreamsOfStaleConsumer() throws Exception {
        scene = new ClientScene();
        scene.attach(ClientScene.producerContext());
        sayHello(5, OWN_DESCRIPTORS, CHANNEL, OWN_CONTROL, CHANNEL);
        try (Subscription probe = scene.aeron().addSubscription(CHANNEL, OWN_DESCRIPTORS)) {
            scene.until(probe::isConnected);
            scene.until(() -> !probe.isConnected());
        }
    }

    @Test
    @DisplayName("W-25 a consumer whose stream is closed goes back to the shared one")
    void shouldReturnToSharedStream() throws Exception {
        scene = new ClientScene();
        scene.attach(ClientScene.producerContext());
        final Consumer consumer = attachWithOwn(0);
        untilOwn(consumer);
        scene.producer.close();
        scene.producer = null;
        scene.until(() -> !ownsStream(consumer));
    }

    @Test
    @DisplayName("W-25 half a request, another host, or a stream that all share is declined in an answer")
    void shouldDeclineImproperRequests() throws Exception {
        scene = new ClientScene();
        scene.attach(ClientScene.producerContext());
        final List<String> answers = new ArrayList<>();
        try (Subscription control = scene.aeron().addSubscription(CHANNEL, ClientContext.DEFAULT_CONTROL_STREAM_ID)) {
            sayHello(5, OWN_DESCRIPTORS, "", 0, "");
            answers.add(nextAnswer(control));
            sayHello(5, 0, CHANNEL, 0, "");
            answers.add(nextAnswer(control));
            sayHello(5, OWN_DESCRIPTORS, "aeron:udp?endpoint=localhost:40123", 0, "");
            answers.add(nextAnswer(control));
            sayHello(5, ClientContext.DEFAULT_CONTROL_STREAM_ID, CHANNEL, 0, "");
            answers.add(nextAnswer(control));
            assertEquals(List.of("5 0 ", "5 0 ", "5 0 ", "5 0 "), answers);
            sayHello(5, OWN_DESCRIPTORS, CHANNEL, 0, "");
            assertEquals("5 " + OWN_DESCRIPTORS + " " + CHANNEL, nextAnswer(control));
            sayHello(6, OWN_DESCRIPTORS, CHANNEL, 0, "");
            assertEquals("6 0 ", nextAnswer(control), "a stream serves one consumer");
        }
    }

    @Test
    @DisplayName("D-15 where the driver grants streams the producer opens what it names, not what was asked for")
    void shouldOpenWhatDriverNames() throws Exception {
        scene = new ClientScene(new ClientContext().perConsumerStreamsByDriver(true));
        scene.attach(ClientScene.producerContext());
        final Consumer consumer = attachWithOwn(0);
        try (Subscription asked = scene.aeron().addSubscription(CHANNEL, OWN_DESCRIPTORS)) {
            scene.until(() -> {
                sayConfig(consumer.clientId(), 31_500);
                scene.offer();
                return ownsStream(consumer);
            });
            assertFalse(asked.isConnected());
        }
        final long seq = scene.offer();
        scene.until(() -> seen.contains(seq));
    }

    @Test
    @DisplayName("W-25 D-15 an answer that names another stream does not move a consumer from one that is being fed")
    void shouldKeepStreamThatIsFed() throws Exception {
        scene = new ClientScene();
        scene.attach(ClientScene.producerContext());
        final Consumer consumer = attachWithOwn(0);
        untilOwn(consumer);
        sayConfig(consumer.clientId(), 31_500, "shm:other");
        scene.until(() -> consumer.payloadFallbackUri().equals("shm:other"));
        assertTrue(ownsStream(consumer));
        final long seq = scene.offer();
        scene.until(() -> seen.contains(seq));
        assertEquals(0, consumer.counters().gaps());
    }

    @Test
    @DisplayName("W-25 half a request is refused where it is made, too")
    void shouldRefuseHalfRequest() throws Exception {
        scene = new ClientScene();
        assertThrows(IllegalArgumentException.class,
            () -> ClientScene.consumerContext().ownDescriptorStream(CHANNEL, 0).conclude());
    }

    private void sayHello(
        final long consumerId, final int descriptorId, final String descriptorChannel, final int controlId,
        final String controlChannel) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        final ConsumerHelloEncoder hello = new ConsumerHelloEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .streamId(ScriptedDriver.STREAM_ID).consumerId(consumerId).supportsShm(Bool.TRUE)
            .supportsProgress(Bool.FALSE).mode(Mode.STREAM).maxRateHz(0).expectedLayoutVersion(1)
            .progressIntervalUs(-1).progressBytesDelta(-1).progressMajorDeltaUnits(-1)
            .descriptorStreamId(descriptorId).controlStreamId(controlId)
            .descriptorChannel(descriptorChannel).controlChannel(controlChannel);
        scene.say(ClientContext.DEFAULT_CONTROL_STREAM_ID, buffer,
            MessageHeaderEncoder.ENCODED_LENGTH + hello.encodedLength());
    }

    private void sayConfig(final long consumerId, final int descriptorId) {
        sayConfig(consumerId, descriptorId, "");
    }

    private void sayConfig(final long consumerId, final int descriptorId, final String fallbackUri) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        final ConsumerConfigEncoder config = new ConsumerConfigEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .streamId(ScriptedDriver.STREAM_ID).consumerId(consumerId).useShm(Bool.TRUE).mode(Mode.STREAM)
            .descriptorStreamId(descriptorId).controlStreamId(0).payloadFallbackUri(fallbackUri)
            .descriptorChannel(CHANNEL).controlChannel("");
        scene.say(ClientContext.DEFAULT_CONTROL_STREAM_ID, buffer,
            MessageHeaderEncoder.ENCODED_LENGTH + config.encodedLength());
    }

    private String nextAnswer(final Subscription control) {
        final String[] answer = new String[1];
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        scene.until(() -> {
            control.poll((buffer, offset, length, ignored) -> {
                header.wrap(buffer, offset);
                if (header.schemaId() == ConsumerConfigDecoder.SCHEMA_ID
                    && header.templateId() == ConsumerConfigDecoder.TEMPLATE_ID) {
                    final ConsumerConfigDecoder config = new ConsumerConfigDecoder()
                        .wrapAndApplyHeader(buffer, offset, header);
                    config.skipPayloadFallbackUri();
                    answer[0] = config.consumerId() + " " + config.descriptorStreamId() + " "
                        + config.descriptorChannel();
                }
            }, 1);
            return answer[0] != null;
        });
        return answer[0];
    }
}
