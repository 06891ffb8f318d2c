package org.framedock.client;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.memory.HeaderRing;
import org.framedock.memory.SlotHeader;
import org.framedock.protocol.pool.FrameProgressState;

/** A frame that is being filled, in its slot (W-27). Used again for the next; belongs to the consumer's thread. */
public final class ProgressView {

    private static final int BYTES = 0;

    private final UnsafeBuffer payload = new UnsafeBuffer(0, 0);
    private final SlotHeader header;
    private HeaderRing ring;
    private int slot;
    private long sequence;
    private FrameProgressState state;
    private long filledBytes;
    private int safeBytes;

    ProgressView(final SlotHeader header) {
        this.header = header;
    }

    /** A frame whose header is sound: its prefix can be read. */
    void wrap(
        final HeaderRing mappedRing, final long seq, final FrameProgressState newState, final long filled,
        final long payloadAddress) {
        set(mappedRing, seq, newState, filled);
        safeBytes = safePrefix();
        payload.wrap(payloadAddress, safeBytes);
    }

    /** A frame whose header is not there yet: the count is all that is known. */
    void wrapWithoutHeader(
        final HeaderRing mappedRing, final long seq, final FrameProgressState newState, final long filled) {
        set(mappedRing, seq, newState, filled);
        safeBytes = 0;
        payload.wrap(0, 0);
    }

    private void set(
        final HeaderRing mappedRing, final long seq, final FrameProgressState newState, final long filled) {
        ring = mappedRing;
        slot = mappedRing.slotOf(seq);
        sequence = seq;
        state = newState;
        filledBytes = filled;
    }

    /** Whole rows or columns where progress counts them, any byte of a contiguous array, nothing else. */
    private int safePrefix() {
        final int filled = (int)filledBytes;
        if (header.progressUnit() != BYTES) {
            return filled - filled % header.progressStrideBytes();
        }
        return header.isContiguous() ? filled : 0;
    }

    /**
     * Whether the slot still holds this frame, being filled or committed.
     *
     * @return false if what was read from {@link #buffer} may belong to another frame.
     */
    public boolean isValid() {
        final long word = ring.commitWordAfterReads(slot);
        return word == HeaderRing.writingWord(sequence) || word == HeaderRing.committedWord(sequence);
    }

    /**
     * Number of the frame.
     *
     * @return its sequence.
     */
    public long sequence() {
        return sequence;
    }

    /**
     * How far it is.
     *
     * @return STARTED, PROGRESS or COMPLETE; COMPLETE does not replace the commit.
     */
    public FrameProgressState state() {
        return state;
    }

    /**
     * What the producer says has been filled.
     *
     * @return bytes from the start of the payload.
     */
    public long filledBytes() {
        return filledBytes;
    }

    /**
     * The prefix that can be read: whole rows or columns where progress counts them, any byte of a contiguous array.
     *
     * @return length of {@link #buffer} in bytes, 0 if only the count is known.
     */
    public int safeBytes() {
        return safeBytes;
    }

    /**
     * The prefix in place.
     *
     * @return view on shared memory of {@link #safeBytes} bytes.
     */
    public DirectBuffer buffer() {
        return payload;
    }
}
