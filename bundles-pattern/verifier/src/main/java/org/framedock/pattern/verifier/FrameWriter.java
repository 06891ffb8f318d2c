package org.framedock.pattern.verifier;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.client.Producer;
import org.framedock.client.Reservation;
import org.framedock.memory.TensorLayout;
import org.framedock.pattern.content.Pattern;
import org.framedock.protocol.pool.Dtype;

/**
 * Publishes frames of a pattern, either filled in a buffer and copied into a slot, or filled in the slot itself.
 * Belongs to the producer's thread; no allocation for a frame.
 */
final class FrameWriter {

    /** Result of {@link #write}: the frame is out. */
    static final int PUBLISHED = 1;
    /** Result of {@link #write}: there is no slot at the moment, nothing was made. */
    static final int NO_SLOT = 0;
    /** Result of {@link #write}: the frame was dropped and counted by the producer. */
    static final int DROPPED = -1;

    private static final int CACHE_LINE_BYTES = 64;

    private final Producer producer;
    private final Pattern pattern;
    private final int payloadBytes;
    private final TensorLayout layout;
    private final UnsafeBuffer frame;

    /**
     * A writer of frames of one size.
     *
     * @param producer where they go.
     * @param options  what they are.
     */
    FrameWriter(final Producer producer, final ProducerOptions options) {
        this.producer = producer;
        pattern = options.pattern();
        payloadBytes = options.payloadBytes();
        layout = TensorLayout.rowMajor(Dtype.UINT8, payloadBytes);
        frame = options.isInPlace() ? null
            : new UnsafeBuffer(BufferUtil.allocateDirectAligned(payloadBytes, CACHE_LINE_BYTES));
    }

    /**
     * Makes the next frame.
     *
     * @param nowNs its time of capture, CLOCK_MONOTONIC.
     * @return {@link #PUBLISHED}, {@link #NO_SLOT} or {@link #DROPPED}.
     */
    int write(final long nowNs) {
        return frame == null ? writeInPlace(nowNs) : writeCopy(nowNs);
    }

    private int writeInPlace(final long nowNs) {
        final Reservation slot = producer.reserve(payloadBytes);
        if (slot == null) {
            return NO_SLOT;
        }
        // Costs nothing unless a consumer wants to know how frames fill (W-27).
        slot.progress(layout, payloadBytes, 0);
        pattern.fill(slot.buffer(), payloadBytes, slot.sequence());
        slot.progress(layout, payloadBytes, payloadBytes);
        return slot.publish(layout, payloadBytes, nowNs) ? PUBLISHED : DROPPED;
    }

    private int writeCopy(final long nowNs) {
        pattern.fill(frame, payloadBytes, producer.nextSequence());
        final long result = producer.offer(frame, 0, payloadBytes, layout, nowNs);
        if (result >= 0) {
            return PUBLISHED;
        }
        return result == Producer.NOT_ATTACHED ? NO_SLOT : DROPPED;
    }
}
