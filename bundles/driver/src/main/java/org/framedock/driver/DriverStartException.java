package org.framedock.driver;

/** The driver cannot start. The message is one line for the operator: what, where, what would be accepted. */
public final class DriverStartException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * With a message for the operator.
     *
     * @param message what is wrong and what would be right.
     */
    public DriverStartException(final String message) {
        super(message);
    }
}
