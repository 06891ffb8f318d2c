package org.framedock.camera.bgapi2.library;

/**
 * A device that was found.
 *
 * @param transport handle of its interface.
 * @param handle    of the device itself.
 * @param id        as the interface knows it.
 * @param model     name of its model.
 * @param serial    its serial number.
 */
public record DeviceEntry(long transport, long handle, String id, String model, String serial) {

    /**
     * Model and serial number.
     *
     * @return the name for the operator.
     */
    public String name() {
        return model + " " + serial;
    }
}
