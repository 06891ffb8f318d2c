package org.framedock.memory;

import org.framedock.protocol.pool.Dtype;

/** Bytes of an element by its raw dtype. */
final class ElementSizes {

    private static final int[] BY_DTYPE = new int[15];

    static {
        for (final Dtype dtype : Dtype.values()) {
            if (dtype != Dtype.NULL_VAL && dtype != Dtype.UNKNOWN) {
                BY_DTYPE[dtype.value()] = sizeOf(dtype);
            }
        }
    }

    private ElementSizes() {
    }

    /**
     * Size of an element; a BIT counts one byte (W-17).
     *
     * @param dtype raw value.
     * @return bytes, 0 if the value is unknown or not listed.
     */
    static int of(final int dtype) {
        return dtype < 0 || dtype >= BY_DTYPE.length ? 0 : BY_DTYPE[dtype];
    }

    private static int sizeOf(final Dtype dtype) {
        return switch (dtype) {
            case UINT16, INT16 -> 2;
            case UINT32, INT32, FLOAT32 -> 4;
            case UINT64, INT64, FLOAT64 -> 8;
            default -> 1;
        };
    }
}
