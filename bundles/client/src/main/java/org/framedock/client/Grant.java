package org.framedock.client;

import org.framedock.memory.RegionRefusedException;
import org.framedock.memory.RegionSpec;
import org.framedock.memory.StreamRegions;
import org.framedock.protocol.lease.ShmAttachResponseDecoder;

/**
 * A lease as a driver grants it.
 *
 * @param leaseId  the lease.
 * @param expiryNs hard deadline in CLOCK_MONOTONIC nanoseconds, or {@link #NO_EXPIRY}.
 * @param nodeId   id assigned by the driver (D-14), or {@link #NO_NODE}.
 * @param regions  the stream's regions.
 */
record Grant(long leaseId, long expiryNs, long nodeId, StreamRegions regions) {

    static final long NO_EXPIRY = ShmAttachResponseDecoder.leaseExpiryTimestampNsNullValue();
    static final long NO_NODE = -1;

    /**
     * Reads an OK.
     *
     * @param response decoder at the start of a structurally sound response.
     * @param streamId the stream that was asked for.
     * @return the grant.
     * @throws RegionRefusedException if it lacks anything that D-3 demands.
     */
    static Grant read(final ShmAttachResponseDecoder response, final long streamId) throws RegionRefusedException {
        final long leaseId = response.leaseId();
        final long epoch = response.epoch();
        require(leaseId != ShmAttachResponseDecoder.leaseIdNullValue(), "leaseId");
        require(response.streamId() == streamId, "streamId");
        require(epoch != ShmAttachResponseDecoder.epochNullValue(), "epoch");
        require(response.layoutVersion() == RegionSpec.LAYOUT_VERSION, "layoutVersion");
        require(response.headerSlotBytes() == RegionSpec.HEADER_SLOT_BYTES, "headerSlotBytes");
        final int slotCount = (int)response.headerNslots();
        final long expiryNs = response.leaseExpiryTimestampNs();
        final long nodeId = response.nodeId();
        final RegionReader reader = new RegionReader();
        for (final ShmAttachResponseDecoder.PayloadPoolsDecoder pool : response.payloadPools()) {
            reader.add(pool.poolId(), pool.poolNslots(), pool.strideBytes(), pool.regionUri());
        }
        final StreamRegions regions = reader.finish(streamId, epoch, slotCount, response.headerRegionUri());
        regions.requireComplete();
        return new Grant(
            leaseId, expiryNs, nodeId == ShmAttachResponseDecoder.nodeIdNullValue() ? NO_NODE : nodeId, regions);
    }

    private static void require(final boolean given, final String field) throws RegionRefusedException {
        if (!given) {
            throw new RegionRefusedException("the driver's OK lacks a proper " + field);
        }
    }
}
