package org.framedock.memory;

import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The header of one frame as a consumer sees it: copied out of the shared slot, then checked (W-17). One object
 * serves all frames; a shape that was found sound is not checked again while it stays the same. Not thread-safe.
 */
public final class SlotHeader {

    private static final int WHOLE_WORDS = SlotLayout.TEMPLATE_BYTES / Long.BYTES;
    /** The last word overlaps the one before, as the template is no multiple of eight bytes long. */
    private static final int LAST_WORD_OFFSET = SlotLayout.TEMPLATE_BYTES - Long.BYTES;

    /** What the template held last, to be compared without a look at each field. */
    private final long[] words = new long[WHOLE_WORDS + 1];
    private final UnsafeBuffer template = new UnsafeBuffer(new byte[SlotLayout.TEMPLATE_BYTES]);
    private final TensorShape shape = new TensorShape();
    private boolean shapeSound;
    private long shapeSoundForBytes;

    private int valuesLengthBytes;
    private int payloadSlot;
    private int poolId;
    private int payloadOffset;
    private long timestampNs;
    private int metaVersion;
    private long payloadAddress;

    /**
     * Copies the header of a slot. Says nothing of its soundness: the caller looks at the commit word again, then calls
     * {@link #check}.
     *
     * @param ring the mapped ring.
     * @param slot index, in range.
     */
    public void read(final HeaderRing ring, final int slot) {
        final long at = ring.slotAddress(slot);
        valuesLengthBytes = UnsafeApi.getInt(at + SlotLayout.VALUES_LENGTH_OFFSET);
        payloadSlot = UnsafeApi.getInt(at + SlotLayout.PAYLOAD_SLOT_OFFSET);
        poolId = UnsafeApi.getShort(at + SlotLayout.POOL_ID_OFFSET) & 0xFFFF;
        payloadOffset = UnsafeApi.getInt(at + SlotLayout.PAYLOAD_OFFSET_OFFSET);
        timestampNs = UnsafeApi.getLong(at + SlotLayout.TIMESTAMP_OFFSET);
        metaVersion = UnsafeApi.getInt(at + SlotLayout.META_VERSION_OFFSET);
        readTemplate(at + SlotLayout.TEMPLATE_OFFSET);
    }

    private void readTemplate(final long at) {
        long difference = UnsafeApi.getLong(at + LAST_WORD_OFFSET) ^ words[WHOLE_WORDS];
        for (int i = 0; i < WHOLE_WORDS; i++) {
            difference |= UnsafeApi.getLong(at + (long)i * Long.BYTES) ^ words[i];
        }
        if (difference != 0) {
            shapeSound = false;
            for (int i = 0; i < WHOLE_WORDS; i++) {
                copyWord(at, i, i * Long.BYTES);
            }
            copyWord(at, WHOLE_WORDS, LAST_WORD_OFFSET);
        }
    }

    /** Both copies get the same value, whatever the slot holds by now: its commit word tells if that was one frame. */
    private void copyWord(final long at, final int index, final int offset) {
        final long word = UnsafeApi.getLong(at + offset);
        words[index] = word;
        template.putLong(offset, word);
    }

    /**
     * Checks the header that was read (W-11, W-17).
     *
     * @param slot   the slot that it was read from.
     * @param stream the mapped stream.
     * @return null if sound, else what is wrong.
     */
    public HeaderFault check(final int slot, final MappedStream stream) {
        if (payloadOffset != 0) {
            return HeaderFault.PAYLOAD_OFFSET;
        }
        if (payloadSlot != slot) {
            return HeaderFault.PAYLOAD_SLOT;
        }
        final MappedRegion pool = stream.pool(poolId);
        if (pool == null) {
            return HeaderFault.POOL;
        }
        payloadAddress = pool.slotAddress(slot);
        final long lengthBytes = valuesLengthBytes & 0xFFFF_FFFFL;
        if (lengthBytes > pool.spec().strideBytes()) {
            return HeaderFault.LENGTH;
        }
        if (shapeSound && lengthBytes == shapeSoundForBytes) {
            return null;
        }
        shape.decode(template, 0);
        final HeaderFault fault = shape.check(lengthBytes);
        shapeSound = fault == null;
        shapeSoundForBytes = lengthBytes;
        return fault;
    }

    /**
     * Length of the payload.
     *
     * @return bytes; in a checked header it fits its slot.
     */
    public int valuesLengthBytes() {
        return valuesLengthBytes;
    }

    /**
     * The pool that holds the payload.
     *
     * @return u16.
     */
    public int poolId() {
        return poolId;
    }

    /**
     * Where the payload lies.
     *
     * @return native address in a header that was found sound.
     */
    public long payloadAddress() {
        return payloadAddress;
    }

    /**
     * Time of capture.
     *
     * @return nanoseconds, CLOCK_MONOTONIC unless the announce says otherwise (W-10).
     */
    public long timestampNs() {
        return timestampNs;
    }

    /**
     * Version of the metadata that belongs to the frame.
     *
     * @return u32, all bits one if there is none.
     */
    public int metaVersion() {
        return metaVersion;
    }

    /**
     * Type of an element.
     *
     * @return raw dtype; listed in a checked header.
     */
    public short dtype() {
        return shape.dtype();
    }

    /**
     * Which dimension is the slowest.
     *
     * @return raw major order; listed in a checked header.
     */
    public short majorOrder() {
        return shape.majorOrder();
    }

    /**
     * Number of dimensions.
     *
     * @return 1 to 8 in a checked header.
     */
    public int ndims() {
        return shape.ndims();
    }

    /**
     * Size along one dimension.
     *
     * @param index 0 to {@code ndims - 1}.
     * @return elements.
     */
    public int dim(final int index) {
        return shape.dim(index);
    }

    /**
     * Bytes from element to element along one dimension.
     *
     * @param index 0 to {@code ndims - 1}.
     * @return the stride, inferred where the header leaves it 0.
     */
    public long strideBytes(final int index) {
        return shape.strideBytes(index);
    }

    /**
     * Whether the elements lie one behind the other in memory, so that the bytes before any place are whole (W-27).
     *
     * @return false if there are gaps between rows or columns.
     */
    public boolean isContiguous() {
        return shape.isContiguous();
    }

    /**
     * What progress of filling is counted in (W-27).
     *
     * @return 0 for bytes, 1 for rows, 2 for columns.
     */
    public int progressUnit() {
        return shape.progressUnit();
    }

    /**
     * Bytes of such a unit.
     *
     * @return stride of a row or column, 0 if progress is counted in bytes.
     */
    public int progressStrideBytes() {
        return shape.progressStrideBytes();
    }
}
