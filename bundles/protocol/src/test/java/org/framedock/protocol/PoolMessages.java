package org.framedock.protocol;

import static org.framedock.protocol.GoldenFile.NULL_U32;
import static org.framedock.protocol.GoldenFile.NULL_U64;
import static org.framedock.protocol.LeaseMessages.EPOCH;
import static org.framedock.protocol.LeaseMessages.PLAIN;
import static org.framedock.protocol.LeaseMessages.REGIONS;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.framedock.protocol.pool.Bool;
import org.framedock.protocol.pool.ClockDomain;
import org.framedock.protocol.pool.ConsumerConfigDecoder;
import org.framedock.protocol.pool.ConsumerConfigEncoder;
import org.framedock.protocol.pool.ConsumerHelloDecoder;
import org.framedock.protocol.pool.ConsumerHelloEncoder;
import org.framedock.protocol.pool.ControlResponseDecoder;
import org.framedock.protocol.pool.ControlResponseEncoder;
import org.framedock.protocol.pool.DataSourceAnnounceDecoder;
import org.framedock.protocol.pool.DataSourceAnnounceEncoder;
import org.framedock.protocol.pool.DataSourceMetaDecoder;
import org.framedock.protocol.pool.DataSourceMetaEncoder;
import org.framedock.protocol.pool.FrameDescriptorDecoder;
import org.framedock.protocol.pool.FrameDescriptorEncoder;
import org.framedock.protocol.pool.FrameProgressDecoder;
import org.framedock.protocol.pool.FrameProgressEncoder;
import org.framedock.protocol.pool.FrameProgressState;
import org.framedock.protocol.pool.MessageHeaderDecoder;
import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.framedock.protocol.pool.Mode;
import org.framedock.protocol.pool.QosConsumerDecoder;
import org.framedock.protocol.pool.QosConsumerEncoder;
import org.framedock.protocol.pool.QosProducerDecoder;
import org.framedock.protocol.pool.QosProducerEncoder;
import org.framedock.protocol.pool.ResponseCode;
import org.framedock.protocol.pool.ShmPoolAnnounceDecoder;
import org.framedock.protocol.pool.ShmPoolAnnounceEncoder;

/** What the golden files of schema 900 say. */
final class PoolMessages {

    private static final long STREAM = 10_000;
    private static final long PRODUCER = 101;
    private static final long CONSUMER = 202;
    private static final String CHANNEL = "aeron:ipc?term-length=4m";

    private PoolMessages() {
    }

    static void describe(final Map<String, Consumer<GoldenFile>> files) {
        files.put("shm_pool_announce_driver_on_producer_attach",
            golden -> announce(golden, PRODUCER, EPOCH, 0x12b_3529_740dL));
        files.put("shm_pool_announce_driver_periodic", golden -> announce(golden, PRODUCER, EPOCH, 0x12b_54f9_00f4L));
        files.put("shm_pool_announce_producer_on_control",
            golden -> announce(golden, PRODUCER, EPOCH, 0x12b_358f_6a5cL));
        files.put("shm_pool_announce_after_expiry",
            golden -> announce(golden, 0, 0x12c_6025_5f62L, 0x12c_606a_faf5L));

        files.put("consumer_hello_default",
            golden -> hello(golden, Mode.STREAM, 0, 0, NULL_U32, NULL_U32, 0, 0, ""));
        files.put("consumer_hello_per_consumer",
            golden -> hello(golden, Mode.RATE_LIMITED, 30, 1, 500, 65_536, 31_001, 32_001, CHANNEL));
        files.put("consumer_config_default", golden -> config(golden, Mode.STREAM, 0, 0, ""));
        files.put("consumer_config_per_consumer",
            golden -> config(golden, Mode.RATE_LIMITED, 31_001, 32_001, CHANNEL));

        files.put("frame_descriptor_seq0", golden -> descriptor(golden, 0, NULL_U64, 7, 0));
        files.put("frame_descriptor_seq1", golden -> descriptor(golden, 1, NULL_U64, NULL_U32, 0));
        files.put("frame_descriptor_seq2_trace_ts",
            golden -> descriptor(golden, 2, 0x12b_3c9d_e9f1L, 7, 0xdeadbeef_cafef00dL));
        files.put("frame_descriptor_seq3", golden -> descriptor(golden, 3, NULL_U64, 7, 0));
        files.put("frame_descriptor_on_per_consumer_stream", golden -> descriptor(golden, 6, NULL_U64, 7, 0));

        files.put("frame_progress_started", golden -> progress(golden, 3, 0, FrameProgressState.STARTED));
        files.put("frame_progress_progress", golden -> progress(golden, 3, 327_680, FrameProgressState.PROGRESS));
        files.put("frame_progress_complete", golden -> progress(golden, 3, 655_360, FrameProgressState.COMPLETE));
        files.put("frame_progress_on_per_consumer_stream",
            golden -> progress(golden, 6, 64, FrameProgressState.COMPLETE));

        files.put("qos_producer", PoolMessages::qosProducer);
        files.put("qos_consumer", PoolMessages::qosConsumer);
        files.put("data_source_announce", PoolMessages::dataSourceAnnounce);
        files.put("data_source_meta", PoolMessages::dataSourceMeta);
        files.put("control_response", PoolMessages::controlResponse);
    }

    private static void announce(
        final GoldenFile golden, final long producerId, final long epoch, final long timestampNs) {
        final var in = new ShmPoolAnnounceDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new ShmPoolAnnounceEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("streamId", STREAM, in.streamId(), out::streamId)
            .field("producerId", producerId, in.producerId(), out::producerId)
            .field("epoch", epoch, in.epoch(), out::epoch)
            .field("announceTimestampNs", timestampNs, in.announceTimestampNs(), out::announceTimestampNs)
            .field("announceClockDomain", ClockDomain.MONOTONIC, in.announceClockDomain(), out::announceClockDomain)
            .field("layoutVersion", 1, in.layoutVersion(), out::layoutVersion)
            .field("headerNslots", 8, in.headerNslots(), out::headerNslots)
            .field("headerSlotBytes", 256, in.headerSlotBytes(), out::headerSlotBytes);
        final var poolsIn = in.payloadPools();
        golden.field("numInGroup", 2, poolsIn.count(), (final int ignored) -> { });
        final var poolsOut = out.payloadPoolsCount(2);
        final long[] strides = {4096, 655_360};
        for (int poolId = 1; poolId <= 2; poolId++) {
            final var poolIn = poolsIn.next();
            final var poolOut = poolsOut.next();
            golden.field("poolId", poolId, poolIn.poolId(), poolOut::poolId)
                .field("poolNslots", 8, poolIn.poolNslots(), poolOut::poolNslots)
                .field("strideBytes", strides[poolId - 1], poolIn.strideBytes(), poolOut::strideBytes)
                .field("regionUri", REGIONS + epoch + "/" + poolId + ".pool" + PLAIN, poolIn.regionUri(),
                    poolOut::regionUri);
        }
        golden.field("headerRegionUri", REGIONS + epoch + "/header.ring" + PLAIN, in.headerRegionUri(),
                out::headerRegionUri)
            .end(in.limit(), out.limit());
    }

    private static void hello(
        final GoldenFile golden, final Mode mode, final long maxRateHz, final long layoutVersion,
        final long progressIntervalUs, final long progressBytes, final long descriptorStreamId,
        final long controlStreamId, final String channel) {
        final var in = new ConsumerHelloDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new ConsumerHelloEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("streamId", STREAM, in.streamId(), out::streamId)
            .field("consumerId", CONSUMER, in.consumerId(), out::consumerId)
            .field("supportsShm", Bool.TRUE, in.supportsShm(), out::supportsShm)
            .field("supportsProgress", Bool.TRUE, in.supportsProgress(), out::supportsProgress)
            .field("mode", mode, in.mode(), out::mode)
            .field("maxRateHz", maxRateHz, in.maxRateHz(), out::maxRateHz)
            .field("expectedLayoutVersion", layoutVersion, in.expectedLayoutVersion(), out::expectedLayoutVersion)
            .field("progressIntervalUs", progressIntervalUs, in.progressIntervalUs(), out::progressIntervalUs)
            .field("progressBytesDelta", progressBytes, in.progressBytesDelta(), out::progressBytesDelta)
            .field("progressMajorDeltaUnits", NULL_U32, in.progressMajorDeltaUnits(), out::progressMajorDeltaUnits)
            .field("descriptorStreamId", descriptorStreamId, in.descriptorStreamId(), out::descriptorStreamId)
            .field("controlStreamId", controlStreamId, in.controlStreamId(), out::controlStreamId)
            .field("descriptorChannel", channel, in.descriptorChannel(), out::descriptorChannel)
            .field("controlChannel", channel, in.controlChannel(), out::controlChannel)
            .end(in.limit(), out.limit());
    }

    private static void config(
        final GoldenFile golden, final Mode mode, final long descriptorStreamId, final long controlStreamId,
        final String channel) {
        final var in = new ConsumerConfigDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new ConsumerConfigEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("streamId", STREAM, in.streamId(), out::streamId)
            .field("consumerId", CONSUMER, in.consumerId(), out::consumerId)
            .field("useShm", Bool.TRUE, in.useShm(), out::useShm)
            .field("mode", mode, in.mode(), out::mode)
            .field("descriptorStreamId", descriptorStreamId, in.descriptorStreamId(), out::descriptorStreamId)
            .field("controlStreamId", controlStreamId, in.controlStreamId(), out::controlStreamId)
            .field("payloadFallbackUri", "", in.payloadFallbackUri(), out::payloadFallbackUri)
            .field("descriptorChannel", channel, in.descriptorChannel(), out::descriptorChannel)
            .field("controlChannel", channel, in.controlChannel(), out::controlChannel)
            .end(in.limit(), out.limit());
    }

    private static void descriptor(
        final GoldenFile golden, final long seq, final long timestampNs, final long metaVersion, final long traceId) {
        final var in = new FrameDescriptorDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new FrameDescriptorEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("streamId", STREAM, in.streamId(), out::streamId)
            .field("epoch", EPOCH, in.epoch(), out::epoch)
            .field("seq", seq, in.seq(), out::seq)
            .field("timestampNs", timestampNs, in.timestampNs(), out::timestampNs)
            .field("metaVersion", metaVersion, in.metaVersion(), out::metaVersion)
            .field("traceId", traceId, in.traceId(), out::traceId)
            .end(in.limit(), out.limit());
    }

    private static void progress(
        final GoldenFile golden, final long seq, final long filledBytes, final FrameProgressState state) {
        final var in = new FrameProgressDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new FrameProgressEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("streamId", STREAM, in.streamId(), out::streamId)
            .field("epoch", EPOCH, in.epoch(), out::epoch)
            .field("seq", seq, in.seq(), out::seq)
            .field("payloadBytesFilled", filledBytes, in.payloadBytesFilled(), out::payloadBytesFilled)
            .field("state", state, in.state(), out::state)
            .end(in.limit(), out.limit());
    }

    private static void qosProducer(final GoldenFile golden) {
        final var in = new QosProducerDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new QosProducerEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("streamId", STREAM, in.streamId(), out::streamId)
            .field("producerId", PRODUCER, in.producerId(), out::producerId)
            .field("epoch", EPOCH, in.epoch(), out::epoch)
            .field("currentSeq", 0, in.currentSeq(), out::currentSeq)
            .field("watermark", NULL_U32, in.watermark(), out::watermark)
            .end(in.limit(), out.limit());
    }

    private static void qosConsumer(final GoldenFile golden) {
        final var in = new QosConsumerDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new QosConsumerEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("streamId", STREAM, in.streamId(), out::streamId)
            .field("consumerId", CONSUMER, in.consumerId(), out::consumerId)
            .field("epoch", EPOCH, in.epoch(), out::epoch)
            .field("lastSeqSeen", 0, in.lastSeqSeen(), out::lastSeqSeen)
            .field("dropsGap", 0, in.dropsGap(), out::dropsGap)
            .field("dropsLate", 0, in.dropsLate(), out::dropsLate)
            .field("mode", Mode.STREAM, in.mode(), out::mode)
            .end(in.limit(), out.limit());
    }

    private static void dataSourceAnnounce(final GoldenFile golden) {
        final var in = new DataSourceAnnounceDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new DataSourceAnnounceEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("streamId", STREAM, in.streamId(), out::streamId)
            .field("producerId", PRODUCER, in.producerId(), out::producerId)
            .field("epoch", EPOCH, in.epoch(), out::epoch)
            .field("metaVersion", 7, in.metaVersion(), out::metaVersion)
            .field("name", "cam1", in.name(), out::name)
            .field("summary", "640x480 mono16", in.summary(), out::summary)
            .end(in.limit(), out.limit());
    }

    private static void dataSourceMeta(final GoldenFile golden) {
        final var in = new DataSourceMetaDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new DataSourceMetaEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("streamId", STREAM, in.streamId(), out::streamId)
            .field("metaVersion", 7, in.metaVersion(), out::metaVersion)
            .field("timestampNs", 0x1234_5678_9abcL, in.timestampNs(), out::timestampNs);
        final String[][] attributes = {
            {"camera_serial", "text/plain", "SN-0042"}, {"gain", "application/json", "{\"db\":6}"}};
        final var attributesIn = in.attributes();
        golden.field("numInGroup", attributes.length, attributesIn.count(), (final int ignored) -> { });
        final var attributesOut = out.attributesCount(attributes.length);
        for (final String[] attribute : attributes) {
            final var attributeIn = attributesIn.next();
            final var attributeOut = attributesOut.next();
            golden.field("key", attribute[0], attributeIn.key(), attributeOut::key)
                .field("format", attribute[1], attributeIn.format(), attributeOut::format);
            final byte[] value = new byte[attributeIn.valueLength()];
            attributeIn.getValue(value, 0, value.length);
            golden.field("value", attribute[2], new String(value, StandardCharsets.US_ASCII), text ->
                attributeOut.putValue(text.getBytes(StandardCharsets.US_ASCII), 0, text.length()));
        }
        golden.end(in.limit(), out.limit());
    }

    private static void controlResponse(final GoldenFile golden) {
        final var in = new ControlResponseDecoder().wrapAndApplyHeader(
            golden.received(), 0, new MessageHeaderDecoder());
        final var out = new ControlResponseEncoder().wrapAndApplyHeader(
            golden.rewritten(), 0, new MessageHeaderEncoder());
        golden.field("correlationId", 0x5152535455565758L, in.correlationId(), out::correlationId)
            .field("code", ResponseCode.UNSUPPORTED, in.code(), out::code)
            .field("errorMessage", "not supported", in.errorMessage(), out::errorMessage)
            .end(in.limit(), out.limit());
    }
}
