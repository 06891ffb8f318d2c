package org.framedock.client;

/** Where a consumer's frames come from (W-34). */
public enum MappingState {
    /** Nothing is mapped; the consumer keeps trying. */
    UNMAPPED,
    /** The regions of an epoch are mapped. */
    MAPPED,
    /** Shared memory was refused, and it is known where payloads can be had instead; the consumer keeps trying. */
    FALLBACK
}
