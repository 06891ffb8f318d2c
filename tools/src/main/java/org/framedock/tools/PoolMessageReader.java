package org.framedock.tools;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.framedock.protocol.pool.Bool;
import org.framedock.protocol.pool.ClockDomain;
import org.framedock.protocol.pool.ConsumerConfigDecoder;
import org.framedock.protocol.pool.ConsumerHelloDecoder;
import org.framedock.protocol.pool.ControlResponseDecoder;
import org.framedock.protocol.pool.DataSourceAnnounceDecoder;
import org.framedock.protocol.pool.DataSourceMetaDecoder;
import org.framedock.protocol.pool.FrameDescriptorDecoder;
import org.framedock.protocol.pool.FrameProgressDecoder;
import org.framedock.protocol.pool.FrameProgressState;
import org.framedock.protocol.pool.Mode;
import org.framedock.protocol.pool.QosConsumerDecoder;
import org.framedock.protocol.pool.QosProducerDecoder;
import org.framedock.protocol.pool.ResponseCode;
import org.framedock.protocol.pool.ShmPoolAnnounceDecoder;

/** The messages of schema 900. Called for messages whose structure is sound. */
final class PoolMessageReader {

    /** More of an attribute is not shown anyway. */
    private static final int MAX_VALUE_BYTES = 256;

    /** Reads a message's fields, in their order on the wire. */
    void read(final int templateId, final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        switch (templateId) {
            case ShmPoolAnnounceDecoder.TEMPLATE_ID -> shmPoolAnnounce(buffer, body, fields);
            case ConsumerHelloDecoder.TEMPLATE_ID -> consumerHello(buffer, body, fields);
            case ConsumerConfigDecoder.TEMPLATE_ID -> consumerConfig(buffer, body, fields);
            case FrameDescriptorDecoder.TEMPLATE_ID -> frameDescriptor(buffer, body, fields);
            case QosConsumerDecoder.TEMPLATE_ID -> qosConsumer(buffer, body, fields);
            case QosProducerDecoder.TEMPLATE_ID -> qosProducer(buffer, body, fields);
            case DataSourceAnnounceDecoder.TEMPLATE_ID -> dataSourceAnnounce(buffer, body, fields);
            case DataSourceMetaDecoder.TEMPLATE_ID -> dataSourceMeta(buffer, body, fields);
            case ControlResponseDecoder.TEMPLATE_ID -> controlResponse(buffer, body, fields);
            case FrameProgressDecoder.TEMPLATE_ID -> frameProgress(buffer, body, fields);
            default -> throw new IllegalArgumentException("template " + templateId);
        }
    }

    private static void shmPoolAnnounce(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final ShmPoolAnnounceDecoder message = new ShmPoolAnnounceDecoder()
            .wrap(buffer, body, ShmPoolAnnounceDecoder.BLOCK_LENGTH, ShmPoolAnnounceDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "ShmPoolAnnounce");
        fields.put("streamId", message.streamId());
        fields.put("producerId", message.producerId());
        fields.put("epoch", Json.u64(message.epoch()));
        fields.put("announceTimestampNs", Json.u64(message.announceTimestampNs()));
        fields.put("announceClockDomain",
            MessageReader.name(raw -> ClockDomain.get((short)raw), message.announceClockDomainRaw()));
        fields.put("layoutVersion", message.layoutVersion());
        fields.put("headerNslots", message.headerNslots());
        fields.put("headerSlotBytes", message.headerSlotBytes());
        final List<Object> pools = new ArrayList<>();
        for (final ShmPoolAnnounceDecoder.PayloadPoolsDecoder pool : message.payloadPools()) {
            pools.add(MessageReader.pool(
                pool.poolId(), pool.poolNslots(), pool.strideBytes(), pool.regionUri()));
        }
        fields.put("payloadPools", pools);
        fields.put("headerRegionUri", Shown.text(message.headerRegionUri()));
    }

    private static void consumerHello(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final ConsumerHelloDecoder message = new ConsumerHelloDecoder()
            .wrap(buffer, body, ConsumerHelloDecoder.BLOCK_LENGTH, ConsumerHelloDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "ConsumerHello");
        fields.put("streamId", message.streamId());
        fields.put("consumerId", message.consumerId());
        fields.put("supportsShm", MessageReader.name(raw -> Bool.get((short)raw), message.supportsShmRaw()));
        fields.put("supportsProgress", MessageReader.name(raw -> Bool.get((short)raw), message.supportsProgressRaw()));
        fields.put("mode", MessageReader.name(raw -> Mode.get((short)raw), message.modeRaw()));
        fields.put("maxRateHz", message.maxRateHz());
        fields.put("expectedLayoutVersion", message.expectedLayoutVersion());
        fields.put("progressIntervalUs", MessageReader.optionalU32(message.progressIntervalUs()));
        fields.put("progressBytesDelta", MessageReader.optionalU32(message.progressBytesDelta()));
        fields.put("progressMajorDeltaUnits", MessageReader.optionalU32(message.progressMajorDeltaUnits()));
        fields.put("descriptorStreamId", message.descriptorStreamId());
        fields.put("controlStreamId", message.controlStreamId());
        fields.put("descriptorChannel", Shown.text(message.descriptorChannel()));
        fields.put("controlChannel", Shown.text(message.controlChannel()));
    }

    private static void consumerConfig(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final ConsumerConfigDecoder message = new ConsumerConfigDecoder()
            .wrap(buffer, body, ConsumerConfigDecoder.BLOCK_LENGTH, ConsumerConfigDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "ConsumerConfig");
        fields.put("streamId", message.streamId());
        fields.put("consumerId", message.consumerId());
        fields.put("useShm", MessageReader.name(raw -> Bool.get((short)raw), message.useShmRaw()));
        fields.put("mode", MessageReader.name(raw -> Mode.get((short)raw), message.modeRaw()));
        fields.put("descriptorStreamId", message.descriptorStreamId());
        fields.put("controlStreamId", message.controlStreamId());
        fields.put("payloadFallbackUri", Shown.text(message.payloadFallbackUri()));
        fields.put("descriptorChannel", Shown.text(message.descriptorChannel()));
        fields.put("controlChannel", Shown.text(message.controlChannel()));
    }

    private static void frameDescriptor(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final FrameDescriptorDecoder message = new FrameDescriptorDecoder()
            .wrap(buffer, body, FrameDescriptorDecoder.BLOCK_LENGTH, FrameDescriptorDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "FrameDescriptor");
        fields.put("streamId", message.streamId());
        fields.put("epoch", Json.u64(message.epoch()));
        fields.put("seq", Json.u64(message.seq()));
        fields.put("timestampNs", MessageReader.optionalU64(message.timestampNs()));
        fields.put("metaVersion", MessageReader.optionalU32(message.metaVersion()));
        fields.put("traceId", message.traceId() == 0 ? null : Json.u64(message.traceId()));
    }

    private static void qosConsumer(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final QosConsumerDecoder message = new QosConsumerDecoder()
            .wrap(buffer, body, QosConsumerDecoder.BLOCK_LENGTH, QosConsumerDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "QosConsumer");
        fields.put("streamId", message.streamId());
        fields.put("consumerId", message.consumerId());
        fields.put("epoch", Json.u64(message.epoch()));
        fields.put("lastSeqSeen", Json.u64(message.lastSeqSeen()));
        fields.put("dropsGap", Json.u64(message.dropsGap()));
        fields.put("dropsLate", Json.u64(message.dropsLate()));
        fields.put("mode", MessageReader.name(raw -> Mode.get((short)raw), message.modeRaw()));
    }

    private static void qosProducer(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final QosProducerDecoder message = new QosProducerDecoder()
            .wrap(buffer, body, QosProducerDecoder.BLOCK_LENGTH, QosProducerDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "QosProducer");
        fields.put("streamId", message.streamId());
        fields.put("producerId", message.producerId());
        fields.put("epoch", Json.u64(message.epoch()));
        fields.put("currentSeq", Json.u64(message.currentSeq()));
        fields.put("watermark", MessageReader.optionalU32(message.watermark()));
    }

    private static void dataSourceAnnounce(
        final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final DataSourceAnnounceDecoder message = new DataSourceAnnounceDecoder()
            .wrap(buffer, body, DataSourceAnnounceDecoder.BLOCK_LENGTH, DataSourceAnnounceDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "DataSourceAnnounce");
        fields.put("streamId", message.streamId());
        fields.put("producerId", message.producerId());
        fields.put("epoch", Json.u64(message.epoch()));
        fields.put("metaVersion", message.metaVersion());
        fields.put("name", Shown.text(message.name()));
        fields.put("summary", Shown.text(message.summary()));
    }

    private static void dataSourceMeta(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final DataSourceMetaDecoder message = new DataSourceMetaDecoder()
            .wrap(buffer, body, DataSourceMetaDecoder.BLOCK_LENGTH, DataSourceMetaDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "DataSourceMeta");
        fields.put("streamId", message.streamId());
        fields.put("metaVersion", message.metaVersion());
        fields.put("timestampNs", Json.u64(message.timestampNs()));
        final List<Object> attributes = new ArrayList<>();
        for (final DataSourceMetaDecoder.AttributesDecoder attribute : message.attributes()) {
            attributes.add(attribute(attribute));
        }
        fields.put("attributes", attributes);
    }

    private static void controlResponse(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final ControlResponseDecoder message = new ControlResponseDecoder()
            .wrap(buffer, body, ControlResponseDecoder.BLOCK_LENGTH, ControlResponseDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "ControlResponse");
        fields.put("correlationId", message.correlationId());
        fields.put("code", MessageReader.name(ResponseCode::get, message.codeRaw()));
        fields.put("errorMessage", Shown.text(message.errorMessage()));
    }

    private static void frameProgress(final DirectBuffer buffer, final int body, final Map<String, Object> fields) {
        final FrameProgressDecoder message = new FrameProgressDecoder()
            .wrap(buffer, body, FrameProgressDecoder.BLOCK_LENGTH, FrameProgressDecoder.SCHEMA_VERSION);
        fields.put(MessageReader.MESSAGE, "FrameProgress");
        fields.put("streamId", message.streamId());
        fields.put("epoch", Json.u64(message.epoch()));
        fields.put("seq", Json.u64(message.seq()));
        fields.put("payloadBytesFilled", Json.u64(message.payloadBytesFilled()));
        fields.put("state", MessageReader.name(raw -> FrameProgressState.get((short)raw), message.stateRaw()));
    }

    private static Map<String, Object> attribute(final DataSourceMetaDecoder.AttributesDecoder attribute) {
        final Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("key", Shown.text(attribute.key()));
        final String format = attribute.format();
        shown.put("format", Shown.text(format));
        final int length = attribute.valueLength();
        final byte[] value = new byte[Math.min(length, MAX_VALUE_BYTES)];
        attribute.getValue(value, 0, value.length);
        final boolean isText = format.startsWith("text/") || format.contains("json");
        shown.put("value", isText ? Shown.text(new String(value, StandardCharsets.UTF_8)) : length + " bytes");
        return shown;
    }
}
