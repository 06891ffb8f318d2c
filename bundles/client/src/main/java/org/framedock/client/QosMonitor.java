package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.Schemas;
import org.framedock.protocol.pool.Mode;
import org.framedock.protocol.pool.QosConsumerDecoder;
import org.framedock.protocol.pool.QosProducerDecoder;
import org.framedock.transport.AeronConnection;
import org.framedock.transport.Channels;

/**
 * Collects what all producers and consumers report of themselves on the quality-of-service stream (W-24): who is there,
 * how far each has come, what it lost. Whoever is silent for five intervals is forgotten. Belongs to one thread; costs
 * the streams nothing, since the subscription never holds up a publisher (W-28a).
 */
public final class QosMonitor implements AutoCloseable {

    /** The most reporters that are kept apart; invented ids must not fill the memory. */
    public static final int MAX_REPORTERS = 1024;

    private static final int FRAGMENT_LIMIT = 64;
    private static final int STALE_INTERVALS = 5;

    private final ClientContext context;
    private final AeronConnection connection;
    private final FragmentHandler handler = this::onMessage;
    private final QosProducerDecoder producer = new QosProducerDecoder();
    private final QosConsumerDecoder consumer = new QosConsumerDecoder();
    private final Map<Reporter, QosSnapshot> snapshots = new LinkedHashMap<>();
    private Aeron aeron;
    private Subscription subscription;
    private long nowNs;
    private long sweepNs = System.nanoTime();
    private volatile boolean closed;

    private record Reporter(long streamId, long clientId, boolean isProducer) {
    }

    QosMonitor(final ClientContext context, final AeronConnection connection) {
        this.context = context;
        this.connection = connection;
    }

    /**
     * Takes in the reports that have come.
     *
     * @param now System.nanoTime.
     * @return the amount of work done.
     */
    public int poll(final long now) {
        nowNs = now;
        final Aeron current = closed ? null : connection.poll(now);
        if (current != aeron) {
            aeron = current;
            CloseHelper.quietClose(subscription);
            subscription = null;
            open();
        }
        if (now - sweepNs >= 0) {
            sweepNs = now + context.qosIntervalNs();
            snapshots.values().removeIf(last -> now - last.heardNs() >= STALE_INTERVALS * context.qosIntervalNs());
        }
        return subscription == null ? 0 : subscription.poll(handler, FRAGMENT_LIMIT);
    }

    private void open() {
        if (aeron != null) {
            try {
                subscription = aeron.addSubscription(
                    Channels.untethered(context.qosChannel()), context.qosStreamId());
            } catch (final AeronException | IllegalArgumentException e) {
                // Asked for again with the next media driver; until then nothing is heard.
                subscription = null;
            }
        }
    }

    private void onMessage(final DirectBuffer buffer, final int offset, final int length, final Header ignored) {
        if (Schemas.POOL.judge(buffer, offset, length) != MessageCheck.Verdict.SOUND) {
            return;
        }
        final int body = offset + MessageCheck.HEADER_BYTES;
        switch (MessageCheck.templateId(buffer, offset)) {
            case QosProducerDecoder.TEMPLATE_ID:
                producer.wrap(buffer, body, QosProducerDecoder.BLOCK_LENGTH, QosProducerDecoder.SCHEMA_VERSION);
                keep(new QosSnapshot(producer.streamId(), producer.producerId(), true, producer.epoch(),
                    producer.currentSeq(), 0, 0, false, nowNs));
                break;
            case QosConsumerDecoder.TEMPLATE_ID:
                consumer.wrap(buffer, body, QosConsumerDecoder.BLOCK_LENGTH, QosConsumerDecoder.SCHEMA_VERSION);
                keep(new QosSnapshot(consumer.streamId(), consumer.consumerId(), false, consumer.epoch(),
                    consumer.lastSeqSeen(), consumer.dropsGap(), consumer.dropsLate(),
                    consumer.modeRaw() == Mode.RATE_LIMITED.value(), nowNs));
                break;
            default:
                break;
        }
    }

    private void keep(final QosSnapshot snapshot) {
        final Reporter reporter = new Reporter(snapshot.streamId(), snapshot.clientId(), snapshot.isProducer());
        if (snapshots.size() < MAX_REPORTERS || snapshots.containsKey(reporter)) {
            snapshots.put(reporter, snapshot);
        }
    }

    /**
     * The last report of everybody who is there.
     *
     * @return a copy, in the order in which they were first heard.
     */
    public List<QosSnapshot> snapshots() {
        return new ArrayList<>(snapshots.values());
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends the subscription. Closing twice is harmless. */
    @Override
    public void close() {
        closed = true;
        CloseHelper.quietClose(subscription);
        subscription = null;
    }
}
