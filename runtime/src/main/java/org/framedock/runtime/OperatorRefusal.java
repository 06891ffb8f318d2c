package org.framedock.runtime;

/** Why no running process could be asked, in one line. Classes of the JDK only. */
final class OperatorRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;

    /**
     * Makes the refusal.
     *
     * @param code    exit code.
     * @param message what is wrong and what would be accepted, in one line or a short list.
     */
    OperatorRefusal(final int code, final String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }
}
