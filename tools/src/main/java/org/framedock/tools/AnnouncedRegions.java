package org.framedock.tools;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.framedock.memory.AllowedDirectories;
import org.framedock.memory.MappedStream;
import org.framedock.memory.RegionMapper;
import org.framedock.memory.RegionRefusedException;
import org.framedock.memory.StreamRegions;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.Schemas;
import org.framedock.protocol.pool.ShmPoolAnnounceDecoder;

/**
 * The regions of one stream as they are announced, mapped for reading only and without a lease; by the same checks of
 * path and superblock as a consumer's (W-8, W-30). Unmapped when they are shortened, replaced or not kept alive. One
 * thread.
 */
final class AnnouncedRegions implements AutoCloseable {

    private static final long LOOK_NS = 1_000_000_000L;

    private final Place place;
    private final long streamId;
    private final RegionMapper mapper;
    private final ShmPoolAnnounceDecoder announce = new ShmPoolAnnounceDecoder();
    private MappedStream mapped;
    private String trouble = "no announce of the stream has come yet";
    private long producerId;
    private long lookNs = System.nanoTime();

    AnnouncedRegions(final Place place, final long streamId) {
        this.place = place;
        this.streamId = streamId;
        mapper = new RegionMapper(AllowedDirectories.of(place.client().consumer().allowedBaseDirs()),
            place.client().consumer().announceFreshnessNs());
    }

    /** A message of the stream of announces; all but announces of the one stream are passed over. */
    void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        if (Schemas.POOL.judge(buffer, offset, length) != MessageCheck.Verdict.SOUND
            || MessageCheck.templateId(buffer, offset) != ShmPoolAnnounceDecoder.TEMPLATE_ID) {
            return;
        }
        announce.wrap(buffer, offset + MessageCheck.HEADER_BYTES, ShmPoolAnnounceDecoder.BLOCK_LENGTH,
            ShmPoolAnnounceDecoder.SCHEMA_VERSION);
        if (announce.streamId() != streamId) {
            return;
        }
        producerId = announce.producerId();
        if (mapped == null || Long.compareUnsigned(announce.epoch(), mapped.regions().epoch()) > 0) {
            map();
        }
    }

    private void map() {
        final long epoch = announce.epoch();
        final int slotCount = (int)announce.headerNslots();
        final List<StreamRegions.Pool> pools = new ArrayList<>();
        for (final ShmPoolAnnounceDecoder.PayloadPoolsDecoder pool : announce.payloadPools()) {
            pools.add(new StreamRegions.Pool(
                pool.poolId(), (int)pool.poolNslots(), (int)pool.strideBytes(), pool.regionUri()));
        }
        final StreamRegions regions =
            new StreamRegions(streamId, epoch, slotCount, announce.headerRegionUri(), pools);
        try {
            final MappedStream next = MappedStream.map(regions, mapper, false, System.nanoTime());
            close();
            mapped = next;
            trouble = "";
        } catch (final RegionRefusedException e) {
            // Somebody else's announce, or one that is left over, does not end what is in use.
            trouble = mapped == null ? Shown.text(e.getMessage()) : "";
        }
    }

    /** Looks once a second whether the memory is still good. */
    void look(final long nowNs) {
        if (nowNs - lookNs < LOOK_NS) {
            return;
        }
        lookNs = nowNs;
        if (mapped != null && !mapped.isAlive(nowNs, place.client().consumer().announceFreshnessNs())) {
            close();
            trouble = "the regions of the stream are not kept alive";
        }
    }

    /** Regions of an epoch, or null. */
    MappedStream of(final long epoch) {
        return mapped != null && mapped.regions().epoch() == epoch ? mapped : null;
    }

    /** Why nothing is mapped; empty if something is. */
    String trouble() {
        return trouble;
    }

    /** Why a stream may be silent, by its last announce. */
    String silence() {
        if (mapped == null) {
            return trouble;
        }
        return producerId == 0 ? "no producer is attached"
            : "producer " + producerId + " is attached and sends nothing";
    }

    @Override
    public void close() {
        if (mapped != null) {
            mapped.close();
            mapped = null;
        }
    }
}
