package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.exceptions.AeronException;
import org.agrona.CloseHelper;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.framedock.protocol.pool.DataSourceAnnounceEncoder;
import org.framedock.protocol.pool.DataSourceMetaEncoder;
import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a stream's metadata once per announce period and at once on every change (W-28). Its producer's thread. */
final class MetadataPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataPublisher.class);

    private final ClientContext context;
    private final long streamId;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DataSourceAnnounceEncoder announce = new DataSourceAnnounceEncoder();
    private final DataSourceMetaEncoder meta = new DataSourceMetaEncoder();
    private MutableDirectBuffer buffer;
    private Publication publication;
    private Metadata metadata;
    private int version;
    private long changedNs;
    private long dueNs;
    private boolean refused;

    MetadataPublisher(final ClientContext context, final long streamId) {
        this.context = context;
        this.streamId = streamId;
    }

    void onTransport() {
        CloseHelper.quietClose(publication);
        publication = null;
        refused = false;
    }

    /** Version of the metadata that frames are taken under from now on. */
    int version() {
        return metadata == null ? Metadata.NO_VERSION : version;
    }

    /** Returns whether it differs from what was said before. */
    boolean update(final Metadata newer, final long nowNs) {
        if (newer.equals(metadata)) {
            return false;
        }
        metadata = newer;
        version++;
        changedNs = nowNs;
        dueNs = nowNs;
        return true;
    }

    /** Says it again at once, for consumers that hear of a new epoch. */
    void repeat(final long nowNs) {
        dueNs = nowNs;
    }

    int doWork(final Aeron aeron, final long nowNs, final long producerId, final long epoch) {
        if (metadata == null || nowNs - dueNs < 0 || refused) {
            return 0;
        }
        if (publication == null && !open(aeron)) {
            return 0;
        }
        dueNs = nowNs + context.announcePeriodNs();
        publication.offer(buffer, 0, encodeAnnounce(producerId, epoch));
        publication.offer(buffer, 0, encodeMeta());
        return 1;
    }

    private boolean open(final Aeron aeron) {
        if (aeron == null) {
            return false;
        }
        try {
            publication = aeron.addPublication(context.metadataChannel(), context.metadataStreamId());
            buffer = new ExpandableArrayBuffer();
            return true;
        } catch (final AeronException | IllegalArgumentException e) {
            refused = true;
            LOG.warn("no metadata for stream {}: Aeron refuses {}:{}: {}",
                streamId, context.metadataChannel(), context.metadataStreamId(), e.getMessage());
            return false;
        }
    }

    private int encodeAnnounce(final long producerId, final long epoch) {
        announce.wrapAndApplyHeader(buffer, 0, header)
            .streamId(streamId)
            .producerId(producerId)
            .epoch(epoch)
            .metaVersion(version)
            .name(metadata.name())
            .summary(metadata.summary());
        return MessageHeaderEncoder.ENCODED_LENGTH + announce.encodedLength();
    }

    private int encodeMeta() {
        meta.wrapAndApplyHeader(buffer, 0, header)
            .streamId(streamId)
            .metaVersion(version)
            .timestampNs(changedNs);
        final DataSourceMetaEncoder.AttributesEncoder attributes =
            meta.attributesCount(metadata.attributes().size());
        for (final MetadataAttribute attribute : metadata.attributes()) {
            attributes.next()
                .key(attribute.key())
                .format(attribute.format())
                .putValue(attribute.bytes(), 0, attribute.bytes().length);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + meta.encodedLength();
    }

    void close() {
        CloseHelper.quietClose(publication);
        publication = null;
    }
}
