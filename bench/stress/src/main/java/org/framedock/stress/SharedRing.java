package org.framedock.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.framedock.memory.AllowedDirectories;
import org.framedock.memory.MappedStream;
import org.framedock.memory.OutOfSpaceException;
import org.framedock.memory.RegionFile;
import org.framedock.memory.RegionMapper;
import org.framedock.memory.RegionRefusedException;
import org.framedock.memory.RegionSpec;
import org.framedock.memory.RegionUri;
import org.framedock.memory.StreamRegions;

/**
 * One stream in shared memory, mapped twice as two processes would: for writing and for reading. Each meeting has a
 * slot of its own in it, and frames that are whole rounds of the ring apart, so that the writer laps the reader.
 */
final class SharedRing {

    /** More than there are meetings at any time: jcstress keeps 40 strides of 256. */
    private static final int SLOTS = 1 << 15;
    private static final int LAPS_PER_MEETING = 4;
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final AtomicIntegerArray LAPS = new AtomicIntegerArray(SLOTS);

    static final MappedStream PRODUCER;
    static final MappedStream CONSUMER;

    static {
        try {
            final Path directory = Files.createTempDirectory(Path.of("/dev/shm"), "framedock-stress-");
            final long nowNs = System.nanoTime();
            final StreamRegions regions = make(directory, nowNs);
            final RegionMapper mapper =
                new RegionMapper(AllowedDirectories.of(List.of(directory)), Long.MAX_VALUE);
            PRODUCER = MappedStream.map(regions, mapper, true, nowNs);
            CONSUMER = MappedStream.map(regions, mapper, false, nowNs);
            // The mappings stay; a virtual machine that is killed leaves nothing behind.
            Files.delete(directory.resolve("header.ring"));
            Files.delete(directory.resolve("1.pool"));
            Files.delete(directory);
        } catch (final IOException | RegionRefusedException | OutOfSpaceException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private SharedRing() {
    }

    private static StreamRegions make(final Path directory, final long nowNs)
        throws RegionRefusedException, OutOfSpaceException {
        final Path ring = directory.resolve("header.ring");
        final Path pool = directory.resolve("1.pool");
        final RegionFile.Options options = new RegionFile.Options(0600, true, false, false, 0);
        RegionFile.create(ring, RegionSpec.headerRing(1, 1, SLOTS), options, nowNs).close();
        RegionFile.create(
            pool, RegionSpec.payloadPool(1, 1, Frame.POOL, SLOTS, Frame.PAYLOAD_BYTES), options, nowNs).close();
        return new StreamRegions(1, 1, SLOTS, new RegionUri(ring.toString(), false).format(), List.of(
            new StreamRegions.Pool(
                Frame.POOL, SLOTS, Frame.PAYLOAD_BYTES, new RegionUri(pool.toString(), false).format())));
    }

    /** The first of the frames of a new meeting. */
    static long claim() {
        final int slot = NEXT.getAndIncrement() & SLOTS - 1;
        return (long)LAPS.getAndAdd(slot, LAPS_PER_MEETING) * SLOTS + slot;
    }

    /** The frame that comes into the slot of another some rounds later. */
    static long after(final long seq, final int laps) {
        return seq + (long)laps * SLOTS;
    }
}
