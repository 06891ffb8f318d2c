package org.framedock.camera.bgapi2.library;

import java.util.function.Consumer;

/** An open device, from the moment it was opened to {@link #close}. */
public final class DeviceHold implements AutoCloseable {

    private final DeviceEntry entry;
    private final String owner;
    private final Consumer<DeviceHold> closing;
    private volatile boolean removed;

    /**
     * A device that has just been opened.
     *
     * @param entry   which one.
     * @param owner   who uses it.
     * @param closing closes it; called once.
     */
    DeviceHold(final DeviceEntry entry, final String owner, final Consumer<DeviceHold> closing) {
        this.entry = entry;
        this.owner = owner;
        this.closing = closing;
    }

    /**
     * Which device it is.
     *
     * @return what was found.
     */
    public DeviceEntry entry() {
        return entry;
    }

    /** Who uses it. */
    String owner() {
        return owner;
    }

    /**
     * Whether a plug event has said that it is gone. Any thread; no allocation.
     *
     * @return true from then on, also when it has come back: then it is to be closed and found again.
     */
    public boolean isRemoved() {
        return removed;
    }

    /** A plug event says so. */
    void remove() {
        removed = true;
    }

    /** Closes the device; may block while it is gone. Its stream has been closed before. Any thread, once. */
    @Override
    public void close() {
        closing.accept(this);
    }
}
