package org.framedock.driver.agent;

import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.framedock.driver.region.EpochFiles;
import org.framedock.memory.RegionSpec;
import org.framedock.protocol.pool.ClockDomain;
import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.framedock.protocol.pool.ShmPoolAnnounceEncoder;

/** Announces where the regions of streams lie: once a period and at once when something has changed (W-21). */
final class Announcer {

    private final ControlLink link;
    private final Revocations revocations;
    private final Tally tally;
    private final DutyClock clock;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(2048);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ShmPoolAnnounceEncoder announce = new ShmPoolAnnounceEncoder();

    Announcer(final ControlLink link, final Revocations revocations, final Tally tally, final DutyClock clock) {
        this.link = link;
        this.revocations = revocations;
        this.tally = tally;
        this.clock = clock;
    }

    /** Announces a stream; if a revocation still waits, as soon as that is out (D-6). No allocation. */
    void announce(final StreamState stream) {
        if (!stream.isProvisioned()) {
            stream.announceDue = false;
            return;
        }
        if (!revocations.isEmpty()) {
            stream.announceDue = true;
            return;
        }
        stream.announceDue = false;
        final int length = encode(stream);
        if (link.isOpen() && !link.sendAnnounce(buffer, length)) {
            tally.count(Tally.Kind.LOST, "an announce was lost, since the announce stream takes nothing");
        }
    }

    /** Makes up for announces that had to wait. */
    int announceDue(final List<StreamState> streams) {
        int work = 0;
        for (int i = 0; i < streams.size(); i++) {
            final StreamState stream = streams.get(i);
            if (stream.announceDue && revocations.isEmpty()) {
                announce(stream);
                work++;
            }
        }
        return work;
    }

    private int encode(final StreamState stream) {
        final EpochFiles files = stream.files;
        announce.wrapAndApplyHeader(buffer, 0, header)
            .streamId(stream.streamId)
            .producerId(stream.producerClientId())
            .epoch(files.epoch())
            .announceTimestampNs(clock.nowNs())
            .announceClockDomain(ClockDomain.MONOTONIC)
            .layoutVersion(RegionSpec.LAYOUT_VERSION)
            .headerNslots(files.slotCount())
            .headerSlotBytes(RegionSpec.HEADER_SLOT_BYTES);
        final ShmPoolAnnounceEncoder.PayloadPoolsEncoder pools = announce.payloadPoolsCount(files.poolCount());
        for (int i = 0; i < files.poolCount(); i++) {
            final byte[] uri = files.poolUri(i);
            pools.next()
                .poolId(files.pool(i).poolId())
                .poolNslots(files.slotCount())
                .strideBytes(files.pool(i).strideBytes())
                .putRegionUri(uri, 0, uri.length);
        }
        announce.putHeaderRegionUri(files.headerUri(), 0, files.headerUri().length);
        return MessageHeaderEncoder.ENCODED_LENGTH + announce.encodedLength();
    }
}
