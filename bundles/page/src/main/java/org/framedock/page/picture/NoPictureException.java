package org.framedock.page.picture;

/** There is no picture, and the message says why in one line for an operator. */
public final class NoPictureException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** What was asked for makes no sense. */
        WRONG_REQUEST,
        /** The frames are no picture. */
        NO_IMAGE,
        /** No frame came in time, or too many look. */
        NOT_NOW
    }

    private final Reason reason;

    NoPictureException(final Reason reason, final String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
