package org.framedock.operator.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.framedock.driver.DriverStatus;
import org.framedock.memory.AllowedDirectories;
import org.framedock.memory.HeaderRing;
import org.framedock.memory.MappedStream;
import org.framedock.memory.RegionMapper;
import org.framedock.memory.RegionRefusedException;
import org.framedock.memory.RegionUri;
import org.framedock.memory.SlotHeader;
import org.framedock.memory.StreamRegions;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.MajorOrder;

/**
 * What the frames of streams look like that other programs feed: read from the memory of this process's driver, by the
 * checks that any reader makes (W-8, W-11 to W-17). It is mapped for reading only, and for the moment of a look: a
 * mapping that stayed would keep the memory of old epochs from being given back. One thread.
 */
final class NewestFrames {

    /**
     * The newest frame of a stream when it was looked at.
     *
     * @param elementType  type of an element, as in {@code UINT8}.
     * @param dimensions   sizes, slowest first.
     * @param payloadBytes its bytes.
     */
    record Frame(String elementType, List<Integer> dimensions, int payloadBytes) {
    }

    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(2);
    /** The driver is in this process: its regions are alive as long as it says that they are there. */
    private static final long ANY_AGE = Long.MAX_VALUE;
    /** A frame may be written over while it is read; another one is there by then. */
    private static final int MOST_READS = 3;

    private final Map<Long, Known> byStream = new HashMap<>();
    private final SlotHeader header = new SlotHeader();

    /** What was seen of a stream. */
    private record Known(long epoch, Frame frame, long dueNs) {
    }

    /** The newest frame of a stream, two seconds old or so; null if there is none. */
    Frame of(final DriverStatus.Stream stream, final String sharedMemory, final long nowNs) {
        final Known known = byStream.get(stream.streamId());
        final boolean same = known != null && known.epoch == stream.epoch();
        if (same && nowNs - known.dueNs < 0) {
            return known.frame;
        }
        final Frame seen = stream.epoch() == 0 || sharedMemory.isEmpty() ? null : look(stream, sharedMemory, nowNs);
        final Frame frame = seen == null && same ? known.frame : seen;
        // The first frame is awaited, for people who are.
        byStream.put(stream.streamId(), new Known(stream.epoch(), frame, frame == null ? nowNs : nowNs + INTERVAL_NS));
        return frame;
    }

    /** Forgets all other streams. */
    void retain(final Set<Long> streamIds) {
        byStream.keySet().retainAll(streamIds);
    }

    private Frame look(final DriverStatus.Stream stream, final String sharedMemory, final long nowNs) {
        final Path folder =
            Path.of(sharedMemory, Long.toString(stream.streamId()), Long.toUnsignedString(stream.epoch()));
        final RegionMapper mapper = new RegionMapper(AllowedDirectories.of(List.of(Path.of(sharedMemory))), ANY_AGE);
        try (MappedStream mapped = MappedStream.map(regions(stream, folder), mapper, false, nowNs)) {
            final Frame frame = read(mapped);
            return mapped.isIntact() ? frame : null;
        } catch (final RegionRefusedException goneOrAnother) {
            return null;
        }
    }

    private static StreamRegions regions(final DriverStatus.Stream stream, final Path folder) {
        final List<StreamRegions.Pool> pools = new ArrayList<>();
        for (final DriverStatus.Pool pool : stream.pools()) {
            pools.add(new StreamRegions.Pool(pool.poolId(), pool.slotCount(), pool.strideBytes(),
                uri(folder.resolve(pool.poolId() + ".pool"))));
        }
        return new StreamRegions(
            stream.streamId(), stream.epoch(), stream.slotCount(), uri(folder.resolve("header.ring")), pools);
    }

    private static String uri(final Path file) {
        return new RegionUri(file.toString(), false).format();
    }

    private Frame read(final MappedStream mapped) {
        final HeaderRing ring = mapped.ring();
        for (int i = 0; i < MOST_READS; i++) {
            final long seq = ring.newest();
            if (seq < 0) {
                return null;
            }
            final int slot = ring.slotOf(seq);
            header.read(ring, slot);
            if (ring.commitWordAfterReads(slot) == HeaderRing.committedWord(seq)) {
                return header.check(slot, mapped) == null ? frame() : null;
            }
        }
        return null;
    }

    private Frame frame() {
        final List<Integer> dimensions = new ArrayList<>();
        for (int i = 0; i < header.ndims(); i++) {
            dimensions.add(header.dim(i));
        }
        if (header.majorOrder() == MajorOrder.COLUMN.value()) {
            Collections.reverse(dimensions);
        }
        return new Frame(Dtype.get(header.dtype()).name(), List.copyOf(dimensions), header.valuesLengthBytes());
    }
}
