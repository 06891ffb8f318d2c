package org.framedock.runtime;

/** A mistake or a state of the machine that the operator can mend: its message is the one line that is printed. */
final class UserError extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what is wrong, where, and what would be accepted, in one line.
     */
    UserError(final String message) {
        super(message);
    }

    /**
     * Makes the error with what led to it.
     *
     * @param message what is wrong, where, and what would be accepted, in one line.
     * @param cause the failure behind it, never printed with its stack.
     */
    UserError(final String message, final Throwable cause) {
        super(message, cause);
    }
}
