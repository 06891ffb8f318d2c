package org.framedock.runtime;

/** Puts a failure into words for one line of text. */
final class Failures {

    private Failures() {
    }

    /**
     * Names the first cause.
     *
     * @param failure any failure.
     * @return the innermost cause's message, with its type in front where the message alone would not tell.
     */
    static String rootCause(final Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        final String type = cause.getClass().getSimpleName();
        final String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return type;
        }
        return type + ": " + message.replaceAll("\\s*\\R\\s*", " ");
    }
}
