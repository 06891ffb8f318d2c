package org.framedock.memory;

/** What is wrong with a committed header (W-11, W-17). */
public enum HeaderFault {
    /** ndims is 0 or above 8. */
    NDIMS,
    /** dtype is unknown or not listed. */
    DTYPE,
    /** majorOrder is unknown or not listed. */
    MAJOR_ORDER,
    /** A dimension is negative. */
    NEGATIVE_DIM,
    /** headerBytes has another length than 192, or the embedded message header is another one. */
    EMBEDDED_HEADER,
    /** payloadOffset is not 0. */
    PAYLOAD_OFFSET,
    /** payloadSlot is not the slot's own index. */
    PAYLOAD_SLOT,
    /** No pool of that id is mapped. */
    POOL,
    /** The payload is longer than the pool's stride. */
    LENGTH,
    /** Strides are negative, overlap or contradict the major order. */
    STRIDES,
    /** The array reaches beyond the payload. */
    EXTENT,
    /** The progress unit is unknown, or its stride is not the true one. */
    PROGRESS
}
