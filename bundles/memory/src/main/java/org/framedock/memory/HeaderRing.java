package org.framedock.memory;

import org.agrona.UnsafeApi;

/**
 * The slots of a mapped header ring and the commit protocol on them (W-11 to W-15).
 *
 * <p>The commit word of a slot is {@code seq << 1} while its frame is being written and {@code seq << 1 | 1} when it is
 * committed. One producer calls {@link #beginWrite}, {@link #writeHeader} and {@link #commit}, in this order for each
 * frame; consumers call {@link #commitWord}. No check, no lock, no allocation.
 */
public final class HeaderRing {

    private final long address;
    private final int mask;
    /** What the producer last copied into each slot; frames of an unchanged format need no second copy. */
    private final TensorLayout[] written;

    /**
     * Over mapped memory.
     *
     * @param address   native address of slot 0.
     * @param slotCount a power of two.
     */
    HeaderRing(final long address, final int slotCount) {
        this.address = address;
        this.mask = slotCount - 1;
        this.written = new TensorLayout[slotCount];
    }

    /**
     * The commit word of a frame that is being written.
     *
     * @param seq the frame.
     * @return even word.
     */
    public static long writingWord(final long seq) {
        return seq << 1;
    }

    /**
     * The commit word of a committed frame.
     *
     * @param seq the frame.
     * @return odd word.
     */
    public static long committedWord(final long seq) {
        return seq << 1 | 1;
    }

    /**
     * Slots in the ring.
     *
     * @return a power of two.
     */
    public int slotCount() {
        return mask + 1;
    }

    /**
     * Slot of a frame (W-11).
     *
     * @param seq the frame.
     * @return index.
     */
    public int slotOf(final long seq) {
        return (int)seq & mask;
    }

    /**
     * Native address of a slot.
     *
     * @param slot index, not checked.
     * @return address of its commit word.
     */
    long slotAddress(final int slot) {
        return address + (long)slot * RegionSpec.HEADER_SLOT_BYTES;
    }

    /**
     * Marks the slot of a frame as being written. From here on no consumer accepts what it held before (W-13).
     *
     * @param seq the frame.
     */
    public void beginWrite(final long seq) {
        UnsafeApi.putLongRelease(null, slotAddress(slotOf(seq)) + SlotLayout.COMMIT_OFFSET, writingWord(seq));
        // A release store does not keep later plain stores behind it: the payload must not overtake the word.
        UnsafeApi.storeStoreFence();
    }

    /**
     * Writes the header of a frame whose payload is filled.
     *
     * @param seq         the frame.
     * @param poolId      pool that holds the payload.
     * @param valuesBytes length of the payload.
     * @param timestampNs time of capture, CLOCK_MONOTONIC.
     * @param metaVersion version of the metadata, all bits one if there is none.
     * @param layout      shape of the payload.
     */
    public void writeHeader(
        final long seq, final int poolId, final int valuesBytes, final long timestampNs, final int metaVersion,
        final TensorLayout layout) {
        final int slot = slotOf(seq);
        final long at = slotAddress(slot);
        UnsafeApi.putInt(at + SlotLayout.VALUES_LENGTH_OFFSET, valuesBytes);
        UnsafeApi.putInt(at + SlotLayout.PAYLOAD_SLOT_OFFSET, slot);
        UnsafeApi.putShort(at + SlotLayout.POOL_ID_OFFSET, (short)poolId);
        UnsafeApi.putInt(at + SlotLayout.PAYLOAD_OFFSET_OFFSET, 0);
        UnsafeApi.putLong(at + SlotLayout.TIMESTAMP_OFFSET, timestampNs);
        UnsafeApi.putInt(at + SlotLayout.META_VERSION_OFFSET, metaVersion);
        if (written[slot] != layout) {
            layout.copyTo(at);
            written[slot] = layout;
        }
    }

    /**
     * Makes a frame visible: everything stored before is seen by whoever sees the committed word (W-13).
     *
     * @param seq the frame.
     */
    public void commit(final long seq) {
        UnsafeApi.putLongRelease(null, slotAddress(slotOf(seq)) + SlotLayout.COMMIT_OFFSET, committedWord(seq));
    }

    /**
     * The commit word of a slot, with acquire semantics (W-14).
     *
     * @param slot index, not checked.
     * @return the word.
     */
    public long commitWord(final int slot) {
        return UnsafeApi.getLongAcquire(null, slotAddress(slot) + SlotLayout.COMMIT_OFFSET);
    }

    /**
     * The newest frame that is committed; a look at each slot.
     *
     * @return its sequence, -1 if there is none.
     */
    public long newest() {
        long newest = -1;
        for (int slot = 0; slot <= mask; slot++) {
            final long word = commitWord(slot);
            final long seq = word >>> 1;
            if ((word & 1) == 1 && slotOf(seq) == slot && seq > newest) {
                newest = seq;
            }
        }
        return newest;
    }

    /**
     * The commit word of a slot once everything that was read before has been read: the second look of W-14.
     *
     * @param slot index, not checked.
     * @return the word.
     */
    public long commitWordAfterReads(final int slot) {
        UnsafeApi.loadLoadFence();
        return UnsafeApi.getLongAcquire(null, slotAddress(slot) + SlotLayout.COMMIT_OFFSET);
    }
}
