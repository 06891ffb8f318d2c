package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.framedock.driver.RawClient.AttachResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The driver's status")
class StatusTest extends DriverTestBase {

    @Test
    @DisplayName("names streams and leases, and changes at once with them")
    void shouldDescribeStreamsAndLeases() throws Exception {
        final DriverStatus status = launch("policies.lease_keepalive_interval_ms=60000").status();
        final RawClient client = client();
        final AttachResponse producer = client.attachProducer(STREAM, 101);
        final AttachResponse consumer = client.attachConsumer(STREAM, 202);
        Await.until("two leases", () -> status.snapshot().leases().size() == 2);
        final DriverStatus.Snapshot snapshot = status.snapshot();
        assertEquals("driver-test", snapshot.instanceId());
        assertEquals(DriverStatus.State.RUNNING, snapshot.state());
        assertEquals(new DriverStatus.Stream(STREAM, "cam1", producer.regions().epoch(), 101, 1, 8,
            List.of(new DriverStatus.Pool(1, 8, 4096), new DriverStatus.Pool(2, 8, 65_536)), ""),
            snapshot.streams().get(0));
        assertEquals(0, snapshot.streams().get(1).epoch());
        final DriverStatus.Lease first = snapshot.leases().get(0);
        assertEquals(producer.leaseId(), first.leaseId());
        assertEquals(DriverStatus.Role.PRODUCER, first.role());
        assertEquals(101, first.clientId());
        assertEquals(producer.nodeId(), first.nodeId());
        assertEquals(consumer.leaseId(), snapshot.leases().get(1).leaseId());
        assertTrue(first.ageNs() >= snapshot.leases().get(1).ageNs());
        client.keepAlive(producer.leaseId(), STREAM, 101, org.framedock.protocol.lease.Role.PRODUCER);
        Await.until("a keepalive is younger than its lease", () -> {
            final DriverStatus.Lease lease = status.snapshot().leases().get(0);
            return lease.keepaliveAgeNs() < lease.ageNs();
        });
        Await.until("the uptime goes on", () -> status.snapshot().uptimeNs() > snapshot.uptimeNs());
    }
}
