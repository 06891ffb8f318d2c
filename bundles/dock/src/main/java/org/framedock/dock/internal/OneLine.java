package org.framedock.dock.internal;

/** Texts for operators: one line each, whatever they were made from. */
final class OneLine {

    private static final int MAX_LENGTH = 500;

    private OneLine() {
    }

    static String of(final String text) {
        if (text == null) {
            return "";
        }
        final String line = text.strip().replaceAll("\\s*[\\r\\n]+\\s*", "; ").replaceAll("\\p{Cntrl}", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
    }

    /** Class and message, as for what nobody expected. */
    static String of(final Throwable failure) {
        final String message = failure.getMessage();
        final String name = failure.getClass().getName();
        return of(message == null ? name : name + ": " + message);
    }
}
