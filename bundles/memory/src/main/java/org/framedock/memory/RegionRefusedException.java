package org.framedock.memory;

/** A region was not mapped, or not made. The message is one line: path or URI, what is wrong, what would be right. */
public final class RegionRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * With a message for the operator.
     *
     * @param message path or URI and reason.
     */
    public RegionRefusedException(final String message) {
        super(message);
    }
}
