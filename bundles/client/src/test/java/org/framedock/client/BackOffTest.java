package org.framedock.client;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.TimeUnit;
import org.framedock.memory.StreamRegions;
import org.framedock.protocol.lease.ResponseCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private ScriptedDriver driver;
    private TensorPoolClient client;
    private Consumer consumer;
    /** The client's clock, which stands still while the test wants it to. */
    private long nowNs = System.nanoTime();

    @BeforeEach
    void open() throws Exception {
        driver = new ScriptedDriver();
        client = TensorPoolClient.connect(driver.clientContext().attachTimeoutNs(TimeUnit.HOURS.toNanos(1)));
        consumer = client.addConsumer(new ConsumerContext().streamId(ScriptedDriver.STREAM_ID), frame -> { });
    }

    @AfterEach
    void close() {
        client.close();
        driver.close();
    }

    private void turn() {
        driver.poll();
        consumer.poll(nowNs, 16);
    }

    private void refuseNext() {
        ScriptedDriver.await(() -> {
            nowNs = System.nanoTime();
            turn();
            return !driver.attaches.isEmpty();
        });
        driver.refuse(driver.attaches.remove(), ResponseCode.REJECTED, "not yet");
        ScriptedDriver.await(() -> {
            turn();
            return consumer.detail().contains("not yet");
        });
        driver.attaches.clear();
    }

    @Test
    @DisplayName("D-12 a higher epoch that is announced ends a long back-off; the same epoch again does not")
    void shouldAttachAtOnceWhenEpochRises() throws Exception {
        final StreamRegions first = driver.provision(1);
        final StreamRegions second = driver.provision(2);
        for (int i = 0; i < 5; i++) {
            refuseNext();
        }
        // From here on only so much time passes for the client as is said: less than the back-off of 640 ms.
        driver.announce(first, 0, System.nanoTime());
        nowNs = Math.max(nowNs, System.nanoTime());
        hearAnnounce();
        nowNs += TimeUnit.MILLISECONDS.toNanos(20);
        ScriptedDriver.await(() -> {
            turn();
            return !driver.attaches.isEmpty();
        });
        driver.refuse(driver.attaches.remove(), ResponseCode.REJECTED, "not yet either");
        ScriptedDriver.await(() -> {
            turn();
            return consumer.detail().contains("either");
        });
        driver.attaches.clear();
        driver.announce(first, 0, System.nanoTime());
        hearAnnounce();
        nowNs += TimeUnit.MILLISECONDS.toNanos(20);
        hearAnnounce();
        assertFalse(driver.attaches.stream().findAny().isPresent(), "the same epoch again is no reason");
        driver.announce(second, 0, System.nanoTime());
        hearAnnounce();
        nowNs += TimeUnit.MILLISECONDS.toNanos(20);
        ScriptedDriver.await(() -> {
            turn();
            return !driver.attaches.isEmpty();
        });
    }

    /** The announce is in the log when it is sent; one turn reads what is there. */
    private void hearAnnounce() {
        for (int i = 0; i < 10; i++) {
            turn();
        }
    }
}
