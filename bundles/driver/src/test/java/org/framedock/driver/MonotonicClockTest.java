package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.Out;
import jnr.ffi.mapper.FunctionMapper;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.driver.RawClient.Announce;
import org.framedock.driver.RawClient.AttachResponse;
import org.framedock.driver.RawClient.Revoked;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.pool.ClockDomain;
import org.framedock.protocol.pool.RegionSuperblockDecoder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Times that others read")
class MonotonicClockTest extends DriverTestBase {

    private static final int CLOCK_MONOTONIC = 1;
    private static final long NANOS = 1_000_000_000L;
    private static final Clock CLOCK = LibraryLoader.create(Clock.class)
        .mapper(new FunctionMapper.Builder().map("getTime", "clock_gettime").build()).load("c");

    /** Of the C library: {@code clock_gettime}. */
    public interface Clock {
        int getTime(int clock, @Out long[] timespec);
    }

    /** As a program in C reads it. */
    private static long monotonicNs() {
        final long[] timespec = new long[2];
        assertEquals(0, CLOCK.getTime(CLOCK_MONOTONIC, timespec));
        return timespec[0] * NANOS + timespec[1];
    }

    private static RegionSuperblockDecoder superblock(final Path file) throws Exception {
        final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        return new RegionSuperblockDecoder().wrap(new UnsafeBuffer(bytes), 0, RegionSuperblockDecoder.BLOCK_LENGTH,
            RegionSuperblockDecoder.SCHEMA_VERSION);
    }

    private static void assertWithin(final long fromNs, final long ns, final long toNs) {
        assertTrue(ns >= fromNs && ns <= toNs, () -> ns + " ns is not from " + fromNs + " to " + toNs);
    }

    @Test
    @DisplayName("W-10 superblocks, announces, deadlines and revocations carry clock_gettime(CLOCK_MONOTONIC)")
    void shouldStampMonotonicTime() throws Exception {
        final long beforeNs = monotonicNs();
        launch();
        final RawClient client = client();
        final AttachResponse producer = client.attachProducer(STREAM, 101);
        final int from = client.heard.size();
        client.detach(producer.leaseId(), STREAM, 101, Role.PRODUCER);
        final Announce announce = client.awaitAnnounce(from, STREAM);
        final Revoked revoked = client.find(from, Revoked.class, message -> true);
        final Path epoch = streamDirectory(STREAM).resolve(Long.toString(announce.epoch()));
        for (final String name : new String[] {"header.ring", "1.pool", "2.pool"}) {
            assertWithin(beforeNs, superblock(epoch.resolve(name)).startTimestampNs(), monotonicNs());
            assertWithin(beforeNs, superblock(epoch.resolve(name)).activityTimestampNs(), monotonicNs());
        }
        final long nowNs = monotonicNs();
        assertEquals(ClockDomain.MONOTONIC.value(), announce.clockDomain());
        assertWithin(beforeNs, announce.timestampNs(), nowNs);
        assertWithin(beforeNs, revoked.timestampNs(), nowNs);
        assertWithin(beforeNs, producer.expiryNs() - 900_000_000L, nowNs);
    }
}
