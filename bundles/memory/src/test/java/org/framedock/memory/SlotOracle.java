package org.framedock.memory;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * Judges the bytes of a header slot by the words of W-11 and W-17, with offsets and numbers from the protocol's page
 * and arithmetic that cannot overflow. Knows nothing of the code that it judges.
 */
public final class SlotOracle {

    /** Bytes of an element by dtype; 0 is not listed. */
    private static final int[] ELEMENT_BYTES = {0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 1, 0, 1, 1};
    private static final BigInteger ZERO = BigInteger.ZERO;

    private final ByteBuffer slot;
    private final BigInteger[] strides = new BigInteger[8];

    public SlotOracle(final byte[] slot) {
        this.slot = ByteBuffer.wrap(slot).order(ByteOrder.LITTLE_ENDIAN);
    }

    public long u32(final int at) {
        return Integer.toUnsignedLong(slot.getInt(at));
    }

    public int u16(final int at) {
        return Short.toUnsignedInt(slot.getShort(at));
    }

    public int u8(final int at) {
        return Byte.toUnsignedInt(slot.get(at));
    }

    public int dim(final int index) {
        return slot.getInt(83 + 4 * index);
    }

    /** Of a sound frame. */
    public BigInteger stride(final int index) {
        return strides[index];
    }

    /**
     * What is wrong with a frame.
     *
     * @param index       the slot's own index.
     * @param poolStrides stride by the id of each mapped pool.
     * @return null if nothing is.
     */
    public String fault(final int index, final Map<Integer, Integer> poolStrides) {
        if (u32(18) != 0) {
            return "payloadOffset is not 0";
        }
        if (u32(12) != index) {
            return "payloadSlot is not the slot";
        }
        final Integer poolStride = poolStrides.get(u16(16));
        if (poolStride == null) {
            return "the pool is not mapped";
        }
        if (u32(8) > poolStride) {
            return "valuesLenBytes exceeds the stride";
        }
        if (u32(60) != 192 || u16(64) != 184 || u16(66) != 52 || u16(68) != 900 || u16(70) != 1) {
            return "the embedded header is another one";
        }
        final int ndims = u8(76);
        if (ndims == 0 || ndims > 8) {
            return "ndims is 0 or above 8";
        }
        final int dtype = slot.getShort(72);
        if (dtype < 0 || dtype >= ELEMENT_BYTES.length || ELEMENT_BYTES[dtype] == 0) {
            return "dtype is not listed";
        }
        final int majorOrder = slot.getShort(74);
        if (majorOrder != 1 && majorOrder != 2) {
            return "majorOrder is not listed";
        }
        for (int i = 0; i < ndims; i++) {
            if (dim(i) < 0) {
                return "a dim is negative";
            }
        }
        return arrayFault(BigInteger.valueOf(ELEMENT_BYTES[dtype]), ndims, majorOrder == 2);
    }

    private String arrayFault(final BigInteger elementBytes, final int ndims, final boolean firstIsFastest) {
        // What lies inside the dimension at hand; the stride of a dimension has to clear it.
        BigInteger inner = elementBytes;
        BigInteger last = elementBytes;
        boolean empty = false;
        for (int i = 0; i < ndims; i++) {
            final int dimension = firstIsFastest ? i : ndims - 1 - i;
            final BigInteger written = BigInteger.valueOf(slot.getInt(115 + 4 * dimension));
            final BigInteger stride = written.signum() == 0 ? inner : written;
            if (stride.compareTo(inner) < 0) {
                return "a stride is negative, overlaps or contradicts majorOrder";
            }
            strides[dimension] = stride;
            final BigInteger count = BigInteger.valueOf(dim(dimension));
            empty |= count.signum() == 0;
            inner = stride.multiply(count.max(BigInteger.ONE));
            last = last.add(stride.multiply(count.subtract(BigInteger.ONE).max(ZERO)));
        }
        final BigInteger extent = empty ? ZERO : last;
        if (u32(8) != 0 && extent.compareTo(BigInteger.valueOf(u32(8))) > 0) {
            return "the array exceeds valuesLenBytes";
        }
        return progressFault(ndims);
    }

    private String progressFault(final int ndims) {
        final int unit = u8(78);
        if (unit == 0) {
            return null;
        }
        if (unit > 2 || unit > ndims) {
            return "there is no such progressUnit";
        }
        final BigInteger progressStride = BigInteger.valueOf(u32(79));
        return progressStride.signum() != 0 && progressStride.equals(strides[unit - 1])
            ? null : "progressStrideBytes is not the true stride";
    }
}
