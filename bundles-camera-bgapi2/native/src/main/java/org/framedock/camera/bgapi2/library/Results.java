package org.framedock.camera.bgapi2.library;

/** What calls of the BGAPI2 library return: 0, or an error. */
public final class Results {

    /** All went well. */
    public static final int SUCCESS = 0;
    /** An error of no special kind. */
    public static final int ERROR = -1001;
    /** Something has not been opened. */
    public static final int NOT_INITIALIZED = -1002;
    /** Somebody else has it, or it is in a state that forbids the call. */
    public static final int RESOURCE_IN_USE = -1004;
    /** It may not be written now. */
    public static final int ACCESS_DENIED = -1005;
    /** The handle is of nothing. */
    public static final int INVALID_HANDLE = -1006;
    /** There is nothing to be had. */
    public static final int NO_DATA = -1008;
    /** Nothing came in the time that was given. */
    public static final int TIMEOUT = -1011;
    /** A wait was ended by another thread. */
    public static final int ABORT = -1012;
    /** The object is not usable any more. */
    public static final int OBJECT_INVALID = -1098;
    /** The transport layer below reports an error. */
    public static final int LOWLEVEL_ERROR = -1099;

    private Results() {
    }

    /**
     * Name of a result.
     *
     * @param result what a call returned.
     * @return number and meaning, for people.
     */
    public static String describe(final int result) {
        final String meaning = switch (result) {
            case SUCCESS -> "success";
            case ERROR -> "error";
            case NOT_INITIALIZED -> "not initialised";
            case -1003 -> "not implemented";
            case RESOURCE_IN_USE -> "resource in use";
            case ACCESS_DENIED -> "access denied";
            case INVALID_HANDLE -> "invalid handle";
            case NO_DATA -> "no data";
            case -1009 -> "invalid parameter";
            case TIMEOUT -> "time-out";
            case ABORT -> "aborted";
            case -1013 -> "invalid buffer";
            case -1014 -> "not available";
            case OBJECT_INVALID -> "object invalid";
            case LOWLEVEL_ERROR -> "low-level error";
            default -> "unknown result";
        };
        return result + " " + meaning;
    }
}
