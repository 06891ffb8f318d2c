package org.framedock.dock.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * The slots of one lease: how many, how large, where. Taken on the stream's thread when the lease is granted;
 * immutable, so that a source's start may read it on another thread. Each lease has a table of its own.
 */
final class SlotTable {

    /** Strides are multiples of this (W-4). */
    private static final int STRIDE_STEP_BYTES = 64;

    private final String streamName;
    private final int slotCount;
    private final int maxOutstanding;
    /** Ascending. */
    private final int[] capacities;
    private final long[][] addresses;

    private SlotTable(
        final String streamName, final int slotCount, final int maxOutstanding, final int[] capacities,
        final long[][] addresses) {
        this.streamName = streamName;
        this.slotCount = slotCount;
        this.maxOutstanding = maxOutstanding;
        this.capacities = capacities;
        this.addresses = addresses;
    }

    static SlotTable of(final String streamName, final StreamPort port) {
        final List<Integer> capacities = new ArrayList<>();
        final List<long[]> addresses = new ArrayList<>();
        int payloadBytes = 0;
        while (payloadBytes < port.maxPayloadBytes()) {
            final int capacity = port.capacity(payloadBytes + 1);
            final long[] ofPool = new long[port.slotCount()];
            for (int slot = 0; slot < ofPool.length; slot++) {
                ofPool[slot] = port.slotAddress(slot, capacity);
            }
            capacities.add(capacity);
            addresses.add(ofPool);
            payloadBytes = capacity;
        }
        return new SlotTable(
            streamName, port.slotCount(), port.maxOutstanding(),
            capacities.stream().mapToInt(Integer::intValue).toArray(), addresses.toArray(new long[0][]));
    }

    int slotCount() {
        return slotCount;
    }

    int maxOutstanding() {
        return maxOutstanding;
    }

    int maxPayloadBytes() {
        return capacities[capacities.length - 1];
    }

    int capacity(final int payloadBytes) {
        return capacities[pool(payloadBytes)];
    }

    long address(final int slot, final int payloadBytes) {
        if (slot < 0 || slot >= slotCount) {
            throw new IllegalArgumentException(
                "slot " + slot + " is not there: stream " + streamName + " has the slots 0 to " + (slotCount - 1));
        }
        return addresses[pool(payloadBytes)][slot];
    }

    /** Refuses a payload that no slot holds. */
    void check(final int payloadBytes) {
        if (payloadBytes < 0 || payloadBytes > maxPayloadBytes()) {
            throw new IllegalArgumentException("a payload of " + payloadBytes + " bytes fits no slot of stream "
                + streamName + ": 0 to " + maxPayloadBytes() + " bytes would; a payload pool with stride_bytes = "
                + strideOf(payloadBytes) + " in config/driver.toml makes room");
        }
    }

    private static long strideOf(final int payloadBytes) {
        return ((long)payloadBytes + STRIDE_STEP_BYTES - 1) / STRIDE_STEP_BYTES * STRIDE_STEP_BYTES;
    }

    private int pool(final int payloadBytes) {
        check(payloadBytes);
        int pool = 0;
        while (capacities[pool] < payloadBytes) {
            pool++;
        }
        return pool;
    }
}
