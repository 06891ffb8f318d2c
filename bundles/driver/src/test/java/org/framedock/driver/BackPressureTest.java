package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.Subscription;
import org.framedock.driver.RawClient.Announce;
import org.framedock.driver.RawClient.AttachResponse;
import org.framedock.driver.RawClient.Revoked;
import org.framedock.protocol.lease.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A control stream that takes nothing, since somebody on it stands still")
class BackPressureTest extends DriverTestBase {

    @Test
    @DisplayName("D-6 lost answers are counted; revocations wait, and announces of the new epoch wait for them")
    void shouldKeepRevocationsBeforeAnnounces() throws Exception {
        final DriverStatus status = launch("driver.announce_stream_id=1001").status();
        final RawClient client = client(1001);
        final long correlationId = client.newCorrelationId();
        final AttachResponse producer = client.new Attach(correlationId, STREAM, 101, Role.PRODUCER).await();
        final int from = client.heard.size();
        try (Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronDirectory))) {
            final Subscription standingStill = aeron.addSubscription(CHANNEL + "|tether=true", CONTROL);
            Await.until("it stands in the way", () -> standingStill.imageCount() == 2);
            Await.until("answers are lost", () -> {
                client.new Attach(correlationId, STREAM, 101, Role.PRODUCER).sendOnly();
                client.poll();
                return status.snapshot().counters().lost() > 0;
            });
            Await.until("the lease has expired", () -> {
                client.poll();
                return status.snapshot().leases().isEmpty();
            });
            final long periodsNs = System.nanoTime() + 300_000_000L;
            Await.until("three periods have passed", () -> {
                client.poll();
                return System.nanoTime() - periodsNs >= 0;
            });
            assertNull(client.find(from, Revoked.class, message -> true));
            assertNull(client.find(from, Announce.class, message -> message.epoch() > producer.regions().epoch()));
        }
        final Revoked revoked = client.awaitFrom(from, Revoked.class, message -> true);
        assertEquals(producer.leaseId(), revoked.leaseId());
        final Announce announce = client.awaitFrom(from, Announce.class,
            message -> message.epoch() > producer.regions().epoch());
        assertTrue(announce.timestampNs() >= revoked.timestampNs(), "the revocation was sent first");
    }
}
