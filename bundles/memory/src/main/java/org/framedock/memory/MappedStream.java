package org.framedock.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * All regions of one stream in one epoch, mapped: the header ring and its payload pools. Belongs to one producer or
 * consumer, which closes it. Not thread-safe.
 */
public final class MappedStream implements AutoCloseable {

    private final StreamRegions regions;
    private final MappedRegion headerRegion;
    private final HeaderRing ring;
    private final MappedRegion[] poolsByStride;

    private MappedStream(
        final StreamRegions regions, final MappedRegion headerRegion, final MappedRegion[] poolsByStride) {
        this.regions = regions;
        this.headerRegion = headerRegion;
        this.ring = new HeaderRing(headerRegion.slotAddress(0), regions.slotCount());
        this.poolsByStride = poolsByStride;
    }

    /**
     * Maps every region, or none.
     *
     * @param regions  what was granted or announced.
     * @param mapper   the rules of this program.
     * @param writable whether slots will be written.
     * @param nowNs    CLOCK_MONOTONIC.
     * @return the mapped stream.
     * @throws RegionRefusedException if any of the regions is refused.
     */
    public static MappedStream map(
        final StreamRegions regions, final RegionMapper mapper, final boolean writable, final long nowNs)
        throws RegionRefusedException {
        regions.requireComplete();
        final List<MappedRegion> mapped = new ArrayList<>();
        try {
            mapped.add(mapper.map(regions.headerUri(), regions.headerSpec(), writable, nowNs));
            for (final StreamRegions.Pool pool : regions.pools()) {
                mapped.add(mapper.map(pool.uri(), regions.poolSpec(pool), writable, nowNs));
            }
        } catch (final RegionRefusedException | RuntimeException e) {
            mapped.forEach(MappedRegion::close);
            throw e;
        }
        final MappedRegion[] pools = mapped.subList(1, mapped.size()).toArray(MappedRegion[]::new);
        Arrays.sort(pools, Comparator.comparingInt(pool -> pool.spec().strideBytes()));
        return new MappedStream(regions, mapped.get(0), pools);
    }

    /**
     * What is mapped.
     *
     * @return as granted or announced.
     */
    public StreamRegions regions() {
        return regions;
    }

    /**
     * The header ring.
     *
     * @return view on the mapping.
     */
    public HeaderRing ring() {
        return ring;
    }

    /**
     * The smallest pool that holds a payload (W-11). No allocation.
     *
     * @param payloadBytes size of the payload, not negative.
     * @return the pool, or null if none does.
     */
    public MappedRegion smallestFitting(final int payloadBytes) {
        for (final MappedRegion pool : poolsByStride) {
            if (pool.spec().strideBytes() >= payloadBytes) {
                return pool;
            }
        }
        return null;
    }

    /**
     * A pool by its id. No allocation.
     *
     * @param poolId u16.
     * @return the pool, or null if there is none of that id.
     */
    public MappedRegion pool(final int poolId) {
        for (final MappedRegion pool : poolsByStride) {
            if (pool.spec().poolId() == poolId) {
                return pool;
            }
        }
        return null;
    }

    /**
     * The largest payload that any pool holds.
     *
     * @return bytes.
     */
    public int maxPayloadBytes() {
        return poolsByStride[poolsByStride.length - 1].spec().strideBytes();
    }

    /**
     * Whether no region's file has been shortened under its mapping, see {@link MappedRegion#isIntact}.
     *
     * @return false if the stream has to be unmapped.
     */
    public boolean isIntact() {
        boolean intact = headerRegion.isIntact();
        for (final MappedRegion pool : poolsByStride) {
            intact &= pool.isIntact();
        }
        return intact;
    }

    /**
     * Whether every region is still whole, kept alive and the one that was mapped (W-8, W-9).
     *
     * @param nowNs    CLOCK_MONOTONIC.
     * @param maxAgeNs oldest accepted activity: 3 announce periods.
     * @return false if the stream has to be unmapped.
     */
    public boolean isAlive(final long nowNs, final long maxAgeNs) {
        if (!isIntact() || !isAlive(headerRegion, nowNs, maxAgeNs)) {
            return false;
        }
        for (final MappedRegion pool : poolsByStride) {
            if (!isAlive(pool, nowNs, maxAgeNs)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlive(final MappedRegion region, final long nowNs, final long maxAgeNs) {
        return region.isStillTheSame() && region.superblock().isKeptAlive(nowNs, maxAgeNs);
    }

    /**
     * When the regions were made.
     *
     * @return CLOCK_MONOTONIC nanoseconds, by the header ring.
     */
    public long startTimestampNs() {
        return headerRegion.superblock().startTimestampNs();
    }

    /**
     * The driver process that made the regions.
     *
     * @return process id, by the header ring.
     */
    public long makerPid() {
        return headerRegion.superblock().pid();
    }

    /**
     * Refreshes the activity of every region (W-9). Only for a writable mapping.
     *
     * @param nowNs CLOCK_MONOTONIC.
     */
    public void refreshActivity(final long nowNs) {
        headerRegion.superblock().activityTimestampNs(nowNs);
        for (final MappedRegion pool : poolsByStride) {
            pool.superblock().activityTimestampNs(nowNs);
        }
    }

    /** Unmaps every region. Closing twice is harmless. */
    @Override
    public void close() {
        headerRegion.close();
        for (final MappedRegion pool : poolsByStride) {
            pool.close();
        }
    }
}
