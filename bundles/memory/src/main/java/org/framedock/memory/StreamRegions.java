package org.framedock.memory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The regions of one stream in one epoch, as granted in a response or announced.
 *
 * @param streamId  the stream, u32.
 * @param epoch     the epoch, unsigned.
 * @param slotCount slots of the header ring and of every pool.
 * @param headerUri where the header ring lies.
 * @param pools     the payload pools, at least one.
 */
public record StreamRegions(long streamId, long epoch, int slotCount, String headerUri, List<Pool> pools) {

    /**
     * A payload pool.
     *
     * @param poolId      u16.
     * @param slotCount   slots; has to be that of the header ring (W-3).
     * @param strideBytes bytes from slot to slot.
     * @param uri         where it lies.
     */
    public record Pool(int poolId, int slotCount, int strideBytes, String uri) {
    }

    /**
     * Copies the list of pools.
     *
     * @param streamId  the stream.
     * @param epoch     the epoch.
     * @param slotCount slots.
     * @param headerUri where the header ring lies.
     * @param pools     the payload pools.
     */
    public StreamRegions {
        pools = List.copyOf(pools);
    }

    /**
     * What the header ring has to be.
     *
     * @return its description.
     */
    public RegionSpec headerSpec() {
        return RegionSpec.headerRing(epoch, streamId, slotCount);
    }

    /**
     * What a pool has to be.
     *
     * @param pool one of {@link #pools}.
     * @return its description.
     */
    public RegionSpec poolSpec(final Pool pool) {
        return RegionSpec.payloadPool(epoch, streamId, pool.poolId(), pool.slotCount(), pool.strideBytes());
    }

    /**
     * Checks what a driver has to grant: pools, as many slots in each as in the ring, no pool twice, no blank URI
     * (D-3).
     *
     * @throws RegionRefusedException if anything of it is missing.
     */
    public void requireComplete() throws RegionRefusedException {
        if (pools.isEmpty()) {
            throw refused("it has no payload pools");
        }
        if (headerUri.isBlank()) {
            throw refused("the header ring has no URI");
        }
        final Set<Integer> seen = new HashSet<>();
        for (final Pool pool : pools) {
            if (pool.slotCount() != slotCount) {
                throw refused("pool " + pool.poolId() + " has " + Integer.toUnsignedString(pool.slotCount())
                    + " slots and the header ring " + Integer.toUnsignedString(slotCount));
            }
            if (pool.uri().isBlank()) {
                throw refused("pool " + pool.poolId() + " has no URI");
            }
            if (!seen.add(pool.poolId())) {
                throw refused("pool " + pool.poolId() + " is named twice");
            }
        }
    }

    private RegionRefusedException refused(final String reason) {
        return new RegionRefusedException(
            "regions of stream " + streamId + " in epoch " + Long.toUnsignedString(epoch) + " refused: " + reason);
    }
}
