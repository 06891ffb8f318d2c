package org.framedock.dock.internal;

import org.agrona.MutableDirectBuffer;
import org.framedock.memory.TensorLayout;

/** A producer's reservation, as far as the dock uses it. Stream's thread only. */
interface OpenSlot {

    long sequence();

    int slot();

    long address();

    int capacity();

    MutableDirectBuffer buffer();

    /** False if the frame was dropped; IllegalStateException if a later reservation was published before. */
    boolean publish(TensorLayout layout, int payloadBytes, long timestampNs);

    void abandon();
}
