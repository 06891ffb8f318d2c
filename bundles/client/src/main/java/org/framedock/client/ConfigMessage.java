package org.framedock.client;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.Bool;
import org.framedock.protocol.pool.ConsumerConfigEncoder;
import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.framedock.protocol.pool.Mode;

/** Encodes a producer's answer to a hello: what it grants, or nothing (W-25). */
final class ConfigMessage {

    private static final int CAPACITY = 4096;

    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[CAPACITY]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ConsumerConfigEncoder config = new ConsumerConfigEncoder();

    MutableDirectBuffer buffer() {
        return buffer;
    }

    int encode(final long streamId, final KnownConsumer consumer, final String fallbackUri) {
        final PrivateStream descriptors = granted(consumer.descriptors());
        final PrivateStream control = granted(consumer.control());
        config.wrapAndApplyHeader(buffer, 0, header)
            .streamId(streamId)
            .consumerId(consumer.id())
            .useShm(consumer.supportsShm() ? Bool.TRUE : Bool.FALSE)
            .mode(consumer.modeRaw() == Mode.RATE_LIMITED.value() ? Mode.RATE_LIMITED : Mode.STREAM)
            .descriptorStreamId(descriptors.streamId())
            .controlStreamId(control.streamId())
            .payloadFallbackUri(fallbackUri)
            .descriptorChannel(descriptors.channel())
            .controlChannel(control.channel());
        return MessageHeaderEncoder.ENCODED_LENGTH + config.encodedLength();
    }

    private static PrivateStream granted(final PrivateStream stream) {
        return stream.trouble() == null ? stream : PrivateStream.NONE;
    }
}
