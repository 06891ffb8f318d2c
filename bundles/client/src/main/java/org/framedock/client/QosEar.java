package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import java.util.function.LongConsumer;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.Schemas;
import org.framedock.protocol.pool.QosConsumerDecoder;
import org.framedock.transport.Channels;

/** Hears which consumers of a stream still report, so that a silent one is known to be stale (W-24). */
final class QosEar {

    private static final int FRAGMENT_LIMIT = 16;

    private final ClientContext context;
    private final long streamId;
    private final LongConsumer heard;
    private final FragmentHandler handler = this::onMessage;
    private final QosConsumerDecoder decoder = new QosConsumerDecoder();
    private Aeron aeron;
    private long registrationId = Aeron.NULL_VALUE;
    private Subscription subscription;

    QosEar(final ClientContext context, final long streamId, final LongConsumer heard) {
        this.context = context;
        this.streamId = streamId;
        this.heard = heard;
    }

    /** Begins to listen, without waiting for the media driver. */
    void open(final Aeron newAeron) {
        if (registrationId != Aeron.NULL_VALUE) {
            return;
        }
        aeron = newAeron;
        registrationId = newAeron.asyncAddSubscription(
            Channels.untethered(context.qosChannel()), context.qosStreamId());
    }

    int poll() {
        if (subscription == null) {
            if (registrationId == Aeron.NULL_VALUE) {
                return 0;
            }
            try {
                subscription = aeron.getSubscription(registrationId);
            } catch (final AeronException e) {
                registrationId = Aeron.NULL_VALUE;
            }
            return 0;
        }
        return subscription.poll(handler, FRAGMENT_LIMIT);
    }

    private void onMessage(final DirectBuffer buffer, final int offset, final int length, final Header ignored) {
        if (Schemas.POOL.judge(buffer, offset, length) == MessageCheck.Verdict.SOUND
            && MessageCheck.templateId(buffer, offset) == QosConsumerDecoder.TEMPLATE_ID) {
            decoder.wrap(buffer, offset + MessageCheck.HEADER_BYTES, QosConsumerDecoder.BLOCK_LENGTH,
                QosConsumerDecoder.SCHEMA_VERSION);
            if (decoder.streamId() == streamId) {
                heard.accept(decoder.consumerId());
            }
        }
    }

    void close() {
        if (subscription != null) {
            CloseHelper.quietClose(subscription);
            subscription = null;
        } else if (registrationId != Aeron.NULL_VALUE && !aeron.isClosed()) {
            aeron.asyncRemoveSubscription(registrationId);
        }
        registrationId = Aeron.NULL_VALUE;
    }
}
