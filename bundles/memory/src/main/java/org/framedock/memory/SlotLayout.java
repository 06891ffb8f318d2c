package org.framedock.memory;

import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.framedock.protocol.pool.SlotHeaderEncoder;
import org.framedock.protocol.pool.TensorHeaderEncoder;

/**
 * Where the fields of a header slot lie, taken from the generated codecs.
 *
 * <pre>
 *   0 seqCommit      u64    22 timestampNs        u64     64 embedded message header
 *   8 valuesLenBytes u32    30 metaVersion        u32     72 dtype, majorOrder, ndims, padAlign, progressUnit,
 *  12 payloadSlot    u32    34 pad                           progressStrideBytes
 *  16 poolId         u16    60 headerBytes length u32     83 dims    i32[8]
 *  18 payloadOffset  u32                                 115 strides i32[8]   147 pad
 * </pre>
 */
final class SlotLayout {

    static final int COMMIT_OFFSET = SlotHeaderEncoder.seqCommitEncodingOffset();
    static final int VALUES_LENGTH_OFFSET = SlotHeaderEncoder.valuesLenBytesEncodingOffset();
    static final int PAYLOAD_SLOT_OFFSET = SlotHeaderEncoder.payloadSlotEncodingOffset();
    static final int POOL_ID_OFFSET = SlotHeaderEncoder.poolIdEncodingOffset();
    static final int PAYLOAD_OFFSET_OFFSET = SlotHeaderEncoder.payloadOffsetEncodingOffset();
    static final int TIMESTAMP_OFFSET = SlotHeaderEncoder.timestampNsEncodingOffset();
    static final int META_VERSION_OFFSET = SlotHeaderEncoder.metaVersionEncodingOffset();
    static final int HEADER_LENGTH_OFFSET = SlotHeaderEncoder.BLOCK_LENGTH;
    static final int EMBEDDED_OFFSET = HEADER_LENGTH_OFFSET + Integer.BYTES;
    static final int TENSOR_OFFSET = EMBEDDED_OFFSET + MessageHeaderEncoder.ENCODED_LENGTH;

    /** Value of the headerBytes length: the embedded message header and the tensor header. */
    static final int HEADER_BYTES = MessageHeaderEncoder.ENCODED_LENGTH + TensorHeaderEncoder.BLOCK_LENGTH;

    /** The part of a header that depends on the layout alone, from the headerBytes length to the last stride. */
    static final int TEMPLATE_OFFSET = HEADER_LENGTH_OFFSET;
    static final int TEMPLATE_BYTES =
        TENSOR_OFFSET + TensorHeaderEncoder.padEncodingOffset() - TEMPLATE_OFFSET;

    private SlotLayout() {
    }
}
