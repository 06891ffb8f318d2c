package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.framedock.driver.RawClient.AttachResponse;
import org.framedock.driver.RawClient.Revoked;
import org.framedock.protocol.lease.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two hundred consumers on one driver")
class ManyConsumersTest extends DriverTestBase {

    private static final int CONSUMERS = 200;
    private static final int CLIENTS = 4;
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int STEPS_OF_INTERVAL = 30;
    private static final int INTERVALS_OF_LIFE = 3;

    private final List<AttachResponse> leases = new ArrayList<>();
    private final List<RawClient> clients = new ArrayList<>();
    private HandDriver driver;

    @BeforeEach
    void attachAll() throws Exception {
        driver = closeLater(new HandDriver(new DriverContext().settings(settings())));
        for (int i = 0; i < CLIENTS; i++) {
            final RawClient client = client();
            client.beforePoll = driver::cycle;
            clients.add(client);
        }
        assertTrue(clients.get(0).attachProducer(STREAM, 1).ok());
        for (int i = 0; i < CONSUMERS; i++) {
            leases.add(clientOf(i).attachConsumer(STREAM, 1000 + i));
            assertTrue(leases.get(i).ok(), leases.get(i).error());
            listen();
        }
    }

    private RawClient clientOf(final int consumer) {
        return clients.get(consumer % CLIENTS);
    }

    private void listen() {
        for (final RawClient client : clients) {
            while (client.listen() > 0) {
                continue;
            }
        }
    }

    private void keepAllAlive() {
        for (int i = 0; i < CONSUMERS; i++) {
            clientOf(i).keepAlive(leases.get(i).leaseId(), STREAM, 1000 + i, Role.CONSUMER);
        }
    }

    private Set<Long> ended() {
        final Set<Long> ended = new HashSet<>();
        for (final RawClient.Message message : clients.get(0).heard) {
            if (message instanceof Revoked revoked && revoked.role() == Role.CONSUMER) {
                ended.add(revoked.leaseId());
            }
        }
        return ended;
    }

    private void passInterval() {
        for (int step = 0; step < STEPS_OF_INTERVAL; step++) {
            driver.pass(STEP_NS);
            listen();
        }
    }

    @Test
    @DisplayName("D-1 D-5 all stay alive by their keepalives for many lives, and all end without")
    void shouldKeepAllAlive() {
        for (int round = 0; round < 4 * INTERVALS_OF_LIFE; round++) {
            keepAllAlive();
            passInterval();
        }
        assertEquals(Set.of(), ended());
        assertEquals(CONSUMERS, driver.status().leases().size(), "the producer sent no keepalives");
        for (int round = 0; round < INTERVALS_OF_LIFE + 1; round++) {
            passInterval();
        }
        assertEquals(CONSUMERS, ended().size());
        assertEquals(List.of(), driver.status().leases());
        assertEquals(0, driver.status().counters().errors());
    }

    @Test
    @DisplayName("D-5 whole duty cycles full of keepalives, from Aeron's log to the deadline, allocate nothing")
    void shouldNotAllocateForKeepalives() {
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        long leastBytes = Long.MAX_VALUE;
        // What the first rounds allocate is the virtual machine's own, such as for linking.
        for (int round = 0; round < 10; round++) {
            keepAllAlive();
            final long beforeBytes = threads.getCurrentThreadAllocatedBytes();
            int read = 0;
            for (int work = driver.cycle(); work > 0; work = driver.cycle()) {
                read += work;
            }
            leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - beforeBytes);
            assertEquals(CONSUMERS, read);
            listen();
        }
        assertEquals(0, leastBytes);
    }
}
