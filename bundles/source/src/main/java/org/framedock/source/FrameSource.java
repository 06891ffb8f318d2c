package org.framedock.source;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Fills slots of one stream: a camera, a generator, a file being replayed.
 *
 * <p>Life: {@link #start} once, {@link #poll} again and again, {@link #stop} once. The calls never overlap: the first
 * poll comes after start has returned, and stop comes after the last poll has returned. After a lost device or a lost
 * lease the container makes a new source from the same settings instead of starting an old one twice.
 */
@ConsumerType
public interface FrameSource {

    /**
     * The device that this source uses alone, so that nothing else can use it at the same time: an opaque key such as
     * {@code aravis:Vendor-1234}, the same for all sources that could get in each other's way. The container never
     * starts a source while another one with the same key runs: one of another stream makes it wait, with a status that
     * names that stream, and one that it is to replace on the same stream is stopped before.
     *
     * <p>Asked once before {@link #start} and once after it, on a thread that may block, and to be answered without
     * asking the device: after start a source may know better which device it has. A key that ends in {@code *} means
     * one of the devices whose keys begin so, not known yet which; nobody waits for it.
     *
     * @return the key; null if the source runs beside any other, as one without a device does.
     */
    default String device() {
        return null;
    }

    /**
     * Opens the device, applies the settings and gets ready to deliver.
     *
     * <p>May block for as long as the device needs. No slot can be reserved yet, but their addresses are known
     * ({@link SlotWindow#address}), so that buffers can be announced to a device. A source that fails here has released
     * all that it had opened.
     *
     * @param context the stream that is to be fed; valid until {@link #stop} returns.
     * @throws DeviceUnavailableException if the device is not there or not free; the container tries again with
     *                                    back-off.
     * @throws SettingsException          if the device refuses a setting; the stream is faulted until it is edited.
     */
    void start(SourceContext context) throws DeviceUnavailableException, SettingsException;

    /**
     * Does what is due and returns soon: within 100 ms at most, better within one.
     *
     * <p>Called on the stream's thread, the only one on which slots may be reserved, published and abandoned. A lost
     * device is told by {@link SourceContext#deviceLost}, not by an exception; an exception faults the stream.
     *
     * @return the amount of work done; 0 lets the stream's thread idle.
     */
    int poll();

    /**
     * Ends delivery and releases the device.
     *
     * <p>When this returns, nothing may write into a slot any more, neither a thread nor a device: the slots are then
     * lent to the next source. Called once after a successful start, on a thread that may block. A source that does
     * not return in time is quarantined: the stream goes on with other memory.
     */
    void stop();
}
