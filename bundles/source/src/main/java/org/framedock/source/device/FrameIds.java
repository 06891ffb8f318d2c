package org.framedock.source.device;

/**
 * Finds out from the numbers that a device gives its frames how many it did not deliver. One thread; no allocation.
 *
 * <p>GigE Vision counts in 16 bits from 1 to 65535 and then from 1 again, never 0, unless the device uses extended ids;
 * an id above 65535 shows that it does. USB3 Vision counts in 64 bits.
 */
public final class FrameIds {

    private static final long SHORT_ID_MAX = 0xFFFF;
    private static final long SHORT_JUMP_MAX = 0x7FFF;

    private final boolean idsMayBeShort;
    private boolean idsAreLong;
    private long lastId;
    private boolean started;

    /**
     * Before the first frame.
     *
     * @param idsMayBeShort true if the device may count in 16 bits, as with GigE Vision.
     */
    public FrameIds(final boolean idsMayBeShort) {
        this.idsMayBeShort = idsMayBeShort;
    }

    /**
     * The next frame that was delivered.
     *
     * @param id number given by the device.
     * @return how many frames between the last one and this one were not seen; 0 for the first frame and when the
     *     device began to count anew.
     */
    public long missingBefore(final long id) {
        idsAreLong |= id > SHORT_ID_MAX;
        long step = started ? id - lastId : 1;
        if (step <= 0 && idsMayBeShort && !idsAreLong) {
            step += SHORT_ID_MAX;
            if (step > SHORT_JUMP_MAX) {
                step = 1;
            }
        }
        lastId = id;
        started = true;
        return Math.max(0, step - 1);
    }
}
