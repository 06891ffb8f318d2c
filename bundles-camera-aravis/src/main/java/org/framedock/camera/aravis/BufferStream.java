package org.framedock.camera.aravis;

/**
 * A running Aravis stream with one buffer over each slot of the ring. Aravis may write to a slot only between
 * {@link #push} and the {@link #pop} that returns it. {@code push} and {@code pop} are for the stream's thread; they
 * allocate nothing.
 */
final class BufferStream {

    /** No buffer was ready. */
    static final int NONE = -1;

    private static final int DELETE_BUFFERS = 1;
    private static final int SOCKET_BUFFER_BYTES = 4 << 20;

    private final Aravis aravis;
    private final long stream;
    private final long[] bufferOfSlot;
    private final boolean[] queued;
    private int nextSlot;

    /**
     * Makes the buffers.
     *
     * @param aravis        library.
     * @param stream        ArvStream with a reference that now belongs to this object.
     * @param addressOfSlot where the payload of each slot of the ring lies.
     * @param payloadBytes  size of a frame.
     */
    BufferStream(final Aravis aravis, final long stream, final long[] addressOfSlot, final int payloadBytes) {
        this.aravis = aravis;
        this.stream = stream;
        bufferOfSlot = new long[addressOfSlot.length];
        queued = new boolean[addressOfSlot.length];
        for (int slot = 0; slot < addressOfSlot.length; slot++) {
            bufferOfSlot[slot] = aravis.arvBufferNewFull(payloadBytes, addressOfSlot[slot], 0, 0);
        }
    }

    /**
     * Makes the socket's buffer large enough for some frames, as bursts are lost otherwise.
     *
     * @param cells out parameters of this thread.
     */
    void enlargeSocketBuffer(final NativeCells cells) {
        aravis.gObjectSetProperty(stream, "socket-buffer-size", cells.intValue(SOCKET_BUFFER_BYTES));
    }

    /**
     * Lends a slot to Aravis.
     *
     * @param slot a slot whose reservation is open and that is not lent.
     */
    void push(final int slot) {
        queued[slot] = true;
        aravis.arvStreamPushBuffer(stream, bufferOfSlot[slot]);
    }

    /**
     * Takes back a slot with which Aravis is done.
     *
     * @return the slot, {@link #NONE} if there is none.
     */
    int pop() {
        final long buffer = aravis.arvStreamTryPopBuffer(stream);
        if (buffer == 0) {
            return NONE;
        }
        // Buffers come back in the order in which they were lent, so that the first guess is nearly always right.
        int slot = nextSlot;
        while (bufferOfSlot[slot] != buffer) {
            slot = slot + 1 == bufferOfSlot.length ? 0 : slot + 1;
        }
        nextSlot = slot + 1 == bufferOfSlot.length ? 0 : slot + 1;
        queued[slot] = false;
        return slot;
    }

    /**
     * Number of slots in the ring.
     *
     * @return slots.
     */
    int slotCount() {
        return bufferOfSlot.length;
    }

    /**
     * The buffer over a slot.
     *
     * @param slot index of the slot.
     * @return ArvBuffer.
     */
    long buffer(final int slot) {
        return bufferOfSlot[slot];
    }

    /**
     * Reads how many packets came while no buffer was queued. Allocates nothing.
     *
     * @param cells out parameters of this thread.
     * @return packets since the stream was made.
     */
    long underrunPackets(final NativeCells cells) {
        aravis.arvStreamGetStatistics(stream, cells.address(0), cells.address(1), cells.address(2));
        return cells.number(2).getLong(0);
    }

    /**
     * Joins Aravis' receive thread and drops all buffers: when this returns, nothing writes to a slot any more. Returns
     * soon even if the camera is gone. Any thread, after the last {@link #push} and {@link #pop}.
     */
    void halt() {
        aravis.arvStreamStopThread(stream, DELETE_BUFFERS);
        for (int slot = 0; slot < bufferOfSlot.length; slot++) {
            if (!queued[slot]) {
                aravis.gObjectUnref(bufferOfSlot[slot]);
            }
            bufferOfSlot[slot] = 0;
        }
    }

    /** Gives the halted stream back. Tells the camera so, and blocks for seconds if it is gone. */
    void release() {
        // A stream that is destroyed insists on a running thread; without buffers it has nowhere to write.
        aravis.arvStreamStartThread(stream);
        aravis.gObjectUnref(stream);
    }
}
