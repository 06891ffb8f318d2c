package org.framedock.client;

import io.aeron.ExclusivePublication;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.ConsumerHelloDecoder;
import org.framedock.protocol.pool.FrameProgressEncoder;
import org.framedock.protocol.pool.FrameProgressState;
import org.framedock.protocol.pool.MessageHeaderEncoder;

/**
 * Tells how a frame fills, to consumers that asked for it (W-27): STARTED once, PROGRESS as often as the most curious
 * of them wants but not below the producer's floor, COMPLETE after the commit. No allocation; the producer's thread.
 */
final class ProgressReporter {

    private final long streamId;
    private final long floorIntervalNs;
    private final long floorBytes;
    private final ConsumerRoster roster;
    private final ControlSender sharedControl;
    private final MutableDirectBuffer buffer = new UnsafeBuffer(
        new byte[MessageHeaderEncoder.ENCODED_LENGTH + FrameProgressEncoder.BLOCK_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FrameProgressEncoder progress = new FrameProgressEncoder();
    private KnownConsumer[] readers;
    private int strideBytes;
    private long intervalNs;
    private long bytesDelta;

    ProgressReporter(
        final long streamId, final ProducerContext context, final ConsumerRoster roster,
        final ControlSender sharedControl) {
        this.streamId = streamId;
        this.floorIntervalNs = context.progressIntervalNs();
        this.floorBytes = context.progressBytesDelta();
        this.roster = roster;
        this.sharedControl = sharedControl;
    }

    /** Whether anybody wants to know. */
    boolean isWanted() {
        return roster.progressReaders().length > 0;
    }

    /** Whether enough has come in, and enough time gone by, since what was told last. */
    boolean isDue(final long elapsedNs, final long newBytes, final int progressStrideBytes) {
        adapt(progressStrideBytes);
        return elapsedNs >= intervalNs && newBytes >= bytesDelta;
    }

    private void adapt(final int progressStrideBytes) {
        if (readers == roster.progressReaders() && strideBytes == progressStrideBytes) {
            return;
        }
        readers = roster.progressReaders();
        strideBytes = progressStrideBytes;
        long askedNs = Long.MAX_VALUE;
        long askedBytes = Long.MAX_VALUE;
        for (final KnownConsumer reader : readers) {
            final long intervalUs = reader.progressIntervalUs();
            if (intervalUs != ConsumerHelloDecoder.progressIntervalUsNullValue()) {
                askedNs = Math.min(askedNs, TimeUnit.MICROSECONDS.toNanos(intervalUs));
            }
            final long delta = reader.progressBytesDelta();
            if (delta != ConsumerHelloDecoder.progressBytesDeltaNullValue()) {
                askedBytes = Math.min(askedBytes, delta);
            }
            final long units = reader.progressMajorDeltaUnits();
            if (units != ConsumerHelloDecoder.progressMajorDeltaUnitsNullValue() && units != 0
                && progressStrideBytes > 0) {
                askedBytes = Math.min(askedBytes, units * progressStrideBytes);
            }
        }
        intervalNs = askedNs == Long.MAX_VALUE ? floorIntervalNs : Math.max(floorIntervalNs, askedNs);
        bytesDelta = askedBytes == Long.MAX_VALUE ? floorBytes : Math.max(floorBytes, askedBytes);
    }

    void send(final long epoch, final long seq, final long filledBytes, final FrameProgressState state) {
        progress.wrapAndApplyHeader(buffer, 0, header)
            .streamId(streamId)
            .epoch(epoch)
            .seq(seq)
            .payloadBytesFilled(filledBytes)
            .state(state);
        boolean isShared = false;
        for (final KnownConsumer reader : roster.progressReaders()) {
            final ExclusivePublication own = reader.control().publication();
            if (own == null) {
                isShared = true;
            } else {
                own.offer(buffer, 0, buffer.capacity());
            }
        }
        if (isShared) {
            sharedControl.send(buffer, buffer.capacity());
        }
    }
}
