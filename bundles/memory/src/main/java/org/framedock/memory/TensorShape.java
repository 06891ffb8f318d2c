package org.framedock.memory;

import org.agrona.DirectBuffer;
import org.framedock.protocol.pool.MajorOrder;
import org.framedock.protocol.pool.ProgressUnit;
import org.framedock.protocol.pool.TensorHeaderDecoder;

/**
 * The tensor part of a header, decoded into fields of its own so that its check cannot be fooled by a writer (W-17).
 * All arithmetic is 64-bit and cannot overflow. No allocation after construction; not thread-safe.
 */
final class TensorShape {

    private static final int EMBEDDED = SlotLayout.EMBEDDED_OFFSET - SlotLayout.TEMPLATE_OFFSET;
    private static final int TENSOR = SlotLayout.TENSOR_OFFSET - SlotLayout.TEMPLATE_OFFSET;
    /** No extent in range comes near it, and the sum of eight of them still fits a long. */
    private static final long TOO_LARGE = 1L << 40;

    private final int[] dims = new int[TensorLayout.MAX_DIMS];
    private final int[] strides = new int[TensorLayout.MAX_DIMS];
    private final long[] effectiveStrides = new long[TensorLayout.MAX_DIMS];
    private boolean embeddedHeaderSound;
    private short dtype;
    private short majorOrder;
    private int ndims;
    private int progressUnit;
    private int progressStrideBytes;
    private long extentBytes;
    private boolean contiguous;

    /** Takes the bytes from the headerBytes length on; says nothing of their soundness. */
    void decode(final DirectBuffer buffer, final int templateOffset) {
        final int embedded = templateOffset + EMBEDDED;
        embeddedHeaderSound = buffer.getInt(templateOffset) == SlotLayout.HEADER_BYTES
            && (buffer.getShort(embedded) & 0xFFFF) == TensorHeaderDecoder.BLOCK_LENGTH
            && (buffer.getShort(embedded + 2) & 0xFFFF) == TensorHeaderDecoder.TEMPLATE_ID
            && (buffer.getShort(embedded + 4) & 0xFFFF) == TensorHeaderDecoder.SCHEMA_ID
            && (buffer.getShort(embedded + 6) & 0xFFFF) == TensorHeaderDecoder.SCHEMA_VERSION;
        final int tensor = templateOffset + TENSOR;
        dtype = buffer.getShort(tensor + TensorHeaderDecoder.dtypeEncodingOffset());
        majorOrder = buffer.getShort(tensor + TensorHeaderDecoder.majorOrderEncodingOffset());
        ndims = buffer.getByte(tensor + TensorHeaderDecoder.ndimsEncodingOffset()) & 0xFF;
        progressUnit = buffer.getByte(tensor + TensorHeaderDecoder.progressUnitEncodingOffset()) & 0xFF;
        progressStrideBytes = buffer.getInt(tensor + TensorHeaderDecoder.progressStrideBytesEncodingOffset());
        for (int i = 0; i < TensorLayout.MAX_DIMS; i++) {
            dims[i] = buffer.getInt(tensor + TensorHeaderDecoder.dimsEncodingOffset() + i * Integer.BYTES);
            strides[i] = buffer.getInt(tensor + TensorHeaderDecoder.stridesEncodingOffset() + i * Integer.BYTES);
        }
    }

    /**
     * Checks what was decoded.
     *
     * @param valuesLengthBytes the payload's length, u32; 0 lifts the check of the extent.
     * @return null if sound, else the first fault.
     */
    HeaderFault check(final long valuesLengthBytes) {
        if (!embeddedHeaderSound) {
            return HeaderFault.EMBEDDED_HEADER;
        }
        if (ndims == 0 || ndims > TensorLayout.MAX_DIMS) {
            return HeaderFault.NDIMS;
        }
        final int elementBytes = ElementSizes.of(dtype);
        if (elementBytes == 0) {
            return HeaderFault.DTYPE;
        }
        if (majorOrder != MajorOrder.ROW.value() && majorOrder != MajorOrder.COLUMN.value()) {
            return HeaderFault.MAJOR_ORDER;
        }
        for (int i = 0; i < ndims; i++) {
            if (dims[i] < 0) {
                return HeaderFault.NEGATIVE_DIM;
            }
        }
        final HeaderFault fault = resolveStrides(elementBytes);
        if (fault != null) {
            return fault;
        }
        if (valuesLengthBytes != 0 && extentBytes > valuesLengthBytes) {
            return HeaderFault.EXTENT;
        }
        return checkProgress();
    }

    /** From the fastest dimension to the slowest, each stride has to clear what lies inside it; 0 means just that. */
    private HeaderFault resolveStrides(final int elementBytes) {
        long innerBytes = elementBytes;
        boolean empty = false;
        contiguous = true;
        extentBytes = elementBytes;
        for (int i = 0; i < ndims; i++) {
            final int dimension = majorOrder == MajorOrder.COLUMN.value() ? i : ndims - 1 - i;
            final long stride = strides[dimension] == 0 ? innerBytes : strides[dimension];
            if (stride < innerBytes) {
                return HeaderFault.STRIDES;
            }
            if (stride > TOO_LARGE) {
                return HeaderFault.EXTENT;
            }
            effectiveStrides[dimension] = stride;
            contiguous &= stride == innerBytes;
            empty |= dims[dimension] == 0;
            innerBytes = saturatingProduct(stride, Math.max(1, dims[dimension]));
            extentBytes += saturatingProduct(stride, Math.max(0, dims[dimension] - 1));
        }
        if (empty) {
            extentBytes = 0;
        }
        return null;
    }

    /** Both factors are below 2^41 and 2^31; a product above the limit is as good as the limit. */
    private static long saturatingProduct(final long stride, final int count) {
        return count != 0 && stride > TOO_LARGE / count ? TOO_LARGE : stride * count;
    }

    private HeaderFault checkProgress() {
        if (progressUnit == ProgressUnit.NONE.value()) {
            return null;
        }
        final int dimension;
        if (progressUnit == ProgressUnit.ROWS.value()) {
            dimension = 0;
        } else if (progressUnit == ProgressUnit.COLUMNS.value() && ndims >= 2) {
            dimension = 1;
        } else {
            return HeaderFault.PROGRESS;
        }
        final long stride = progressStrideBytes & 0xFFFF_FFFFL;
        return stride != 0 && stride == effectiveStrides[dimension] ? null : HeaderFault.PROGRESS;
    }

    long extentBytes() {
        return extentBytes;
    }

    /** Whether the elements lie one behind the other, in order. */
    boolean isContiguous() {
        return contiguous;
    }

    int progressUnit() {
        return progressUnit;
    }

    int progressStrideBytes() {
        return progressStrideBytes;
    }

    short dtype() {
        return dtype;
    }

    short majorOrder() {
        return majorOrder;
    }

    int ndims() {
        return ndims;
    }

    int dim(final int index) {
        return dims[index];
    }

    long strideBytes(final int index) {
        return effectiveStrides[index];
    }
}
