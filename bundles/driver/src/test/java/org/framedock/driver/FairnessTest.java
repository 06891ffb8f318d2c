package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.driver.RawClient.AttachResponse;
import org.framedock.driver.RawClient.DetachResponse;
import org.framedock.driver.RawClient.Revoked;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("One client that floods the driver holds up no other")
class FairnessTest extends DriverTestBase {

    private static final int FLOOD = 150;
    private static final int ROUNDS = 20;
    /** Half a term of the channel, less the eighth by which the media driver may be behind with a sender's limit. */
    private static final int WINDOW = 28 * 1024;

    /** A driver that stands still for longer expires nobody. */
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int LIFE_STEPS = 90;

    private HandDriver driver;
    private RawClient flooder;
    private RawClient good;

    @BeforeEach
    void connect() throws Exception {
        driver = closeLater(new HandDriver(new DriverContext().settings(settings(
            "driver.descriptor_stream_id_range=31000-31999"))
            .limit(DriverLimit.LEASES_PER_SESSION, 10)));
        flooder = client();
        good = client();
        flooder.beforePoll = driver::cycle;
        good.beforePoll = driver::cycle;
        // Each is heard by the driver once it is answered.
        assertTrue(flooder.attachConsumer(STREAM, 1).ok());
        assertTrue(good.attachConsumer(STREAM, 2).ok());
        flooder.listen();
    }

    private long answers() {
        return good.heard.stream().filter(DetachResponse.class::isInstance).count();
    }

    private void listen() {
        while (flooder.listen() + good.listen() > 0) {
            continue;
        }
    }

    /** Reads all that was sent, and waits until the media driver lets everybody send as much again. */
    private void drain() {
        Await.until("nothing is left", () -> {
            final boolean idle = driver.cycle() == 0;
            listen();
            return idle && good.mayAllSend(CONTROL, WINDOW);
        });
    }

    /** Queues requests that are all answered, and lets nobody run meanwhile. */
    private void flood(final int count, final Runnable request) {
        for (int i = 0; i < count; i++) {
            request.run();
        }
    }

    @Test
    @DisplayName("a cycle reads no more than its share of messages, and the rest in the next ones")
    void shouldLimitMessagesOfCycle() {
        good.heard.clear();
        flood(FLOOD, () -> flooder.sendOnly(golden("detach_request_producer")));
        driver.cycle();
        listen();
        assertEquals(DriverLimit.MESSAGES_PER_CYCLE.defaultValue(), answers());
        drain();
        assertEquals(FLOOD, answers());
    }

    @Test
    @DisplayName("behind a flood of requests another client's attach is answered in the very next cycle")
    void shouldAnswerBehindFlood() {
        for (int round = 0; round < ROUNDS; round++) {
            good.heard.clear();
            flood(FLOOD, () -> flooder.sendOnly(golden("detach_request_producer")));
            final long correlationId = good.newCorrelationId();
            good.sendOnly(good.new Attach(correlationId, STREAM, 100, Role.CONSUMER).bytes());
            driver.cycle();
            listen();
            final AttachResponse response = good.find(0, AttachResponse.class, message -> true);
            assertNotNull(response, "round " + round);
            assertTrue(response.ok());
            final long ahead = good.heard.subList(0, good.indexOf(response)).stream()
                .filter(DetachResponse.class::isInstance).count();
            assertTrue(ahead <= DriverLimit.MESSAGES_PER_TURN.defaultValue(), ahead + " were answered before");
            drain();
            assertEquals(ResponseCode.OK, good.detach(response.leaseId(), STREAM, 100, Role.CONSUMER).code());
        }
    }

    @Test
    @DisplayName("D-5 under floods of requests the leases of others live on, and silent ones end")
    void shouldKeepOthersAliveUnderFlood() {
        final AttachResponse kept = good.attachConsumer(STREAM, 7);
        final AttachResponse silent = good.attachConsumer(STREAM, 8);
        final byte[] hello = flooder.hello(9, 5, CHANNEL, 0, "");
        final byte[] keepalive = golden("lease_keepalive_producer");
        for (int step = 0; step < 3 * LIFE_STEPS; step++) {
            for (int i = 0; i < DriverLimit.MESSAGES_PER_CYCLE.defaultValue(); i++) {
                flooder.trySend(flooder.attach(STREAM, 1000 + i, Role.CONSUMER).bytes());
                flooder.trySend(hello);
                flooder.trySend(keepalive);
            }
            if (step % (LIFE_STEPS / 3) == 0) {
                good.keepAlive(kept.leaseId(), STREAM, 7, Role.CONSUMER);
            }
            driver.pass(STEP_NS);
            listen();
        }
        // It waits where it was made for as long as the streams are full.
        Await.until("the silent one's end", () -> {
            driver.cycle();
            listen();
            return good.find(0, Revoked.class, message -> message.leaseId() == silent.leaseId()) != null;
        });
        assertNull(good.find(0, Revoked.class, message -> message.leaseId() == kept.leaseId()));
        // What the flood has left in the streams would take the answer's place.
        drain();
        assertEquals(ResponseCode.OK, good.detach(kept.leaseId(), STREAM, 7, Role.CONSUMER).code());
        assertEquals(0, driver.status().counters().errors());
    }

    @Test
    @DisplayName("making files ends a cycle, so that one epoch is made in it and not as many as were asked for")
    void shouldMakeOneEpochInCycle() {
        final long first = flooder.newCorrelationId();
        final long second = flooder.newCorrelationId();
        flooder.sendOnly(flooder.new Attach(first, STREAM, 11, Role.PRODUCER).bytes());
        flooder.sendOnly(flooder.new Attach(second, OTHER_STREAM, 12, Role.PRODUCER).bytes());
        driver.cycle();
        flooder.listen();
        assertNotNull(flooder.find(0, AttachResponse.class, message -> message.correlationId() == first));
        assertNull(flooder.find(0, AttachResponse.class, message -> message.correlationId() == second));
        driver.cycle();
        flooder.listen();
        assertNotNull(flooder.find(0, AttachResponse.class, message -> message.correlationId() == second));
    }

    @Test
    @DisplayName("a message in several fragments is passed over")
    void shouldIgnoreFragmentedMessages() {
        flooder.sendRaw(new UnsafeBuffer(new byte[4096]), 4096);
        drain();
        assertTrue(good.attachConsumer(STREAM, 8).ok());
        assertEquals(0, driver.status().counters().malformed());
    }
}
