package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.framedock.driver.RawClient.Announce;
import org.framedock.driver.RawClient.AttachResponse;
import org.framedock.driver.RawClient.Revoked;
import org.framedock.memory.MappedStream;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Epochs and their regions")
class EpochTest extends DriverTestBase {

    @Test
    @DisplayName("D-7 the epoch rises at each producer's attach and at each producer's end; a consumer's changes nothing")
    void shouldRaiseEpochs() throws Exception {
        final TensorPoolDriver driver = launch();
        final RawClient client = client();
        assertEquals(0, driver.status().snapshot().streams().get(0).epoch(), "there is none before an attach");
        final long provisioned = client.attachConsumer(STREAM, 201).regions().epoch();
        assertEquals(provisioned, client.attachConsumer(STREAM, 202).regions().epoch());
        final AttachResponse producer = client.attachProducer(STREAM, 101);
        assertEquals(provisioned + 1, producer.regions().epoch());
        client.detach(producer.leaseId(), STREAM, 101, Role.PRODUCER);
        assertEquals(provisioned + 2, client.attachConsumer(STREAM, 203).regions().epoch());
        final AttachResponse killed = client.attachProducer(STREAM, 102);
        assertEquals(provisioned + 3, killed.regions().epoch());
        final int from = client.heard.size();
        final Announce announce = client.awaitFrom(from, Announce.class,
            message -> message.epoch() == provisioned + 4);
        final Revoked revoked = client.find(from, Revoked.class, message -> message.leaseId() == killed.leaseId());
        assertTrue(client.indexOf(revoked) < client.indexOf(announce), "D-6");
    }

    @Test
    @DisplayName("D-7 D-19 a new driver goes above every epoch on disk and above those of a directory that was wiped")
    void shouldGoAboveEpochsOnDisk() throws Exception {
        final TensorPoolDriver first = launch();
        final long before;
        try (RawClient client = client()) {
            before = client.attachProducer(STREAM, 101).regions().epoch();
        }
        first.close();
        final long high = before + 1_000_000_000_000L;
        Files.createDirectories(streamDirectory(STREAM).resolve(Long.toString(high)));
        Files.createDirectories(streamDirectory(STREAM).resolve("not-an-epoch"));
        Files.createDirectories(streamDirectory(STREAM).resolve("18446744073709551615"));
        final TensorPoolDriver second = launch();
        try (RawClient client = client()) {
            assertEquals(high + 1, client.attachConsumer(STREAM, 202).regions().epoch());
        }
        second.close();
        deleteTree(streamDirectory(STREAM));
        launch();
        final long afterWipe = client().attachConsumer(STREAM, 203).regions().epoch();
        assertTrue(afterWipe > before, afterWipe + " after " + before);
    }

    @Test
    @DisplayName("W-1 W-2 W-33 regions lie where they should, with exact lengths and modes whatever the umask")
    void shouldLayOutFiles() throws Exception {
        launch();
        final AttachResponse response = client().attachProducer(STREAM, 101);
        final Path epoch = streamDirectory(STREAM).resolve(Long.toString(response.regions().epoch()));
        assertEquals("shm:file?path=" + epoch + "/header.ring|require_hugepages=false",
            response.regions().headerUri());
        assertEquals("shm:file?path=" + epoch + "/2.pool|require_hugepages=false",
            response.regions().pools().get(1).uri());
        assertEquals(64 + 8 * 256, Files.size(epoch.resolve("header.ring")));
        assertEquals(64 + 8 * 4096, Files.size(epoch.resolve("1.pool")));
        assertEquals(64 + 8 * 65_536, Files.size(epoch.resolve("2.pool")));
        assertEquals(List.of(02770, 02770, 02770, 02770), List.of(mode(epoch), mode(epoch.getParent()),
            mode(epoch.getParent().getParent()), mode(epoch.getParent().getParent().getParent())));
        assertEquals(0660, mode(epoch.resolve("header.ring")));
        assertEquals(0660, mode(epoch.resolve("1.pool")));
    }

    @Test
    @DisplayName("W-33 private use means 0700 and 0600")
    void shouldMakePrivateFiles() throws Exception {
        launch("shm.permissions_mode=600");
        client().attachProducer(STREAM, 101);
        final Path epoch = streamDirectory(STREAM).resolve(Long.toString(epochsOnDisk(STREAM).get(0)));
        assertEquals(0700, mode(epoch));
        assertEquals(0700, mode(base.resolve("tensorpool-" + USER)));
        assertEquals(0600, mode(epoch.resolve("2.pool")));
    }

    private static int mode(final Path path) throws Exception {
        return (Integer)Files.getAttribute(path, "unix:mode") & 07777;
    }

    @Test
    @DisplayName("W-7 whatever is announced or granted can be mapped at once, and is zeroed")
    void shouldCompleteBeforeAnnouncing() throws Exception {
        launch("policies.announce_period_ms=60000");
        final RawClient client = client();
        for (int i = 0; i < 10; i++) {
            final int from = client.heard.size();
            final AttachResponse producer = client.attachProducer(STREAM, 101);
            try (MappedStream announced = map(client.find(from, Announce.class, message -> true).regions())) {
                assertEquals(0, announced.ring().commitWord(0));
                assertTrue(announced.isAlive(System.nanoTime(), 60_000_000_000L));
            }
            client.detach(producer.leaseId(), STREAM, 101, Role.PRODUCER);
        }
    }

    @Test
    @DisplayName("W-9 the activity of every region is refreshed at announce cadence, with no producer attached")
    void shouldRefreshActivity() throws Exception {
        launch();
        final RawClient client = client();
        final MappedStream mapped = map(client.attachConsumer(STREAM, 202).regions());
        final long[] before = activities(mapped);
        Await.until("all refreshed twice", () -> {
            final long[] now = activities(mapped);
            boolean refreshed = true;
            for (int i = 0; i < now.length; i++) {
                refreshed &= now[i] - before[i] >= 200_000_000L;
            }
            return refreshed;
        });
        assertTrue(activities(mapped)[0] <= System.nanoTime(), "CLOCK_MONOTONIC");
    }

    private static long[] activities(final MappedStream mapped) {
        return new long[] {mapped.pool(1).superblock().activityTimestampNs(),
            mapped.pool(2).superblock().activityTimestampNs()};
    }

    @Test
    @DisplayName("W-21 a stream is announced once a period from its first attach on")
    void shouldAnnounceOncePerPeriod() throws Exception {
        launch();
        final RawClient client = client();
        client.attachConsumer(STREAM, 202);
        Announce last = client.awaitAnnounce(client.heard.size(), STREAM);
        for (int i = 0; i < 5; i++) {
            final Announce next = client.awaitAnnounce(client.heard.size(), STREAM);
            assertTrue(next.timestampNs() - last.timestampNs() >= 100_000_000L,
                "only " + (next.timestampNs() - last.timestampNs()) + " ns apart");
            assertEquals(last.regions(), next.regions());
            last = next;
        }
        assertFalse(client.heard.stream().anyMatch(message -> message instanceof Announce announce
            && announce.regions().streamId() == OTHER_STREAM), "a stream without regions is not announced");
    }

    @Test
    @DisplayName("W-21 announces go to their own stream if the settings name one")
    void shouldAnnounceOnOwnStream() throws Exception {
        launch("driver.announce_stream_id=1001");
        final RawClient client = client(1001);
        final AttachResponse response = client.attachConsumer(STREAM, 202);
        assertEquals(response.regions(), client.awaitAnnounce(0, STREAM).regions());
        final RawClient controlOnly = client();
        controlOnly.attachConsumer(STREAM, 203);
        assertEquals(0, controlOnly.heard.stream().filter(Announce.class::isInstance).count());
    }

    @Test
    @DisplayName("D-17 no space: the answer names path, needed and free bytes, nothing is left, other streams go on")
    void shouldRefuseWithoutSpace() throws Exception {
        final long slots = Long.highestOneBit(Files.getFileStore(base).getUsableSpace() / 65_536) * 2;
        final TensorPoolDriver driver = launch("profiles.small.header_nslots=" + slots);
        final RawClient client = client();
        for (int i = 0; i < 2; i++) {
            final AttachResponse refused = client.attachProducer(STREAM, 101);
            assertEquals(ResponseCode.INTERNAL_ERROR, refused.code());
            assertTrue(refused.error().startsWith("no space for " + streamDirectory(STREAM)), refused.error());
            final long neededBytes = 3 * 64 + slots * (256 + 4096 + 65_536);
            assertTrue(refused.error().contains("needs " + neededBytes + " bytes, "), refused.error());
            assertTrue(refused.error().endsWith(" are free"), refused.error());
        }
        assertEquals(List.of(), epochsOnDisk(STREAM));
        assertTrue(client.attachProducer(OTHER_STREAM, 101).ok());
        Await.until("status says so", () -> driver.status().snapshot().streams().get(0).detail().contains("no space"));
    }

    @Test
    @DisplayName("D-17 a creation that fails in the middle leaves no half-made epoch")
    void shouldLeaveNoHalfMadeEpoch() throws Exception {
        launch();
        final RawClient client = client();
        final AttachResponse consumer = client.attachConsumer(STREAM, 202);
        // A stream's directory that cannot take another entry: a file stands where the next epochs would lie.
        final long next = consumer.regions().epoch() + 1;
        final Path inTheWay = streamDirectory(STREAM).resolve(Long.toString(next));
        Files.createDirectory(inTheWay);
        Files.setAttribute(inTheWay, "unix:mode", 0700);
        final byte[] foreign = {1, 2, 3};
        Files.write(inTheWay.resolve("2.pool"), foreign);
        final AttachResponse refused = client.attachProducer(STREAM, 101);
        assertEquals(ResponseCode.INTERNAL_ERROR, refused.code());
        assertTrue(refused.error().contains(inTheWay + "/2.pool"), refused.error());
        assertFalse(Files.exists(inTheWay.resolve("header.ring")));
        assertFalse(Files.exists(inTheWay.resolve("1.pool")));
        assertArrayEquals(foreign, Files.readAllBytes(inTheWay.resolve("2.pool")), "D-19b what was there is untouched");
        assertEquals(next + 1, client.attachProducer(STREAM, 101).regions().epoch());
    }
}
