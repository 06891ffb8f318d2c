package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.framedock.driver.RawClient.Config;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Streams of one consumer only")
class ConsumerStreamsTest extends DriverTestBase {

    private static final String[] RANGES = {"driver.descriptor_stream_id_range=31000-31001",
        "driver.control_stream_id_range=32000-32000", "policies.lease_keepalive_interval_ms=60000"};

    private static Config ask(final RawClient client, final long consumerId, final int descriptorId,
        final String descriptorChannel, final int controlId, final String controlChannel) {
        final int from = client.heard.size();
        client.sayHello(consumerId, descriptorId, descriptorChannel, controlId, controlChannel);
        return client.awaitFrom(from, Config.class, config -> config.consumerId() == consumerId);
    }

    @Test
    @DisplayName("D-15 the asked id is only a token: ids come from the ranges, stay the same, and run out")
    void shouldGrantFromRanges() throws Exception {
        launch(RANGES);
        final RawClient client = client();
        final Config first = ask(client, 1, 5, CHANNEL, 6, CHANNEL);
        assertEquals(new Config(STREAM, 1, 2, 31_000, 32_000, CHANNEL, CHANNEL), first);
        assertEquals(first, ask(client, 1, 5, CHANNEL, 6, CHANNEL));
        assertEquals(new Config(STREAM, 2, 2, 31_001, 0, CHANNEL, ""), ask(client, 2, 5, CHANNEL, 6, CHANNEL));
        assertEquals(new Config(STREAM, 3, 2, 0, 0, "", ""), ask(client, 3, 5, CHANNEL, 6, CHANNEL));
    }

    @Test
    @DisplayName("W-25 an id without a channel, or a channel without an id, is declined")
    void shouldDeclineHalfRequests() throws Exception {
        launch(RANGES);
        final RawClient client = client();
        assertEquals(new Config(STREAM, 1, 2, 0, 0, "", ""), ask(client, 1, 5, "", 0, CHANNEL));
        assertEquals(new Config(STREAM, 1, 2, 31_000, 0, CHANNEL, ""), ask(client, 1, 5, CHANNEL, 0, ""));
    }

    @Test
    @DisplayName("W-24 ids of a consumer that asks no more, or is not heard any more, are free again")
    void shouldTakeIdsBack() throws Exception {
        launch(RANGES);
        final RawClient client = client();
        assertEquals(32_000, ask(client, 1, 5, CHANNEL, 6, CHANNEL).controlId());
        client.sayHello(1, 0, "", 0, "");
        assertEquals(32_000, ask(client, 2, 5, CHANNEL, 6, CHANNEL).controlId());
        Await.until("consumer 2 is stale",
            () -> ask(client, 3, 5, CHANNEL, 6, CHANNEL).controlId() == 32_000);
    }

    @Test
    @DisplayName("D-15 without ranges the driver leaves hellos to producers")
    void shouldLeaveHellosToProducers() throws Exception {
        launch();
        final RawClient client = client();
        client.sayHello(1, 5, CHANNEL, 6, CHANNEL);
        assertTrue(client.attachConsumer(STREAM, 1).ok());
        assertNull(client.find(0, Config.class, config -> true));
    }
}
