package org.framedock.camera.aravis;

import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.SettingsException;

/** A call to Aravis failed. */
final class CameraException extends Exception {

    private static final long serialVersionUID = 1L;

    // Of ArvDeviceError.
    private static final int NOT_CONNECTED = 2;
    private static final int TRANSFER_ERROR = 4;
    private static final int TIMEOUT = 5;
    private static final int NOT_FOUND = 6;
    private static final int NOT_CONTROLLER = 10;
    private static final int ACCESS_DENIED = 17;
    private static final int BUSY = 18;

    private final boolean unavailable;

    /**
     * With what Aravis said.
     *
     * @param message     what was asked and the answer, in one line.
     * @param unavailable true if the camera is not reachable or not free; false if it refuses.
     */
    CameraException(final String message, final boolean unavailable) {
        super(message, null, false, false);
        this.unavailable = unavailable;
    }

    /**
     * Whether a later try with the same settings may work.
     *
     * @param deviceErrorCode a value of ArvDeviceError.
     * @return true if the device did not answer or belongs to somebody else.
     */
    static boolean isUnavailable(final int deviceErrorCode) {
        return switch (deviceErrorCode) {
            case NOT_CONNECTED, TRANSFER_ERROR, TIMEOUT, NOT_FOUND, NOT_CONTROLLER, ACCESS_DENIED, BUSY -> true;
            default -> false;
        };
    }

    /**
     * Whether the camera is not reachable or not free.
     *
     * @return false if it refuses.
     */
    boolean isUnavailable() {
        return unavailable;
    }

    /**
     * Tells the container what it has to know.
     *
     * @param camera name of the camera.
     * @return never.
     * @throws DeviceUnavailableException if the camera is not reachable or not free.
     * @throws SettingsException          if the camera refuses.
     */
    RuntimeException rethrow(final String camera) throws DeviceUnavailableException, SettingsException {
        final String message = "camera " + camera + ": " + getMessage();
        if (unavailable) {
            throw new DeviceUnavailableException(message);
        }
        throw new SettingsException(message);
    }
}
