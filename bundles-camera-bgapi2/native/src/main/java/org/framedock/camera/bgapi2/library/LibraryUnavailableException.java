package org.framedock.camera.bgapi2.library;

/** The BGAPI2 library cannot be loaded. The message names what was tried and why it did not work, in one line. */
public final class LibraryUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * With a message for the operator.
     *
     * @param message what was tried and why it did not work.
     */
    LibraryUnavailableException(final String message) {
        super(message, null, false, false);
    }
}
