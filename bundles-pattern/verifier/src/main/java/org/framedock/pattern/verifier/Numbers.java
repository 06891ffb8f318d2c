package org.framedock.pattern.verifier;

/** Numbers as they stand on a command line and in figures for people; no formatter, which is slow to load. */
final class Numbers {

    private static final double TENTHS = 10;

    private Numbers() {
    }

    /**
     * Tells a number from the name of a file (C-5).
     *
     * @param text an argument.
     * @return true if it is a whole number, whatever its size and sign.
     */
    static boolean isWhole(final String text) {
        final int first = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > first;
    }

    /**
     * Reads a whole number.
     *
     * @param name what it is, for the message.
     * @param text as given.
     * @param min  least accepted.
     * @param max  most accepted.
     * @return the number.
     * @throws UsageException if it is none or out of range.
     */
    static long whole(final String name, final String text, final long min, final long max) throws UsageException {
        try {
            final long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (final NumberFormatException notANumber) {
            // falls through to the one message for both mistakes
        }
        throw new UsageException(name + " '" + text + "' has to be a whole number from " + min + " to " + max);
    }

    /**
     * Reads a rate.
     *
     * @param name what it is, for the message.
     * @param text as given.
     * @param max  most accepted, in hertz.
     * @return the rate, from 0 on.
     * @throws UsageException if it is none or out of range.
     */
    static double rate(final String name, final String text, final long max) throws UsageException {
        try {
            final double number = Double.parseDouble(text);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (final NumberFormatException notANumber) {
            // falls through to the one message for both mistakes
        }
        throw new UsageException(name + " '" + text + "' has to be a number from 0 to " + max);
    }

    /**
     * Writes a figure with one decimal.
     *
     * @param value not negative.
     * @return such as {@code 29.9}.
     */
    static String oneDecimal(final double value) {
        final long tenths = Math.round(value * TENTHS);
        return tenths / 10 + "." + tenths % 10;
    }
}
