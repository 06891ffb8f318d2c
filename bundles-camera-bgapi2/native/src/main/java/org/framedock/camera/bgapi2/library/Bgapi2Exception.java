package org.framedock.camera.bgapi2.library;

/** A call of the BGAPI2 library failed. */
public final class Bgapi2Exception extends Exception {

    private static final long serialVersionUID = 1L;

    private final int result;

    /**
     * With what the library said.
     *
     * @param message what was asked and the answer, in one line.
     * @param result  what the call returned, 0 if no call did.
     */
    public Bgapi2Exception(final String message, final int result) {
        super(message, null, false, false);
        this.result = result;
    }

    /**
     * What the call returned.
     *
     * @return an error of {@link Results}, 0 if no call was made.
     */
    public int result() {
        return result;
    }
}
