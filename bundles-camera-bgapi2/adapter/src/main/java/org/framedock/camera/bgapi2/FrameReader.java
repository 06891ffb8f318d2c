package org.framedock.camera.bgapi2;

import org.framedock.camera.bgapi2.library.Bgapi2;
import org.framedock.camera.bgapi2.library.Cells;
import org.framedock.camera.bgapi2.library.Results;
import org.framedock.source.ElementType;
import org.framedock.source.FrameFormat;
import org.framedock.source.SlotReservation;
import org.framedock.source.device.DeviceClock;

/**
 * Reads what a filled buffer says of its frame. Lives on the stream's thread; allocates nothing after the first frame.
 *
 * <p>An image that does not begin where the slot begins, as when chunk data goes before it, is moved there.
 */
final class FrameReader {

    private final Bgapi2 functions;
    private final DeviceClock clock;
    private final long payloadBytes;
    private final Cells cells = new Cells(1);
    private FrameFormat format;
    private boolean formatSeen;
    private boolean hasFrameId;
    private long frameId;
    private long timestampNs;

    /**
     * Before the first frame.
     *
     * @param functions    the library's functions.
     * @param clock        maps the device's time.
     * @param format       of the image as the camera's settings have it.
     * @param payloadBytes size of a frame with all that comes with it.
     */
    FrameReader(final Bgapi2 functions, final DeviceClock clock, final FrameFormat format, final long payloadBytes) {
        this.functions = functions;
        this.clock = clock;
        this.format = format;
        this.payloadBytes = payloadBytes;
    }

    /**
     * Reads a buffer that was taken back.
     *
     * @param buffer      its handle.
     * @param reservation of its slot, open.
     * @return false if the frame is not whole.
     */
    boolean read(final long buffer, final SlotReservation reservation) {
        final long nowNs = System.nanoTime();
        if (functions.bufferGetIsIncomplete(buffer, cells.address(0)) != Results.SUCCESS || cells.flag(0)) {
            return false;
        }
        final long offset = ask(functions.bufferGetImageOffset(buffer, cells.address(0)), 0);
        final long filled = ask(functions.bufferGetSizeFilled(buffer, cells.address(0)), payloadBytes);
        final long length = ask(functions.bufferGetImageLength(buffer, cells.address(0)), format.payloadBytes());
        if (!isWhole(offset, length, filled)) {
            return false;
        }
        if (offset != 0) {
            reservation.buffer().putBytes(0, reservation.buffer(), (int)offset, (int)length);
        }
        hasFrameId = functions.bufferGetFrameID(buffer, cells.address(0)) == Results.SUCCESS;
        frameId = cells.number(0);
        timestampNs = clock.captureNs(ask(functions.bufferGetTimestamp(buffer, cells.address(0)), 0), nowNs);
        return true;
    }

    private long ask(final int result, final long otherwise) {
        return result == Results.SUCCESS ? cells.number(0) : otherwise;
    }

    private boolean isWhole(final long offset, final long length, final long filled) {
        if (offset < 0 || length <= 0 || offset + length > payloadBytes || offset + length > filled) {
            return false;
        }
        if (!formatSeen && length != format.payloadBytes()) {
            // The camera pads its lines or knows better what its format takes: its bytes are handed on as they are.
            format = FrameFormat.of(ElementType.BYTES, (int)length);
        }
        formatSeen = true;
        return length == format.payloadBytes();
    }

    /**
     * Shape of the frames.
     *
     * @return the same object for every frame.
     */
    FrameFormat format() {
        return format;
    }

    /**
     * Whether the last whole frame has a number.
     *
     * @return false if the library does not tell it.
     */
    boolean hasFrameId() {
        return hasFrameId;
    }

    /**
     * Number that the device gave the last whole frame.
     *
     * @return the number.
     */
    long frameId() {
        return frameId;
    }

    /**
     * When the last whole frame was captured.
     *
     * @return CLOCK_MONOTONIC in nanoseconds.
     */
    long timestampNs() {
        return timestampNs;
    }
}
