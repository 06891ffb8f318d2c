package org.framedock.page.picture;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.framedock.protocol.pool.Dtype;

/** Elements that can be shown: how each lies in a frame, little-endian, and between which values it is. */
enum Element {
    /** Unsigned, 8 bits. */
    UINT8(Dtype.UINT8, Byte.BYTES, 0, 0xFF) {
        @Override
        double read(final DirectBuffer frame, final int at) {
            return frame.getByte(at) & 0xFF;
        }
    },
    /** Signed, 8 bits. */
    INT8(Dtype.INT8, Byte.BYTES, Byte.MIN_VALUE, Byte.MAX_VALUE) {
        @Override
        double read(final DirectBuffer frame, final int at) {
            return frame.getByte(at);
        }
    },
    /** Unsigned, 16 bits. */
    UINT16(Dtype.UINT16, Short.BYTES, 0, 0xFFFF) {
        @Override
        double read(final DirectBuffer frame, final int at) {
            return frame.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        }
    },
    /** Signed, 16 bits. */
    INT16(Dtype.INT16, Short.BYTES, Short.MIN_VALUE, Short.MAX_VALUE) {
        @Override
        double read(final DirectBuffer frame, final int at) {
            return frame.getShort(at, ByteOrder.LITTLE_ENDIAN);
        }
    },
    /** Unsigned, 32 bits. */
    UINT32(Dtype.UINT32, Integer.BYTES) {
        @Override
        double read(final DirectBuffer frame, final int at) {
            return Integer.toUnsignedLong(frame.getInt(at, ByteOrder.LITTLE_ENDIAN));
        }
    },
    /** Signed, 32 bits. */
    INT32(Dtype.INT32, Integer.BYTES) {
        @Override
        double read(final DirectBuffer frame, final int at) {
            return frame.getInt(at, ByteOrder.LITTLE_ENDIAN);
        }
    },
    /** Unsigned, 64 bits; told to 53 bits. */
    UINT64(Dtype.UINT64, Long.BYTES) {
        @Override
        double read(final DirectBuffer frame, final int at) {
            final long bits = frame.getLong(at, ByteOrder.LITTLE_ENDIAN);
            return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
        }
    },
    /** Signed, 64 bits; told to 53 bits. */
    INT64(Dtype.INT64, Long.BYTES) {
        @Override
        double read(final DirectBuffer frame, final int at) {
            return frame.getLong(at, ByteOrder.LITTLE_ENDIAN);
        }
    },
    /** Floating-point, 32 bits. */
    FLOAT32(Dtype.FLOAT32, Float.BYTES) {
        @Override
        double read(final DirectBuffer frame, final int at) {
            return frame.getFloat(at, ByteOrder.LITTLE_ENDIAN);
        }
    },
    /** Floating-point, 64 bits. */
    FLOAT64(Dtype.FLOAT64, Double.BYTES) {
        @Override
        double read(final DirectBuffer frame, final int at) {
            return frame.getDouble(at, ByteOrder.LITTLE_ENDIAN);
        }
    };

    private final Dtype dtype;
    private final int sizeBytes;
    private final int min;
    private final int max;

    /** Of so many values that nobody uses them all: what is shown has no range but its own. */
    Element(final Dtype dtype, final int sizeBytes) {
        this(dtype, sizeBytes, 0, 0);
    }

    Element(final Dtype dtype, final int sizeBytes, final int min, final int max) {
        this.dtype = dtype;
        this.sizeBytes = sizeBytes;
        this.min = min;
        this.max = max;
    }

    /** Null if elements of the type are not shown. */
    static Element of(final short dtype) {
        for (final Element element : values()) {
            if (element.dtype.value() == dtype) {
                return element;
            }
        }
        return null;
    }

    int sizeBytes() {
        return sizeBytes;
    }

    /** Whether {@link #min} and {@link #max} mean anything; at most 16 bits then. */
    boolean hasRange() {
        return min < max;
    }

    int min() {
        return min;
    }

    int max() {
        return max;
    }

    abstract double read(DirectBuffer frame, int at);
}
