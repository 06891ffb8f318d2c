package org.framedock.operator.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aeron.Aeron;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.driver.DriverStatus;
import org.framedock.operator.Await;
import org.framedock.transport.AeronConnection;
import org.framedock.transport.CounterGroup;
import org.framedock.transport.CounterType;
import org.framedock.transport.EmbeddedMediaDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LeaseHoldersTest {

    private static final long STREAM_ID = 4_000_000_000L;
    private static final long OWN = ProcessHandle.current().pid();
    private static final long OTHER = ProcessHandle.current().parent().orElseThrow().pid();
    private static final String NAME_PROPERTY = "aeron.client.name";
    /** Beyond what Linux gives to a process. */
    private static final long DEAD = Integer.MAX_VALUE;

    private final String directory = "/dev/shm/framedock-holders-test-" + OWN + "-" + System.nanoTime();
    private final List<DriverStatus.Lease> leases = new ArrayList<>();
    private EmbeddedMediaDriver mediaDriver;
    private AeronConnection connection;
    private Aeron aeron;

    @BeforeEach
    void start() throws Exception {
        mediaDriver = EmbeddedMediaDriver.launchUnlessAlive(directory);
        connection = new AeronConnection(directory);
        Await.until("a client", () -> {
            aeron = connection.poll(System.nanoTime());
            return aeron != null;
        });
    }

    @AfterEach
    void end() {
        connection.close();
        mediaDriver.close();
    }

    /** A counter as a client of that process would have it. */
    private void count(final long clientId, final long pid) {
        count(clientId, pid, "");
    }

    private void count(final long clientId, final long pid, final String instance) {
        final UnsafeBuffer key =
            new UnsafeBuffer(new byte[CounterGroup.INSTANCE_OFFSET + 2 * Integer.BYTES + instance.length()]);
        key.putInt(CounterGroup.STREAM_ID_OFFSET, (int)STREAM_ID, ByteOrder.LITTLE_ENDIAN);
        key.putInt(CounterGroup.CLIENT_ID_OFFSET, (int)clientId, ByteOrder.LITTLE_ENDIAN);
        key.putInt(CounterGroup.INSTANCE_OFFSET, instance.length(), ByteOrder.LITTLE_ENDIAN);
        key.putStringWithoutLengthAscii(CounterGroup.INSTANCE_OFFSET + Integer.BYTES, instance);
        key.putInt(CounterGroup.INSTANCE_OFFSET + Integer.BYTES + instance.length(), (int)pid,
            ByteOrder.LITTLE_ENDIAN);
        aeron.addCounter(CounterType.CONSUMER_FRAMES.typeId(), key, 0, key.capacity(), key, 0, 0);
    }

    /** All of one session, as concurrent publications of one channel are. */
    private void lease(final long leaseId, final long clientId) {
        leases.add(new DriverStatus.Lease(leaseId, STREAM_ID, clientId, DriverStatus.Role.CONSUMER, 0, 0, 0, 7));
    }

    private List<Long> processes() {
        final LeaseHolders holders = new LeaseHolders();
        look(holders, System.nanoTime());
        return leases.stream().map(lease -> holders.of(lease.leaseId()).pid()).toList();
    }

    private void look(final LeaseHolders holders, final long nowNs) {
        final DriverStatus.Snapshot driver = new DriverStatus.Snapshot("driver-1", DriverStatus.State.RUNNING, "", 0,
            List.of(), leases, DriverStatus.Counters.NONE, List.of());
        holders.look(driver, new DriverStatus.Place("", "", directory, Path.of(directory, "regions").toString(), "",
            1000, "", 0, 0), List.of(), nowNs);
    }

    @Test
    @DisplayName("several consumers of one stream and session are told apart by their counters; others stay unknown")
    void shouldTellConsumersApart() throws Exception {
        lease(1, 4_000_000_001L);
        lease(2, 12);
        lease(3, 13);
        lease(4, 14);
        try (CounterGroup group = new CounterGroup("driver-1")) {
            group.add(CounterType.CONSUMER_FRAMES, STREAM_ID, "cam1", 4_000_000_001L, () -> 1);
            count(12, OTHER);
            count(14, OTHER);
            Await.until("all three", () -> {
                group.update(aeron, System.nanoTime());
                return processes().equals(List.of(OWN, OTHER, -1L, OTHER));
            });
        }
    }

    @Test
    @DisplayName("a program's name, which comes after its counters, is not missed")
    void shouldWaitForName() throws Exception {
        System.setProperty(NAME_PROPERTY, "reader");
        try (AeronConnection named = new AeronConnection(directory);
            CounterGroup group = new CounterGroup("driver-1")) {
            group.add(CounterType.CONSUMER_FRAMES, STREAM_ID, "cam1", 12, () -> 1);
            lease(1, 12);
            Await.until("its counters", () -> {
                group.update(named.poll(System.nanoTime()), System.nanoTime());
                return processes().equals(List.of(OWN));
            });
            final LeaseHolders holders = new LeaseHolders();
            look(holders, System.nanoTime());
            Await.until("its name", () -> {
                named.poll(System.nanoTime());
                final LeaseHolders later = new LeaseHolders();
                look(later, System.nanoTime());
                return later.of(1).name().equals("reader");
            });
            look(holders, System.nanoTime() + TimeUnit.SECONDS.toNanos(3));
            assertEquals(new AeronClients.Program("reader", OWN), holders.of(1));
        } finally {
            System.clearProperty(NAME_PROPERTY);
        }
    }

    @Test
    @DisplayName("where two processes could be meant, none is; the counter that a dead one has left does not count")
    void shouldNotGuess() throws Exception {
        lease(1, 11);
        count(11, DEAD);
        count(11, OTHER);
        Await.until("the living one", () -> processes().equals(List.of(OTHER)));
        count(11, OWN);
        assertEquals(List.of(-1L), processes());
    }

    @Test
    @DisplayName("the counters of another driver's client on the same media driver are none of ours")
    void shouldTellDriversApart() throws Exception {
        lease(1, 11);
        count(11, OWN, "driver-2");
        count(11, OTHER, "driver-1");
        Await.until("ours", () -> processes().equals(List.of(OTHER)));
        leases.clear();
        lease(2, 12);
        count(12, OWN, "driver-2");
        count(13, OWN, "driver-1");
        lease(3, 13);
        Await.until("the last one", () -> processes().get(1) == OWN);
        assertEquals(List.of(-1L, OWN), processes());
    }

    @Test
    @DisplayName("without counters the one process that has mapped the stream is meant, unless a client has no name")
    void shouldInferFromMappings() throws Exception {
        lease(1, 11);
        final Path stream = Files.createDirectories(Path.of(directory, "regions", Long.toString(STREAM_ID), "1"));
        final Process reader = MappingProcess.start(Files.write(stream.resolve("1.pool"), new byte[4096]));
        try (Aeron named = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory)
                .clientName("reader pid=" + reader.pid()))) {
            // The media driver knows clients by what they ask for.
            named.addSubscription("aeron:ipc", 5);
            Await.until("the reader", () -> processes().equals(List.of(reader.pid())));
            try (Aeron unnamed = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory))) {
                unnamed.addSubscription("aeron:ipc", 5);
                Await.until("nobody", () -> processes().equals(List.of(-1L)));
            }
            Await.until("the reader again", () -> processes().equals(List.of(reader.pid())));
        } finally {
            reader.destroyForcibly().waitFor();
        }
    }
}
