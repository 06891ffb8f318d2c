package org.framedock.client;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.Bool;
import org.framedock.protocol.pool.ConsumerHelloEncoder;
import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.framedock.protocol.pool.Mode;

/** Encodes a consumer's hello (W-24): shared memory, every frame, the shared descriptor stream. */
final class HelloMessage {

    private static final int CAPACITY = 128;

    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[CAPACITY]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ConsumerHelloEncoder hello = new ConsumerHelloEncoder();

    MutableDirectBuffer buffer() {
        return buffer;
    }

    int encode(final long streamId, final long consumerId, final int layoutVersion) {
        hello.wrapAndApplyHeader(buffer, 0, header)
            .streamId(streamId)
            .consumerId(consumerId)
            .supportsShm(Bool.TRUE)
            .supportsProgress(Bool.FALSE)
            .mode(Mode.STREAM)
            .maxRateHz(0)
            .expectedLayoutVersion(layoutVersion)
            .progressIntervalUs(ConsumerHelloEncoder.progressIntervalUsNullValue())
            .progressBytesDelta(ConsumerHelloEncoder.progressBytesDeltaNullValue())
            .progressMajorDeltaUnits(ConsumerHelloEncoder.progressMajorDeltaUnitsNullValue())
            .descriptorStreamId(0)
            .controlStreamId(0)
            .descriptorChannel("")
            .controlChannel("");
        return MessageHeaderEncoder.ENCODED_LENGTH + hello.encodedLength();
    }
}
