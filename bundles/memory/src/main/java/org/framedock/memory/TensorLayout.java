package org.framedock.memory;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.MajorOrder;
import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.framedock.protocol.pool.ProgressUnit;
import org.framedock.protocol.pool.TensorHeaderEncoder;

/**
 * Shape of a tensor, with the constant part of its slot header ready to be copied. Immutable; a producer makes one per
 * format and uses it for every frame.
 */
public final class TensorLayout {

    /** The most dimensions (W-17). */
    public static final int MAX_DIMS = 8;

    private final Dtype dtype;
    private final MajorOrder majorOrder;
    private final int[] dims;
    private final int[] strides;
    private final int payloadBytes;
    private final int progressStrideBytes;
    /** A whole header slot of which only the bytes from {@link SlotLayout#TEMPLATE_OFFSET} on are set. */
    private final byte[] slot = new byte[RegionSpec.HEADER_SLOT_BYTES];

    private TensorLayout(
        final Dtype dtype, final MajorOrder majorOrder, final int[] dims, final int[] strides,
        final ProgressUnit progressUnit, final int progressStrideBytes) {
        this.dtype = dtype;
        this.majorOrder = majorOrder;
        this.dims = dims;
        this.strides = strides;
        this.progressStrideBytes = progressStrideBytes;
        final UnsafeBuffer buffer = new UnsafeBuffer(slot);
        buffer.putInt(SlotLayout.HEADER_LENGTH_OFFSET, SlotLayout.HEADER_BYTES, ByteOrder.LITTLE_ENDIAN);
        final TensorHeaderEncoder tensor = new TensorHeaderEncoder().wrapAndApplyHeader(
            buffer, SlotLayout.EMBEDDED_OFFSET, new MessageHeaderEncoder());
        tensor.dtype(dtype).majorOrder(majorOrder).ndims((short)dims.length).padAlign((short)0)
            .progressUnit(progressUnit).progressStrideBytes(progressStrideBytes);
        for (int i = 0; i < MAX_DIMS; i++) {
            tensor.dims(i, i < dims.length ? dims[i] : 0);
            tensor.strides(i, i < dims.length ? strides[i] : 0);
        }
        final TensorShape shape = new TensorShape();
        shape.decode(buffer, SlotLayout.TEMPLATE_OFFSET);
        final HeaderFault fault = shape.check(0xFFFF_FFFFL);
        if (fault != null) {
            throw new IllegalArgumentException("not a sound tensor (" + fault + "): " + this);
        }
        if (shape.extentBytes() > RegionSpec.MAX_STRIDE_BYTES) {
            throw new IllegalArgumentException("larger than the widest slot: " + this);
        }
        this.payloadBytes = (int)shape.extentBytes();
    }

    /**
     * A contiguous row-major array, the last dimension the fastest.
     *
     * @param dtype type of an element.
     * @param dims  1 to {@link #MAX_DIMS} sizes, none negative.
     * @return the layout.
     * @throws IllegalArgumentException if no reader would accept it (W-17).
     */
    public static TensorLayout rowMajor(final Dtype dtype, final int... dims) {
        return of(dtype, MajorOrder.ROW, dims, contiguous(dtype, MajorOrder.ROW, dims), ProgressUnit.NONE, 0);
    }

    /**
     * A contiguous column-major array, the first dimension the fastest.
     *
     * @param dtype type of an element.
     * @param dims  1 to {@link #MAX_DIMS} sizes, none negative.
     * @return the layout.
     * @throws IllegalArgumentException if no reader would accept it (W-17).
     */
    public static TensorLayout columnMajor(final Dtype dtype, final int... dims) {
        return of(dtype, MajorOrder.COLUMN, dims, contiguous(dtype, MajorOrder.COLUMN, dims), ProgressUnit.NONE, 0);
    }

    /**
     * Any layout that a reader accepts (W-17).
     *
     * @param dtype               type of an element.
     * @param majorOrder          which dimension is the slowest.
     * @param dims                1 to {@link #MAX_DIMS} sizes, none negative.
     * @param strides             bytes from element to element along each dimension.
     * @param progressUnit        what progress is counted in.
     * @param progressStrideBytes bytes of such a unit: the true row or column stride, 0 with NONE.
     * @return the layout.
     * @throws IllegalArgumentException if no reader would accept it.
     */
    public static TensorLayout of(
        final Dtype dtype, final MajorOrder majorOrder, final int[] dims, final int[] strides,
        final ProgressUnit progressUnit, final int progressStrideBytes) {
        if (dims.length == 0 || dims.length > MAX_DIMS || strides.length != dims.length) {
            throw new IllegalArgumentException("1 to " + MAX_DIMS + " dims are needed, and as many strides, not "
                + Arrays.toString(dims) + " and " + Arrays.toString(strides));
        }
        return new TensorLayout(dtype, majorOrder, dims.clone(), strides.clone(), progressUnit, progressStrideBytes);
    }

    private static int[] contiguous(final Dtype dtype, final MajorOrder majorOrder, final int[] dims) {
        final int[] strides = new int[dims.length];
        long stride = ElementSizes.of(dtype.value());
        for (int i = 0; i < dims.length; i++) {
            final int dimension = majorOrder == MajorOrder.COLUMN ? i : dims.length - 1 - i;
            if (stride > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("larger than 2 GiB: " + dtype + Arrays.toString(dims));
            }
            strides[dimension] = (int)stride;
            stride *= Math.max(1, dims[dimension]);
        }
        return strides;
    }

    /**
     * Size of the array.
     *
     * @return bytes from its first element to the end of its last.
     */
    public int payloadBytes() {
        return payloadBytes;
    }

    /**
     * Type of an element.
     *
     * @return the type.
     */
    public Dtype dtype() {
        return dtype;
    }

    /**
     * Number of dimensions.
     *
     * @return 1 to {@link #MAX_DIMS}.
     */
    public int ndims() {
        return dims.length;
    }

    /**
     * Size along one dimension.
     *
     * @param index of the dimension.
     * @return elements.
     */
    public int dim(final int index) {
        return dims[index];
    }

    /**
     * Bytes of the unit that progress is counted in (W-27).
     *
     * @return stride of a row or column, 0 if progress is counted in bytes.
     */
    public int progressStrideBytes() {
        return progressStrideBytes;
    }

    /** Copies the constant part of the header into a slot. */
    void copyTo(final long slotAddress) {
        UnsafeApi.copyMemory(
            slot, UnsafeApi.arrayBaseOffset(byte[].class) + SlotLayout.TEMPLATE_OFFSET,
            null, slotAddress + SlotLayout.TEMPLATE_OFFSET,
            SlotLayout.TEMPLATE_BYTES);
    }

    @Override
    public String toString() {
        return dtype + Arrays.toString(dims) + " " + majorOrder + " strides " + Arrays.toString(strides);
    }
}
