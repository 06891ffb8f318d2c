package org.framedock.client;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.memory.HeaderRing;
import org.framedock.memory.SlotHeader;

/**
 * A frame where it lies: the payload in shared memory without a copy, the header as a copy that was checked. One object
 * serves all frames of a consumer; it is the handler's only during {@link FrameHandler#onFrame}.
 */
public final class FrameView {

    private final UnsafeBuffer payload = new UnsafeBuffer(0, 0);
    private final SlotHeader header;
    private HeaderRing ring;
    private int slot;
    private long committedWord;
    private long sequence;
    private long epoch;
    private long publishTimestampNs;
    private long traceId;

    FrameView(final SlotHeader header) {
        this.header = header;
    }

    void wrap(
        final HeaderRing mappedRing, final int frameSlot, final long frameSequence, final long frameEpoch,
        final long payloadAddress) {
        this.ring = mappedRing;
        this.slot = frameSlot;
        this.committedWord = HeaderRing.committedWord(frameSequence);
        this.sequence = frameSequence;
        this.epoch = frameEpoch;
        payload.wrap(payloadAddress, header.valuesLengthBytes());
    }

    void descriptor(final long descriptorTimestampNs, final long descriptorTraceId) {
        this.publishTimestampNs = descriptorTimestampNs;
        this.traceId = descriptorTraceId;
    }

    /**
     * Whether the frame is still in its slot. What was read before this answers true was really this frame (W-14).
     *
     * @return false once the producer has begun to write the slot again.
     */
    public boolean isValid() {
        return ring.commitWordAfterReads(slot) == committedWord;
    }

    /**
     * The payload.
     *
     * @return read-only view on shared memory, {@link #length} bytes long; writing to it kills the process.
     */
    public DirectBuffer buffer() {
        return payload;
    }

    /**
     * Length of the payload.
     *
     * @return bytes; 0 is a valid frame (W-18).
     */
    public int length() {
        return header.valuesLengthBytes();
    }

    /**
     * The frame's number in its epoch.
     *
     * @return sequence.
     */
    public long sequence() {
        return sequence;
    }

    /**
     * The stream's epoch.
     *
     * @return unsigned.
     */
    public long epoch() {
        return epoch;
    }

    /**
     * Time of capture.
     *
     * @return nanoseconds, CLOCK_MONOTONIC.
     */
    public long timestampNs() {
        return header.timestampNs();
    }

    /**
     * Time of publication.
     *
     * @return nanoseconds, CLOCK_MONOTONIC; -1 if the producer does not stamp (W-20a).
     */
    public long publishTimestampNs() {
        return publishTimestampNs;
    }

    /**
     * Trace id of the frame.
     *
     * @return 0 if there is none.
     */
    public long traceId() {
        return traceId;
    }

    /**
     * Version of the metadata that belongs to the frame.
     *
     * @return u32 in an int; -1 if there is none.
     */
    public int metaVersion() {
        return header.metaVersion();
    }

    /**
     * Type of an element.
     *
     * @return value of {@link org.framedock.protocol.pool.Dtype}.
     */
    public short dtype() {
        return header.dtype();
    }

    /**
     * Which dimension is the slowest.
     *
     * @return value of {@link org.framedock.protocol.pool.MajorOrder}.
     */
    public short majorOrder() {
        return header.majorOrder();
    }

    /**
     * Number of dimensions.
     *
     * @return 1 to 8.
     */
    public int ndims() {
        return header.ndims();
    }

    /**
     * Size along one dimension.
     *
     * @param index 0 to {@code ndims - 1}.
     * @return elements.
     */
    public int dim(final int index) {
        return header.dim(index);
    }

    /**
     * Bytes from element to element along one dimension.
     *
     * @param index 0 to {@code ndims - 1}.
     * @return bytes.
     */
    public long strideBytes(final int index) {
        return header.strideBytes(index);
    }
}
