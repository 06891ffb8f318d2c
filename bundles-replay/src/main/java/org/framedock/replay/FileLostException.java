package org.framedock.replay;

/** A file is gone or changed while it was replayed. The message is one line for the operator. */
final class FileLostException extends Exception {

    private static final long serialVersionUID = 1L;

    FileLostException(final String message) {
        super(message);
    }
}
