package org.framedock.memory;

import org.framedock.protocol.pool.RegionType;

/**
 * What a region is, and what its superblock therefore has to say (W-2, W-8).
 *
 * @param epoch       the stream's epoch, unsigned.
 * @param streamId    the stream, u32.
 * @param type        header ring or payload pool.
 * @param poolId      the pool, 0 for the header ring.
 * @param slotCount   slots, a power of two (W-3).
 * @param strideBytes bytes from slot to slot: {@link #HEADER_SLOT_BYTES} for the header ring, else a multiple of 64
 *                    (W-4).
 */
public record RegionSpec(long epoch, long streamId, RegionType type, int poolId, int slotCount, int strideBytes) {

    /** Version of the layout that this implementation speaks. */
    public static final int LAYOUT_VERSION = 1;
    /** Bytes of the superblock before the first slot; a constant, never taken from the wire (W-2). */
    public static final int SUPERBLOCK_BYTES = 64;
    /** Bytes of a slot of the header ring. */
    public static final int HEADER_SLOT_BYTES = 256;
    /** Strides are multiples of this (W-4). */
    public static final int STRIDE_ALIGNMENT = 64;
    /** The widest slot, since a slot has to fit one Java buffer. */
    public static final int MAX_STRIDE_BYTES = Integer.MAX_VALUE - (STRIDE_ALIGNMENT - 1);

    /**
     * A header ring.
     *
     * @param epoch     the stream's epoch.
     * @param streamId  the stream.
     * @param slotCount slots.
     * @return what it is.
     */
    public static RegionSpec headerRing(final long epoch, final long streamId, final int slotCount) {
        return new RegionSpec(epoch, streamId, RegionType.HEADER_RING, 0, slotCount, HEADER_SLOT_BYTES);
    }

    /**
     * A payload pool.
     *
     * @param epoch       the stream's epoch.
     * @param streamId    the stream.
     * @param poolId      the pool.
     * @param slotCount   slots.
     * @param strideBytes bytes from slot to slot.
     * @return what it is.
     */
    public static RegionSpec payloadPool(
        final long epoch, final long streamId, final int poolId, final int slotCount, final int strideBytes) {
        return new RegionSpec(epoch, streamId, RegionType.PAYLOAD_POOL, poolId, slotCount, strideBytes);
    }

    /**
     * Length of the region's file, which may exceed 2 GiB (W-5).
     *
     * @return bytes.
     */
    public long lengthBytes() {
        return SUPERBLOCK_BYTES + (long)slotCount * strideBytes;
    }

    /**
     * Checks the numbers of a region that somebody else announced or granted.
     *
     * @throws RegionRefusedException if the slot count is no power of two (W-3) or the stride no multiple of 64 in
     *                                range (W-4).
     */
    public void requireSound() throws RegionRefusedException {
        if (slotCount < 1 || Integer.bitCount(slotCount) != 1) {
            throw new RegionRefusedException("region of stream " + streamId + " refused: slot count "
                + Integer.toUnsignedString(slotCount) + " is not a power of two");
        }
        if (strideBytes < STRIDE_ALIGNMENT || strideBytes % STRIDE_ALIGNMENT != 0 || strideBytes > MAX_STRIDE_BYTES) {
            throw new RegionRefusedException("region of stream " + streamId + " refused: stride "
                + Integer.toUnsignedString(strideBytes) + " is not a multiple of 64 from 64 to " + MAX_STRIDE_BYTES);
        }
    }
}
