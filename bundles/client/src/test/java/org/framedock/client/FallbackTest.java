package org.framedock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.framedock.memory.StreamRegions;
import org.framedock.protocol.lease.ResponseCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FallbackTest {

    private static final String BRIDGE = "aeron:udp?endpoint=bridge:40456";

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

    private ScriptedDriver.Attach nextAttach(final Consumer consumer) {
        ScriptedDriver.await(() -> {
            driver.poll();
            consumer.poll(System.nanoTime(), 16);
            return !driver.attaches.isEmpty();
        });
        return driver.attaches.remove();
    }

    private void until(final Consumer consumer, final MappingState state) {
        ScriptedDriver.await(() -> {
            driver.poll();
            consumer.poll(System.nanoTime(), 16);
            return consumer.state() == state;
        });
    }

    @Test
    @DisplayName("W-34 UNMAPPED, FALLBACK once shared memory is refused and another way known, MAPPED(epoch)")
    void shouldFallBackWhenRefused() throws Exception {
        final StreamRegions regions = driver.provision(1);
        final Consumer consumer = client.addConsumer(
            new ConsumerContext().streamId(ScriptedDriver.STREAM_ID).payloadFallbackUri(BRIDGE), frame -> { });
        assertEquals(MappingState.UNMAPPED, consumer.state());
        driver.refuse(nextAttach(consumer), ResponseCode.REJECTED, "huge pages are not to be had");
        until(consumer, MappingState.FALLBACK);
        assertEquals(BRIDGE, consumer.payloadFallbackUri());
        driver.grant(nextAttach(consumer), 2, regions);
        until(consumer, MappingState.MAPPED);
        assertEquals(1, consumer.epoch());
        driver.shutdown();
        until(consumer, MappingState.UNMAPPED);
    }

    @Test
    @DisplayName("W-34 regions that we refuse lead to FALLBACK, too, but only if another way is known")
    void shouldFallBackWhenRegionsAreRefused() {
        final StreamRegions elsewhere = new StreamRegions(ScriptedDriver.STREAM_ID, 1, ScriptedDriver.SLOTS,
            "shm:file?path=/etc/passwd", List.of(new StreamRegions.Pool(
                1, ScriptedDriver.SLOTS, ScriptedDriver.STRIDE, "shm:file?path=/etc/passwd")));
        final Consumer lost = client.addConsumer(
            new ConsumerContext().streamId(ScriptedDriver.STREAM_ID), frame -> { });
        driver.grant(nextAttach(lost), 1, elsewhere);
        nextAttach(lost);
        assertEquals(MappingState.UNMAPPED, lost.state());
        final Consumer other = client.addConsumer(
            new ConsumerContext().streamId(ScriptedDriver.STREAM_ID).payloadFallbackUri(BRIDGE), frame -> { });
        driver.grant(nextAttach(other), 3, elsewhere);
        until(other, MappingState.FALLBACK);
    }

    @Test
    @DisplayName("W-34 W-31 huge pages that are demanded and not there are refused, never replaced by others")
    void shouldRefuseSmallPages() throws Exception {
        final StreamRegions regions = driver.provision(1);
        final Consumer consumer = client.addConsumer(new ConsumerContext().streamId(ScriptedDriver.STREAM_ID)
            .requireHugepages(true).payloadFallbackUri(BRIDGE), frame -> { });
        driver.grant(nextAttach(consumer), 1, regions);
        until(consumer, MappingState.FALLBACK);
        assertEquals(true, consumer.detail().contains("huge"), consumer.detail());
    }
}
