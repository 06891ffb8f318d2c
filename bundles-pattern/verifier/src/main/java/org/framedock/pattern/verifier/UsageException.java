package org.framedock.pattern.verifier;

/** The command line or a file it names is wrong. The message is one line for the user. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * With a message for the user.
     *
     * @param message what was given, and what would be accepted.
     */
    UsageException(final String message) {
        super(message);
    }
}
