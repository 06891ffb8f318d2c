package org.framedock.source;

/** A device is not there, not reachable or in use. Worth another try later. */
public final class DeviceUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * With a message for the operator.
     *
     * @param message which device was looked for and what was found instead, in one line.
     */
    public DeviceUnavailableException(final String message) {
        super(message);
    }
}
