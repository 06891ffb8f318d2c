package org.framedock.tools;

/** Something an operator has to know: one line for people, and the exit code of the program. */
final class ToolException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;

    private ToolException(final int code, final String message) {
        super(message);
        this.code = code;
    }

    /** The command line asks for something that cannot be meant. */
    static ToolException usage(final String message) {
        return new ToolException(Tool.USAGE, message);
    }

    /** It was meant well and cannot be done. */
    static ToolException failure(final String message) {
        return new ToolException(Tool.FAILURE, message);
    }

    int code() {
        return code;
    }
}
