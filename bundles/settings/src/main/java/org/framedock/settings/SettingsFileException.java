package org.framedock.settings;

import java.util.List;

/**
 * A settings file cannot be used. The message is for the operator: one line per mistake, each naming file, key, value
 * and what would be accepted (C-3); it needs no stack trace beside it.
 */
public final class SettingsFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    SettingsFileException(final List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /**
     * The mistakes one by one.
     *
     * @return the lines of the message, at least one, in the order they were found.
     */
    public List<String> mistakes() {
        return mistakes == null ? List.of(getMessage().split("\n")) : mistakes;
    }
}
