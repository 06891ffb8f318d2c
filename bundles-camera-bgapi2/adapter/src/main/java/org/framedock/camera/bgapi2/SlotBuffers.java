package org.framedock.camera.bgapi2;

import org.framedock.camera.bgapi2.library.Bgapi2;
import org.framedock.camera.bgapi2.library.Bgapi2Exception;
import org.framedock.camera.bgapi2.library.Bgapi2Library;
import org.framedock.camera.bgapi2.library.Cells;
import org.framedock.camera.bgapi2.library.Results;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open stream of a device with one announced buffer over each slot of the ring. The library may write to a slot
 * only between {@link #queue} and the {@link #take} that returns it. These two are for the stream's thread and allocate
 * nothing unless they fail; opening and closing is done with the library held.
 */
final class SlotBuffers {

    /** No buffer was ready. */
    static final int NONE = -1;

    private static final Logger LOG = LoggerFactory.getLogger(SlotBuffers.class);
    private static final int HANDLE = 0;
    private static final int VALUE = 1;

    private final Bgapi2Library library;
    private final Bgapi2 functions;
    private final long stream;
    private final long[] bufferOfSlot;
    private final boolean[] announced;
    private final Cells cells = new Cells(2);
    private boolean countsWork = true;
    private boolean started;
    private boolean open = true;

    private SlotBuffers(final Bgapi2Library library, final long stream, final int slots) {
        this.library = library;
        this.functions = library.functions();
        this.stream = stream;
        bufferOfSlot = new long[slots];
        announced = new boolean[slots];
    }

    /**
     * Opens the stream of a device. With the library held.
     *
     * @param library the library.
     * @param device  open.
     * @param slots   how many slots the ring has.
     * @return without buffers yet.
     * @throws Bgapi2Exception if it cannot be opened.
     */
    static SlotBuffers open(final Bgapi2Library library, final long device, final int slots) throws Bgapi2Exception {
        final Cells cells = new Cells(1);
        library.check(library.functions().deviceGetDataStream(device, 0, cells.address(0)), "looking at its stream");
        final long stream = cells.number(0);
        library.check(library.functions().dataStreamOpen(stream), "opening its stream");
        return new SlotBuffers(library, stream, slots);
    }

    /**
     * Size of the payload if the stream tells it. With the library held.
     *
     * @return bytes, 0 if the camera tells it.
     * @throws Bgapi2Exception if the stream cannot be asked.
     */
    long payloadBytes() throws Bgapi2Exception {
        library.check(functions.dataStreamGetDefinesPayloadSize(stream, cells.address(VALUE)), "asking its stream");
        if (!cells.flag(VALUE)) {
            return 0;
        }
        library.check(functions.dataStreamGetPayloadSize(stream, cells.address(VALUE)),
            "reading the payload size of its stream");
        return cells.number(VALUE);
    }

    /**
     * Announces the buffers, each once. With the library held.
     *
     * @param addressOfSlot where the payload of each slot lies.
     * @param payloadBytes  how much of it may be written.
     * @throws Bgapi2Exception if one is refused.
     */
    void announce(final long[] addressOfSlot, final long payloadBytes) throws Bgapi2Exception {
        for (int slot = 0; slot < bufferOfSlot.length; slot++) {
            // What comes back with the buffer: 0 would be nothing.
            final long user = slot + 1L;
            library.check(functions.createBufferWithExternalMemory(cells.address(HANDLE), addressOfSlot[slot],
                payloadBytes, user), "making the buffer of slot " + slot);
            bufferOfSlot[slot] = cells.number(HANDLE);
            library.check(functions.dataStreamAnnounceBuffer(stream, bufferOfSlot[slot]),
                "announcing the buffer of slot " + slot);
            announced[slot] = true;
        }
    }

    /**
     * Makes the host receive. With the library held; after the first buffers were queued.
     *
     * @throws Bgapi2Exception if it cannot.
     */
    void start() throws Bgapi2Exception {
        library.check(functions.dataStreamStartAcquisitionContinuous(stream), "starting its stream");
        started = true;
    }

    /**
     * Lets the library fill a slot.
     *
     * @param slot a slot whose reservation is open and that is not queued.
     * @throws Bgapi2Exception if the library refuses.
     */
    void queue(final int slot) throws Bgapi2Exception {
        final int result = functions.dataStreamQueueBuffer(stream, bufferOfSlot[slot]);
        if (result != Results.SUCCESS) {
            library.check(result, "queueing a buffer");
        }
    }

    /**
     * Takes back a slot with which the library is done.
     *
     * @param doubtCounts true to ask for a buffer although the library counts none.
     * @return the slot, {@link #NONE} if there is none.
     * @throws Bgapi2Exception if the library fails.
     */
    int take(final boolean doubtCounts) throws Bgapi2Exception {
        // The library works out an error text whenever it is asked for a buffer in vain, but counts for nothing.
        if (countsWork && !doubtCounts) {
            if (functions.dataStreamGetNumAwaitDelivery(stream, cells.address(VALUE)) != Results.SUCCESS) {
                countsWork = false;
            } else if (cells.number(VALUE) == 0) {
                return NONE;
            }
        }
        final int result = functions.dataStreamGetFilledBuffer(stream, cells.address(HANDLE), 0);
        if (result == Results.TIMEOUT || result == Results.NO_DATA || result == Results.ABORT) {
            return NONE;
        }
        if (result != Results.SUCCESS) {
            library.check(result, "taking a filled buffer");
        }
        countsWork &= !doubtCounts;
        return slotOf(cells.number(HANDLE));
    }

    private int slotOf(final long buffer) throws Bgapi2Exception {
        if (functions.bufferGetUserPtr(buffer, cells.address(VALUE)) == Results.SUCCESS) {
            final long slot = cells.number(VALUE) - 1;
            if (slot >= 0 && slot < bufferOfSlot.length && bufferOfSlot[(int)slot] == buffer) {
                return (int)slot;
            }
        }
        for (int slot = 0; slot < bufferOfSlot.length; slot++) {
            if (bufferOfSlot[slot] == buffer) {
                return slot;
            }
        }
        throw new Bgapi2Exception("the library gave back a buffer that was not announced", Results.ERROR);
    }

    /**
     * The buffer over a slot.
     *
     * @param slot index of the slot.
     * @return its handle.
     */
    long buffer(final int slot) {
        return bufferOfSlot[slot];
    }

    /**
     * Frames for which no buffer was queued. Stream's thread.
     *
     * @return frames since the stream was opened, 0 if the library does not count them.
     */
    long underruns() {
        return functions.dataStreamGetNumUnderrun(stream, cells.address(VALUE)) == Results.SUCCESS
            ? cells.number(VALUE) : 0;
    }

    /**
     * Stops receiving, takes the buffers back and closes the stream, whatever fails on the way. With the library held,
     * after the last {@link #queue} and {@link #take}; only the first call does anything.
     *
     * @return true if nothing writes to a slot any more.
     */
    boolean close() {
        if (!open) {
            return true;
        }
        open = false;
        if (started) {
            final int stopped = functions.dataStreamStopAcquisition(stream);
            warn(stopped, "stopping its stream");
            if (stopped != Results.SUCCESS) {
                warn(functions.dataStreamAbortAcquisition(stream), "aborting its stream");
            }
        }
        warn(functions.dataStreamDiscardAllBuffers(stream), "discarding its buffers");
        boolean revoked = revokeAll();
        if (!revoked) {
            warn(functions.dataStreamDiscardAllBuffers(stream), "discarding its buffers once more");
            revoked = revokeAll();
        }
        deleteAll();
        final int result = functions.dataStreamClose(stream);
        warn(result, "closing its stream");
        // A stream that is closed has forgotten its buffers.
        return revoked || result == Results.SUCCESS;
    }

    private boolean revokeAll() {
        boolean all = true;
        for (int slot = 0; slot < bufferOfSlot.length; slot++) {
            if (announced[slot]) {
                final int result = functions.dataStreamRevokeBuffer(stream, bufferOfSlot[slot], cells.address(VALUE));
                announced[slot] = result != Results.SUCCESS;
                all &= !announced[slot];
            }
        }
        return all;
    }

    private void deleteAll() {
        for (int slot = 0; slot < bufferOfSlot.length; slot++) {
            if (bufferOfSlot[slot] != 0 && !announced[slot]) {
                warn(functions.deleteBuffer(bufferOfSlot[slot], cells.address(VALUE)), "deleting a buffer");
            }
        }
    }

    private void warn(final int result, final String doing) {
        if (result != Results.SUCCESS) {
            LOG.warn("{}: {}", doing, library.explain(result));
        }
    }
}
