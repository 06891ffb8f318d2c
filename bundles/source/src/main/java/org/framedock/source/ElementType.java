package org.framedock.source;

/** Type of one element of a frame, little-endian. */
public enum ElementType {
    /** Unsigned 8-bit. */
    UINT8(1),
    /** Signed 8-bit. */
    INT8(1),
    /** Unsigned 16-bit. */
    UINT16(2),
    /** Signed 16-bit. */
    INT16(2),
    /** Unsigned 32-bit. */
    UINT32(4),
    /** Signed 32-bit. */
    INT32(4),
    /** Unsigned 64-bit. */
    UINT64(8),
    /** Signed 64-bit. */
    INT64(8),
    /** IEEE 754 single. */
    FLOAT32(4),
    /** IEEE 754 double. */
    FLOAT64(8),
    /** Bytes with no further meaning, as of packed pixel formats. */
    BYTES(1);

    private final int sizeBytes;

    ElementType(final int sizeBytes) {
        this.sizeBytes = sizeBytes;
    }

    /**
     * Size of one element.
     *
     * @return bytes.
     */
    public int sizeBytes() {
        return sizeBytes;
    }
}
