package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.framedock.driver.RawClient.Announce;
import org.framedock.driver.RawClient.AttachResponse;
import org.framedock.driver.RawClient.Config;
import org.framedock.protocol.lease.PublishMode;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a driver takes on at most")
class LimitsTest extends DriverTestBase {

    private static final String LONG_LEASES = "policies.lease_keepalive_interval_ms=60000";

    private DriverContext context(final String... overrides) {
        return new DriverContext().settings(settings(overrides));
    }

    private static void assertRejected(final String text, final AttachResponse response) {
        assertEquals(ResponseCode.REJECTED, response.code());
        assertEquals(text, response.error());
    }

    private static long refused(final TensorPoolDriver driver, final DriverLimit limit) {
        return driver.status().snapshot().bounds().stream().filter(bound -> bound.limit() == limit).findFirst()
            .orElseThrow().refused();
    }

    private static AttachResponse create(final RawClient client, final long streamId, final long clientId) {
        final RawClient.Attach attach = client.attach(streamId, clientId, Role.CONSUMER);
        attach.with().publishMode(PublishMode.EXISTING_OR_CREATE);
        return attach.await();
    }

    @Test
    @DisplayName("D-3 leases in all: one more is rejected with a clear text and counted, one that ends makes room")
    void shouldLimitLeases() throws Exception {
        final TensorPoolDriver driver = launch(context(LONG_LEASES).limit(DriverLimit.LEASES, 3));
        final RawClient client = client();
        final AttachResponse first = client.attachProducer(STREAM, 1);
        client.attachConsumer(STREAM, 2);
        final long correlationId = client.newCorrelationId();
        final AttachResponse third = client.new Attach(correlationId, OTHER_STREAM, 3, Role.CONSUMER).await();
        final String text = "the driver has as many leases as it may: 3";
        assertRejected(text, client.attachConsumer(STREAM, 4));
        assertRejected(text, client.attachProducer(OTHER_STREAM, 5));
        assertEquals(third.leaseId(),
            client.new Attach(correlationId, OTHER_STREAM, 3, Role.CONSUMER).await().leaseId(), "D-2a");
        client.detach(first.leaseId(), STREAM, 1, Role.PRODUCER);
        assertTrue(client.attachConsumer(STREAM, 4).ok());
        Await.until("counted", () -> refused(driver, DriverLimit.LEASES) == 2
            && driver.status().snapshot().counters().limited() == 2);
    }

    @Test
    @DisplayName("D-1 leases of a stream: consumers leave the producer's place free, and other streams go on")
    void shouldLimitLeasesOfStream() throws Exception {
        final TensorPoolDriver driver = launch(context(LONG_LEASES).limit(DriverLimit.LEASES_PER_STREAM, 3));
        final RawClient client = client();
        assertTrue(client.attachConsumer(STREAM, 1).ok());
        assertTrue(client.attachConsumer(STREAM, 2).ok());
        final String text = "stream " + STREAM + " has as many leases as it may: 3";
        assertRejected(text, client.attachConsumer(STREAM, 3));
        assertTrue(client.attachProducer(STREAM, 4).ok());
        assertRejected(text, client.attachConsumer(STREAM, 3));
        assertTrue(client.attachConsumer(OTHER_STREAM, 3).ok());
        Await.until("counted", () -> refused(driver, DriverLimit.LEASES_PER_STREAM) == 2);
    }

    @Test
    @DisplayName("leases of a session: who floods attaches leaves room for others")
    void shouldLimitLeasesOfSession() throws Exception {
        launch(context(LONG_LEASES).limit(DriverLimit.LEASES_PER_SESSION, 2));
        final RawClient flooder = client();
        final RawClient other = client();
        final AttachResponse first = flooder.attachConsumer(STREAM, 1);
        flooder.attachConsumer(STREAM, 2);
        for (int i = 3; i < 20; i++) {
            assertRejected("this Aeron session has as many leases as it may: 2", flooder.attachConsumer(STREAM, i));
        }
        assertTrue(other.attachConsumer(STREAM, 100).ok());
        flooder.detach(first.leaseId(), STREAM, 1, Role.CONSUMER);
        assertTrue(flooder.attachConsumer(STREAM, 3).ok());
    }

    @Test
    @DisplayName("D-15 streams: one more is rejected, those that are there are not")
    void shouldLimitStreams() throws Exception {
        launch(context(LONG_LEASES, "policies.allow_dynamic_streams=true", "driver.stream_id_range=20000-29999",
            "policies.default_profile=tiny").limit(DriverLimit.STREAMS, 3));
        final RawClient client = client();
        assertTrue(create(client, 20_000, 1).ok());
        assertRejected("the driver has as many streams as it may: 3", create(client, 20_001, 2));
        assertRejected("the driver has as many streams as it may: 3", create(client, 0, 2));
        assertTrue(create(client, 20_000, 2).ok());
        assertEquals(List.of(), epochsOnDisk(20_001));
    }

    @Test
    @DisplayName("settings with more streams than there may be are refused at start")
    void shouldRefuseTooManyConfiguredStreams() {
        final DriverContext context = context().limit(DriverLimit.STREAMS, 1);
        assertEquals("test settings: 2 streams are too many: at most 1 are accepted",
            assertThrows(DriverStartException.class, context::conclude).getMessage());
        assertEquals("STREAMS = 0: it has to be at least 1", assertThrows(IllegalArgumentException.class,
            () -> context.limit(DriverLimit.STREAMS, 0)).getMessage());
    }

    @Test
    @DisplayName("D-7 D-16 epochs that are too young to be cleaned up are limited, and the stream recovers by itself")
    void shouldLimitYoungEpochs() throws Exception {
        final TensorPoolDriver driver = launch(context("policies.epoch_gc_min_age_ns=1000000000")
            .limit(DriverLimit.YOUNG_EPOCHS_PER_STREAM, 5));
        final RawClient client = client();
        AttachResponse last = client.attachProducer(STREAM, 1);
        long highest = 0;
        while (last.ok()) {
            highest = last.regions().epoch();
            assertEquals(ResponseCode.OK, client.detach(last.leaseId(), STREAM, 1, Role.PRODUCER).code());
            last = client.attachProducer(STREAM, 1);
        }
        assertRejected("stream " + STREAM + " has had 5 epochs within a short time; try again later", last);
        assertTrue(epochsOnDisk(STREAM).size() <= 5, () -> "on disk: " + epochsOnDisk(STREAM));
        assertTrue(client.attachProducer(OTHER_STREAM, 2).ok());
        assertTrue(refused(driver, DriverLimit.YOUNG_EPOCHS_PER_STREAM) > 0);
        final long before = highest;
        final int from = client.heard.size();
        final Announce announce = client.awaitFrom(from, Announce.class, message ->
            message.regions().streamId() == STREAM && message.epoch() > before);
        Await.until("the stream can be attached to again", () -> client.attachProducer(STREAM, 1).ok());
        assertTrue(client.find(0, Announce.class, message -> message.regions().streamId() == STREAM
            && message.producerId() == 1 && message.epoch() > announce.epoch()) != null);
    }

    @Test
    @DisplayName("D-15 W-25 consumers with streams of their own, in all and of a session; the rest is declined")
    void shouldLimitConsumerStreams() throws Exception {
        final TensorPoolDriver driver = launch(context("driver.descriptor_stream_id_range=31000-31999")
            .limit(DriverLimit.CONSUMER_STREAMS, 3).limit(DriverLimit.CONSUMER_STREAMS_PER_SESSION, 2));
        final RawClient flooder = client();
        for (int i = 1; i <= 10; i++) {
            assertEquals(i <= 2 ? 30_999 + i : 0, askForStream(flooder, i));
        }
        assertEquals(31_002, askForStream(client(), 100));
        assertEquals(0, askForStream(client(), 101));
        flooder.sayHello(1, 0, "", 0, "");
        assertEquals(31_000, askForStream(flooder, 3));
        Await.until("counted", () -> refused(driver, DriverLimit.CONSUMER_STREAMS_PER_SESSION) == 8
            && refused(driver, DriverLimit.CONSUMER_STREAMS) == 1);
    }

    private static long askForStream(final RawClient client, final long consumerId) {
        final int from = client.heard.size();
        client.sayHello(consumerId, 5, CHANNEL, 0, "");
        return client.awaitFrom(from, Config.class, config -> config.consumerId() == consumerId).descriptorId();
    }

    @Test
    @DisplayName("limits are to be seen, with their values")
    void shouldShowLimits() throws Exception {
        final List<DriverStatus.Bound> bounds =
            launch(context().limit(DriverLimit.LEASES, 7)).status().snapshot().bounds();
        assertEquals(DriverLimit.values().length, bounds.size());
        assertEquals(new DriverStatus.Bound(DriverLimit.LEASES, 7, 0), bounds.get(0));
        assertEquals(new DriverStatus.Bound(DriverLimit.LEASES_PER_STREAM, 512, 0), bounds.get(1));
    }
}
