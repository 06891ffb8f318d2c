package org.framedock.client;

import java.util.ArrayList;
import java.util.List;
import org.framedock.memory.RegionSpec;
import org.framedock.memory.StreamRegions;

/** Collects the regions named in a response or an announce. */
final class RegionReader {

    private final List<StreamRegions.Pool> pools = new ArrayList<>();

    /** Numbers that no int holds become ones that no check accepts. */
    void add(final int poolId, final long slotCount, final long strideBytes, final String uri) {
        final int stride = strideBytes > RegionSpec.MAX_STRIDE_BYTES ? 0 : (int)strideBytes;
        pools.add(new StreamRegions.Pool(poolId, (int)slotCount, stride, uri));
    }

    StreamRegions finish(final long streamId, final long epoch, final int slotCount, final String headerUri) {
        return new StreamRegions(streamId, epoch, slotCount, headerUri, pools);
    }
}
