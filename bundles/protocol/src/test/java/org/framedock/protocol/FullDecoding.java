package org.framedock.protocol;

import org.agrona.DirectBuffer;
import org.framedock.protocol.lease.MessageHeaderDecoder;
import org.framedock.protocol.lease.ShmAttachRequestDecoder;
import org.framedock.protocol.lease.ShmAttachResponseDecoder;
import org.framedock.protocol.lease.ShmDetachRequestDecoder;
import org.framedock.protocol.lease.ShmDetachResponseDecoder;
import org.framedock.protocol.lease.ShmDriverShutdownDecoder;
import org.framedock.protocol.lease.ShmDriverShutdownRequestDecoder;
import org.framedock.protocol.lease.ShmLeaseKeepaliveDecoder;
import org.framedock.protocol.lease.ShmLeaseRevokedDecoder;
import org.framedock.protocol.pool.ConsumerConfigDecoder;
import org.framedock.protocol.pool.ConsumerHelloDecoder;
import org.framedock.protocol.pool.ControlResponseDecoder;
import org.framedock.protocol.pool.DataSourceAnnounceDecoder;
import org.framedock.protocol.pool.DataSourceMetaDecoder;
import org.framedock.protocol.pool.FrameDescriptorDecoder;
import org.framedock.protocol.pool.FrameProgressDecoder;
import org.framedock.protocol.pool.QosConsumerDecoder;
import org.framedock.protocol.pool.QosProducerDecoder;
import org.framedock.protocol.pool.ShmPoolAnnounceDecoder;

/** Decodes all of a message with the generated decoders: its structure, then the text of every field. */
final class FullDecoding {

    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;

    private FullDecoding() {
    }

    /**
     * Decodes a message.
     *
     * @return its length as the decoder sees it, with the header.
     */
    static int decode(final DirectBuffer message) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(message, 0);
        final int templateId = header.templateId();
        final int bodyBytes = header.schemaId() == ShmPoolAnnounceDecoder.SCHEMA_ID
            ? pool(message, templateId, header.blockLength(), header.version())
            : lease(message, templateId, header.blockLength(), header.version());
        return BODY + bodyBytes;
    }

    private static int pool(
        final DirectBuffer message, final int templateId, final int blockLength, final int version) {
        return switch (templateId) {
            case ShmPoolAnnounceDecoder.TEMPLATE_ID -> {
                final var decoder = new ShmPoolAnnounceDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case ConsumerHelloDecoder.TEMPLATE_ID -> {
                final var decoder = new ConsumerHelloDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case ConsumerConfigDecoder.TEMPLATE_ID -> {
                final var decoder = new ConsumerConfigDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case FrameDescriptorDecoder.TEMPLATE_ID -> {
                final var decoder = new FrameDescriptorDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case QosConsumerDecoder.TEMPLATE_ID -> {
                final var decoder = new QosConsumerDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case QosProducerDecoder.TEMPLATE_ID -> {
                final var decoder = new QosProducerDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case DataSourceAnnounceDecoder.TEMPLATE_ID -> {
                final var decoder = new DataSourceAnnounceDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case DataSourceMetaDecoder.TEMPLATE_ID -> {
                final var decoder = new DataSourceMetaDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case ControlResponseDecoder.TEMPLATE_ID -> {
                final var decoder = new ControlResponseDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case FrameProgressDecoder.TEMPLATE_ID -> {
                final var decoder = new FrameProgressDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            default -> throw new AssertionError("no such template: " + templateId);
        };
    }

    private static int lease(
        final DirectBuffer message, final int templateId, final int blockLength, final int version) {
        return switch (templateId) {
            case ShmAttachRequestDecoder.TEMPLATE_ID -> {
                final var decoder = new ShmAttachRequestDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case ShmAttachResponseDecoder.TEMPLATE_ID -> {
                final var decoder = new ShmAttachResponseDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case ShmDetachRequestDecoder.TEMPLATE_ID -> {
                final var decoder = new ShmDetachRequestDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case ShmDetachResponseDecoder.TEMPLATE_ID -> {
                final var decoder = new ShmDetachResponseDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case ShmLeaseKeepaliveDecoder.TEMPLATE_ID -> {
                final var decoder = new ShmLeaseKeepaliveDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case ShmDriverShutdownDecoder.TEMPLATE_ID -> {
                final var decoder = new ShmDriverShutdownDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case ShmLeaseRevokedDecoder.TEMPLATE_ID -> {
                final var decoder = new ShmLeaseRevokedDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            case ShmDriverShutdownRequestDecoder.TEMPLATE_ID -> {
                final var decoder = new ShmDriverShutdownRequestDecoder().wrap(message, BODY, blockLength, version);
                yield decoded(decoder, decoder.sbeDecodedLength());
            }
            default -> throw new AssertionError("no such template: " + templateId);
        };
    }

    /** The text of a message holds every field. An enum that is not listed ends it early: that is no structure. */
    private static int decoded(final Object decoder, final int bodyBytes) {
        try {
            decoder.toString();
        } catch (final IllegalArgumentException e) {
            if (!e.getMessage().startsWith("Unknown value")) {
                throw e;
            }
        }
        return bodyBytes;
    }
}
