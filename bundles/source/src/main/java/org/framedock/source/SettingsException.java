package org.framedock.source;

/** A setting is wrong. The message is one line for the operator: the key, its value, and what is accepted. */
public final class SettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * With a message for the operator.
     *
     * @param message key, value and what is accepted.
     */
    public SettingsException(final String message) {
        super(message);
    }
}
