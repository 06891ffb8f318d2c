package org.framedock.dock.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.client.Metadata;
import org.framedock.memory.TensorLayout;

/** A producer without a driver: 8 slots of 64 and of 256 bytes, leases that come and go as a test says. */
final class FakePort implements StreamPort {

    static final int SLOTS = 8;
    static final int SMALL_BYTES = 64;
    static final int LARGE_BYTES = 256;

    final StreamWiring wiring;
    /** Written by the stream's thread, read by tests. */
    final List<Long> published = java.util.Collections.synchronizedList(new ArrayList<>());
    final List<Metadata> metadata = java.util.Collections.synchronizedList(new ArrayList<>());
    volatile boolean leaseWanted = true;
    volatile boolean backPressured;
    volatile boolean recording = true;
    volatile int withdrawals;
    volatile int quarantines;
    volatile long work;
    volatile boolean closed;
    volatile long leaseId;
    volatile Thread thread;
    volatile boolean revokeOnce;
    private final FakeSlot[] slots = new FakeSlot[SLOTS];
    private boolean attached;
    private long next;
    private int open;

    FakePort(final StreamWiring wiring) {
        this.wiring = wiring;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new FakeSlot(i);
        }
    }

    @Override
    public int doWork(final long nowNs) {
        if (thread == null) {
            thread = Thread.currentThread();
        }
        if (thread != Thread.currentThread()) {
            throw new AssertionError("a port belongs to one thread");
        }
        work++;
        if (attached && (!leaseWanted || revokeOnce)) {
            revokeOnce = false;
            attached = false;
        } else if (!attached && leaseWanted && open == 0) {
            attached = true;
            leaseId++;
            next = 0;
        }
        return 0;
    }

    @Override
    public boolean isAttached() {
        return attached;
    }

    @Override
    public long leaseId() {
        return leaseId;
    }

    @Override
    public long epoch() {
        return leaseId;
    }

    @Override
    public String detail() {
        return "no driver in this test";
    }

    @Override
    public int slotCount() {
        return SLOTS;
    }

    @Override
    public int maxOutstanding() {
        return SLOTS / 2;
    }

    @Override
    public int maxPayloadBytes() {
        return LARGE_BYTES;
    }

    @Override
    public long slotAddress(final int slot, final int payloadBytes) {
        return (capacity(payloadBytes) == SMALL_BYTES ? slots[slot].small : slots[slot].large).addressOffset();
    }

    @Override
    public int capacity(final int payloadBytes) {
        return payloadBytes <= SMALL_BYTES ? SMALL_BYTES : LARGE_BYTES;
    }

    @Override
    public OpenSlot reserve(final int payloadBytes) {
        if (!attached || open == maxOutstanding()) {
            return null;
        }
        open++;
        final FakeSlot slot = slots[(int)next & SLOTS - 1];
        slot.sequence = next++;
        slot.buffer = capacity(payloadBytes) == SMALL_BYTES ? slot.small : slot.large;
        return slot;
    }

    @Override
    public void metadata(final Metadata said) {
        metadata.add(said);
    }

    @Override
    public void withdraw() {
        withdrawals++;
        next -= open;
        open = 0;
    }

    @Override
    public void detachAndLeaveMapped() {
        quarantines++;
        // By a thread that takes over from one that is stuck in a poll.
        thread = Thread.currentThread();
        attached = false;
        open = 0;
    }

    @Override
    public void close() {
        closed = true;
        attached = false;
    }

    private final class FakeSlot implements OpenSlot {

        private final int index;
        private final UnsafeBuffer small = new UnsafeBuffer(ByteBuffer.allocateDirect(SMALL_BYTES));
        private final UnsafeBuffer large = new UnsafeBuffer(ByteBuffer.allocateDirect(LARGE_BYTES));
        private UnsafeBuffer buffer;
        private long sequence;

        private FakeSlot(final int index) {
            this.index = index;
        }

        @Override
        public long sequence() {
            return sequence;
        }

        @Override
        public int slot() {
            return index;
        }

        @Override
        public long address() {
            return buffer.addressOffset();
        }

        @Override
        public int capacity() {
            return buffer.capacity();
        }

        @Override
        public MutableDirectBuffer buffer() {
            return buffer;
        }

        @Override
        public boolean publish(final TensorLayout layout, final int payloadBytes, final long timestampNs) {
            open--;
            final boolean sent = attached && !backPressured;
            if (sent && recording) {
                published.add(sequence);
            }
            return sent;
        }

        @Override
        public void abandon() {
            open--;
        }
    }
}
