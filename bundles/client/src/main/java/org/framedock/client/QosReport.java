package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.exceptions.AeronException;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.framedock.protocol.pool.Mode;
import org.framedock.protocol.pool.QosConsumerEncoder;
import org.framedock.protocol.pool.QosProducerEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports quality of service once per interval, as well as it goes (W-24). Belongs to its client's thread. */
final class QosReport {

    private static final Logger LOG = LoggerFactory.getLogger(QosReport.class);
    private static final int CAPACITY = 64;

    private final ClientContext context;
    private final long streamId;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[CAPACITY]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final QosProducerEncoder producer = new QosProducerEncoder();
    private final QosConsumerEncoder consumer = new QosConsumerEncoder();
    private Publication publication;
    private long dueNs = System.nanoTime();

    QosReport(final ClientContext context, final long streamId) {
        this.context = context;
        this.streamId = streamId;
    }

    void onTransport(final Aeron aeron) {
        close();
        if (aeron == null) {
            return;
        }
        try {
            publication = aeron.addPublication(context.qosChannel(), context.qosStreamId());
        } catch (final AeronException | IllegalArgumentException e) {
            LOG.warn("no quality of service for stream {}: Aeron refuses {}:{}: {}",
                streamId, context.qosChannel(), context.qosStreamId(), e.getMessage());
        }
    }

    boolean isDue(final long nowNs) {
        return publication != null && nowNs - dueNs >= 0;
    }

    void producer(final long nowNs, final long clientId, final long epoch, final long currentSeq) {
        producer.wrapAndApplyHeader(buffer, 0, header)
            .streamId(streamId)
            .producerId(clientId)
            .epoch(epoch)
            .currentSeq(currentSeq)
            .watermark(QosProducerEncoder.watermarkNullValue());
        send(nowNs, producer.encodedLength());
    }

    void consumer(
        final long nowNs, final long clientId, final long epoch, final long lastSeq, final ConsumerCounters counters,
        final boolean rateLimited) {
        consumer.wrapAndApplyHeader(buffer, 0, header)
            .streamId(streamId)
            .consumerId(clientId)
            .epoch(epoch)
            .lastSeqSeen(lastSeq)
            .dropsGap(counters.gaps())
            .dropsLate(counters.late())
            .mode(rateLimited ? Mode.RATE_LIMITED : Mode.STREAM);
        send(nowNs, consumer.encodedLength());
    }

    private void send(final long nowNs, final int bodyLength) {
        dueNs = nowNs + context.qosIntervalNs();
        publication.offer(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }

    void close() {
        CloseHelper.quietClose(publication);
        publication = null;
    }
}
