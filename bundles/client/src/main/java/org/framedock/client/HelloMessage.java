package org.framedock.client;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.Bool;
import org.framedock.protocol.pool.ConsumerHelloEncoder;
import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.framedock.protocol.pool.Mode;

/** Encodes a consumer's hello: what it can do and what it wishes (W-24 to W-27). */
final class HelloMessage {

    private static final int CAPACITY = 4096;

    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[CAPACITY]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ConsumerHelloEncoder hello = new ConsumerHelloEncoder();
    private final ConsumerContext wishes;

    HelloMessage(final ConsumerContext wishes) {
        this.wishes = wishes;
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }

    int encode(final long consumerId) {
        final boolean progress = wishes.progressHandler() != null;
        hello.wrapAndApplyHeader(buffer, 0, header)
            .streamId(wishes.streamId())
            .consumerId(consumerId)
            .supportsShm(Bool.TRUE)
            .supportsProgress(progress ? Bool.TRUE : Bool.FALSE)
            .mode(wishes.rateLimited() ? Mode.RATE_LIMITED : Mode.STREAM)
            .maxRateHz(wishes.maxRateHz())
            .expectedLayoutVersion(wishes.expectedLayoutVersion())
            .progressIntervalUs(
                progress ? wishes.progressIntervalUs() : ConsumerHelloEncoder.progressIntervalUsNullValue())
            .progressBytesDelta(
                progress ? wishes.progressBytesDelta() : ConsumerHelloEncoder.progressBytesDeltaNullValue())
            .progressMajorDeltaUnits(ConsumerHelloEncoder.progressMajorDeltaUnitsNullValue())
            .descriptorStreamId(wishes.descriptorStreamId())
            .controlStreamId(wishes.controlStreamId())
            .descriptorChannel(wishes.descriptorChannel())
            .controlChannel(wishes.controlChannel());
        return MessageHeaderEncoder.ENCODED_LENGTH + hello.encodedLength();
    }
}
