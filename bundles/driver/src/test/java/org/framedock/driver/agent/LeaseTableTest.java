package org.framedock.driver.agent;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.framedock.protocol.lease.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D-5 deadlines of leases while the driver is held up")
class LeaseTableTest {

    private static final long LIFE_NS = 900;
    private static final int SESSION = 3;

    private final LeaseTable leases = new LeaseTable(LIFE_NS);
    private final Lease lease = leases.add(null, 7, Role.CONSUMER, 1, Lease.NO_NODE, SESSION, 0);

    @Test
    @DisplayName("once, for however long: keepalives may have come meanwhile")
    void shouldWaitAfterOneLongStall() {
        leases.postpone(10_000);
        assertNull(leases.findExpired(10_899));
        assertSame(lease, leases.findExpired(10_900));
    }

    @Test
    @DisplayName("in every cycle: a lease without keepalives ends all the same")
    void shouldNotWaitForEver() {
        for (long nowNs = 100; nowNs < 2 * LIFE_NS; nowNs += 100) {
            leases.postpone(100);
            assertNull(leases.findExpired(nowNs), "at " + nowNs);
        }
        leases.postpone(100);
        assertSame(lease, leases.findExpired(2 * LIFE_NS));
    }

    @Test
    @DisplayName("in every cycle: a keepalive begins anew")
    void shouldWaitAgainAfterKeepalive() {
        leases.postpone(LIFE_NS);
        leases.keepAlive(lease, LIFE_NS);
        leases.postpone(100);
        assertNull(leases.findExpired(2 * LIFE_NS));
        assertSame(lease, leases.findExpired(2 * LIFE_NS + 100));
    }
}
