package org.framedock.source.device;

import org.framedock.source.SettingsException;
import org.framedock.source.SlotWindow;
import org.framedock.source.SourceContext;

/**
 * What a source works out before it announces the slots of its stream to a device. Any thread, in
 * {@link org.framedock.source.FrameSource#start}.
 */
public final class DeviceSlots {

    private static final String BUFFERS = "buffers";
    private static final long STRIDE_STEP_BYTES = 64;

    private DeviceSlots() {
    }

    /**
     * How many slots the device has at once.
     *
     * @param slots  the stream's slots.
     * @param wanted what the source's setting {@code buffers} says, 0 for as many as the stream lends.
     * @return at least 1.
     * @throws SettingsException if the stream lends fewer than are wanted; names what would do.
     */
    public static int depth(final SlotWindow slots, final int wanted) throws SettingsException {
        final int most = slots.maxOutstanding();
        if (wanted > most) {
            throw new SettingsException(BUFFERS + " = " + wanted + " is not accepted: this stream lends at most "
                + most + " slots at once, which slots_lent of its configuration sets");
        }
        return wanted == 0 ? most : wanted;
    }

    /**
     * Refuses frames that no slot holds.
     *
     * @param context      the stream.
     * @param what         the frames' shape for the operator, as in {@code 640x480 Mono8}.
     * @param payloadBytes size of a frame.
     * @return the size.
     * @throws SettingsException if it is too large; names a stride that would do.
     */
    public static int checkFits(final SourceContext context, final String what, final long payloadBytes)
        throws SettingsException {
        final int largestBytes = context.slots().maxPayloadBytes();
        if (payloadBytes > largestBytes) {
            final long strideBytes = (payloadBytes + STRIDE_STEP_BYTES - 1) / STRIDE_STEP_BYTES * STRIDE_STEP_BYTES;
            throw new SettingsException("a frame of " + what + " has " + payloadBytes
                + " bytes and the largest slot of stream " + context.streamName() + " holds " + largestBytes
                + ": a pool with a stride of " + strideBytes + " bytes would do, or a smaller width and height");
        }
        return (int)payloadBytes;
    }

    /**
     * Where the payload of each slot lies, for a device that is told once.
     *
     * @param slots        the stream's slots.
     * @param payloadBytes size of a frame.
     * @return native address by index of the slot.
     */
    public static long[] addresses(final SlotWindow slots, final int payloadBytes) {
        final long[] addressOfSlot = new long[slots.slotCount()];
        for (int slot = 0; slot < addressOfSlot.length; slot++) {
            addressOfSlot[slot] = slots.address(slot, payloadBytes);
        }
        return addressOfSlot;
    }
}
