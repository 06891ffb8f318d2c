package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.Schemas;
import org.framedock.protocol.pool.DataSourceAnnounceDecoder;
import org.framedock.protocol.pool.DataSourceMetaDecoder;
import org.framedock.transport.BoundedAssembler;
import org.framedock.transport.Channels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last versions of a stream's metadata (W-28). What is said again costs a comparison; only what is new is
 * decoded. What exceeds the limits of {@link Metadata} is ignored. Its consumer's thread.
 */
final class MetadataIntake {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataIntake.class);
    /** Frames in flight are rarely more than a version or two behind. */
    private static final int KEPT_VERSIONS = 16;
    private static final int MAX_MESSAGE_BYTES = 64 * 1024;
    private static final int FRAGMENT_LIMIT = 4;

    private final ClientContext context;
    private final long streamId;
    private final FragmentHandler handler = new BoundedAssembler(this::onMessage, MAX_MESSAGE_BYTES);
    private final DataSourceAnnounceDecoder announce = new DataSourceAnnounceDecoder();
    private final DataSourceMetaDecoder meta = new DataSourceMetaDecoder();
    private final Remembered lastAnnounce = new Remembered();
    private final Remembered lastMeta = new Remembered();
    private final int[] versions = new int[KEPT_VERSIONS];
    private final Metadata[] kept = new Metadata[KEPT_VERSIONS];
    private int next;
    private Subscription subscription;
    private boolean refused;

    /** The bytes of the message before, to know a repetition by. */
    private static final class Remembered {

        private byte[] bytes = new byte[0];
        private int length;

        boolean isRepeatedBy(final DirectBuffer buffer, final int offset, final int messageLength) {
            if (messageLength == length) {
                int i = 0;
                while (i < length && buffer.getByte(offset + i) == bytes[i]) {
                    i++;
                }
                if (i == length) {
                    return true;
                }
            }
            if (bytes.length < messageLength) {
                bytes = new byte[messageLength];
            }
            buffer.getBytes(offset, bytes, 0, messageLength);
            length = messageLength;
            return false;
        }
    }

    MetadataIntake(final ClientContext context, final long streamId) {
        this.context = context;
        this.streamId = streamId;
        Arrays.fill(versions, Metadata.NO_VERSION);
    }

    void onTransport() {
        close();
        refused = false;
    }

    int poll(final Aeron aeron) {
        if (subscription == null) {
            open(aeron);
            return 0;
        }
        return subscription.poll(handler, FRAGMENT_LIMIT);
    }

    private void open(final Aeron aeron) {
        if (aeron == null || refused) {
            return;
        }
        try {
            subscription = aeron.addSubscription(
                Channels.untethered(context.metadataChannel()), context.metadataStreamId());
        } catch (final AeronException | IllegalArgumentException e) {
            refused = true;
            LOG.warn("no metadata of stream {}: Aeron refuses {}:{}: {}",
                streamId, context.metadataChannel(), context.metadataStreamId(), e.getMessage());
        }
    }

    /** The metadata of a version, null if it is not known (yet). */
    Metadata find(final int version) {
        for (int i = 0; i < KEPT_VERSIONS; i++) {
            if (versions[i] == version && version != Metadata.NO_VERSION) {
                return kept[i];
            }
        }
        return null;
    }

    private void onMessage(final DirectBuffer buffer, final int offset, final int length, final Header ignored) {
        if (Schemas.POOL.judge(buffer, offset, length) != MessageCheck.Verdict.SOUND) {
            return;
        }
        final int body = offset + MessageCheck.HEADER_BYTES;
        switch (MessageCheck.templateId(buffer, offset)) {
            case DataSourceAnnounceDecoder.TEMPLATE_ID:
                announce.wrap(buffer, body, DataSourceAnnounceDecoder.BLOCK_LENGTH,
                    DataSourceAnnounceDecoder.SCHEMA_VERSION);
                if (announce.streamId() == streamId && !lastAnnounce.isRepeatedBy(buffer, offset, length)) {
                    final int version = (int)announce.metaVersion();
                    keep(version, known(version).withHead(announce.name(), announce.summary()));
                }
                break;
            case DataSourceMetaDecoder.TEMPLATE_ID:
                meta.wrap(buffer, body, DataSourceMetaDecoder.BLOCK_LENGTH, DataSourceMetaDecoder.SCHEMA_VERSION);
                if (meta.streamId() == streamId && !lastMeta.isRepeatedBy(buffer, offset, length)) {
                    onMeta();
                }
                break;
            default:
                break;
        }
    }

    private void onMeta() {
        final int version = (int)meta.metaVersion();
        final DataSourceMetaDecoder.AttributesDecoder attributes = meta.attributes();
        if (attributes.count() > Metadata.MAX_ATTRIBUTES) {
            return;
        }
        final List<MetadataAttribute> list = new ArrayList<>(attributes.count());
        while (attributes.hasNext()) {
            attributes.next();
            final String key = attributes.key();
            final String format = attributes.format();
            final byte[] value = new byte[attributes.valueLength()];
            attributes.getValue(value, 0, value.length);
            list.add(new MetadataAttribute(key, format, value));
        }
        keep(version, known(version).withAttributes(list));
    }

    private Metadata known(final int version) {
        final Metadata metadata = find(version);
        return metadata == null ? Metadata.EMPTY : metadata;
    }

    private void keep(final int version, final Metadata metadata) {
        for (int i = 0; i < KEPT_VERSIONS; i++) {
            if (versions[i] == version) {
                kept[i] = metadata;
                return;
            }
        }
        versions[next] = version;
        kept[next] = metadata;
        next = (next + 1) % KEPT_VERSIONS;
    }

    void close() {
        CloseHelper.quietClose(subscription);
        subscription = null;
    }
}
