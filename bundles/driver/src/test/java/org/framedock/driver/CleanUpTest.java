package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.framedock.driver.RawClient.AttachResponse;
import org.framedock.memory.RegionSpec;
import org.framedock.memory.Superblock;
import org.framedock.protocol.lease.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Clean-up of old epochs")
class CleanUpTest extends DriverTestBase {

    private static final long LONG_AGO_NS = 1;
    private static final int PID_OFFSET = 40;

    /** An epoch as some process may have left it: a header ring and a pool. */
    private Path plantEpoch(final long epoch, final long pid, final long activityNs) throws Exception {
        final Path directory = Files.createDirectories(streamDirectory(STREAM).resolve(Long.toString(epoch)));
        // The driver refuses directories that others may enter (D-19b).
        for (Path made = directory; !made.equals(base); made = made.getParent()) {
            Files.setAttribute(made, "unix:mode", 0700);
        }
        final ByteBuffer superblock = ByteBuffer.allocate(RegionSpec.SUPERBLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        superblock.putLong(0, Superblock.MAGIC).putLong(PID_OFFSET, pid)
            .putLong(PID_OFFSET + 8, activityNs).putLong(PID_OFFSET + 16, activityNs);
        Files.write(directory.resolve("header.ring"), superblock.array());
        Files.write(directory.resolve("1.pool"), new byte[100]);
        return directory;
    }

    private static long deadPid() throws Exception {
        final Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private static long livePid() {
        return ProcessHandle.current().parent().orElseThrow().pid();
    }

    private void raise(final RawClient client) {
        final AttachResponse producer = client.attachProducer(STREAM, 101);
        client.detach(producer.leaseId(), STREAM, 101, Role.PRODUCER);
    }

    @Test
    @DisplayName("D-16 the current epoch and the one before are kept, older ones go once they are old enough")
    void shouldKeepTwoEpochs() throws Exception {
        final TensorPoolDriver driver = launch();
        final RawClient client = client();
        final List<Long> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            raise(client);
            made.addAll(epochsOnDisk(STREAM));
        }
        final long current = client.attachConsumer(STREAM, 202).regions().epoch();
        Await.until("two are left", () -> epochsOnDisk(STREAM).equals(List.of(current - 1, current)));
        assertTrue(made.contains(current - 4), "younger ones were kept for a while");
        Await.until("counted", () -> driver.status().snapshot().counters().epochsDeleted() == 8);
    }

    @Test
    @DisplayName("D-16 an epoch that was alive within epoch_gc_min_age_ns stays")
    void shouldKeepYoungEpochs() throws Exception {
        launch("policies.epoch_gc_min_age_ns=3600000000000");
        final RawClient client = client();
        for (int i = 0; i < 3; i++) {
            raise(client);
        }
        final int from = client.heard.size();
        for (int i = 0; i < 3; i++) {
            client.awaitAnnounce(from + i, STREAM);
        }
        assertEquals(6, epochsOnDisk(STREAM).size());
    }

    @Test
    @DisplayName("D-16 the epoch of another live process stays, that of a dead one goes, files that are no regions stay")
    void shouldAskWhoMadeIt() throws Exception {
        final Path alive = plantEpoch(1, livePid(), LONG_AGO_NS);
        final Path dead = plantEpoch(2, deadPid(), LONG_AGO_NS);
        final Path withNotes = plantEpoch(3, deadPid(), LONG_AGO_NS);
        Files.writeString(withNotes.resolve("notes.txt"), "mine");
        final Path deadButYoung = plantEpoch(4, deadPid(), System.nanoTime() + 30_000_000_000L);
        launch();
        raise(client());
        Await.until("the dead one's is gone", () -> Files.notExists(dead));
        assertTrue(Files.exists(alive.resolve("1.pool")));
        assertTrue(Files.exists(withNotes.resolve("notes.txt")));
        assertTrue(Files.exists(deadButYoung.resolve("header.ring")));
    }

    @Test
    @DisplayName("D-16 with epoch_gc_on_startup old epochs go at start, the newest stay; else nothing goes before a rise")
    void shouldCollectAtStart() throws Exception {
        final long pid = deadPid();
        final Path oldest = plantEpoch(1, pid, LONG_AGO_NS);
        final Path middle = plantEpoch(2, pid, LONG_AGO_NS);
        final Path newest = plantEpoch(3, pid, LONG_AGO_NS);
        launch().close();
        assertTrue(Files.exists(oldest));
        launch("policies.epoch_gc_on_startup=true");
        assertFalse(Files.exists(oldest));
        assertTrue(Files.exists(middle));
        assertTrue(Files.exists(newest));
    }

    @Test
    @DisplayName("D-16 no clean-up where the settings forbid it")
    void shouldNotCollectWhenDisabled() throws Exception {
        final Path planted = plantEpoch(1, deadPid(), LONG_AGO_NS);
        launch("policies.epoch_gc_enabled=false", "policies.epoch_gc_on_startup=true",
            "policies.epoch_gc_min_age_ns=0");
        final RawClient client = client();
        raise(client);
        raise(client);
        assertTrue(Files.exists(planted));
        assertEquals(5, epochsOnDisk(STREAM).size());
    }

    @Test
    @DisplayName("D-16 a consumer's lease holds the epoch before for three periods, even if only one epoch is kept")
    void shouldKeepWhatConsumersReferTo() throws Exception {
        launch("policies.epoch_gc_keep=1", "policies.epoch_gc_min_age_ns=0",
            "policies.lease_keepalive_interval_ms=60000", "policies.announce_period_ms=500");
        final RawClient client = client();
        final long first = client.attachConsumer(STREAM, 202).regions().epoch();
        final long risenNs = System.nanoTime();
        client.attachProducer(STREAM, 101);
        assertEquals(List.of(first, first + 1), epochsOnDisk(STREAM));
        Await.until("the epoch before is gone", () -> epochsOnDisk(STREAM).equals(List.of(first + 1)));
        assertTrue(System.nanoTime() - risenNs >= 1_500_000_000L, "not before three periods");
    }

    @Test
    @DisplayName("cleanup_shm_on_exit removes the regions of the driver's streams, else they stay")
    void shouldRemoveRegionsAtEnd() throws Exception {
        final TensorPoolDriver first = launch();
        try (RawClient client = client()) {
            client.attachProducer(STREAM, 101);
        }
        first.close();
        assertEquals(1, epochsOnDisk(STREAM).size());
        final TensorPoolDriver second = launch("policies.cleanup_shm_on_exit=true");
        try (RawClient client = client()) {
            client.attachProducer(STREAM, 101);
            client.attachProducer(OTHER_STREAM, 102);
        }
        second.close();
        assertFalse(Files.exists(streamDirectory(STREAM)));
        assertFalse(Files.exists(streamDirectory(OTHER_STREAM)));
    }
}
