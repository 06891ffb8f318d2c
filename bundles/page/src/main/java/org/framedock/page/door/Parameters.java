package org.framedock.page.door;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads parameters, and says what would be accepted where they are wrong. */
public final class Parameters {

    private final Map<String, String> values;

    Parameters(final Map<String, String> values) {
        this.values = values;
    }

    /** A parameter is wrong; the message is for the one who sent it. */
    public static final class WrongException extends Exception {

        private static final long serialVersionUID = 1;

        WrongException(final String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Reads {@code a=b&c=d}.
     *
     * @param text as sent, may be null.
     * @return names and values, in their order.
     * @throws WrongException if it is garbled or names something twice.
     */
    public static Map<String, String> parse(final String text) throws WrongException {
        final Map<String, String> values = new LinkedHashMap<>();
        if (text == null || text.isEmpty()) {
            return values;
        }
        for (final String pair : text.split("&")) {
            final int equals = pair.indexOf('=');
            final String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (values.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
                throw new WrongException("parameter '" + name + "' is there twice");
            }
        }
        return values;
    }

    private static String decoded(final String text) throws WrongException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (final IllegalArgumentException e) {
            throw new WrongException("'" + text + "' is wrong: a % has to be followed by two hexadecimal digits");
        }
    }

    boolean has(final String name) {
        return values.containsKey(name);
    }

    String text(final String name) throws WrongException {
        final String value = values.get(name);
        if (value == null) {
            throw new WrongException("parameter '" + name + "' is missing");
        }
        return value;
    }

    int whole(final String name, final int otherwise, final int least, final int most) throws WrongException {
        final String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            final int number = Integer.parseInt(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (final NumberFormatException e) {
            // Said below.
        }
        throw new WrongException(name + " = '" + value + "' has to be a whole number from " + least + " to " + most);
    }

    double number(final String name, final double otherwise) throws WrongException {
        final String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        // Java's own reader takes more, such as 0x1p3 and 1d.
        if (value.strip().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")
            && Double.isFinite(Double.parseDouble(value.strip()))) {
            return Double.parseDouble(value.strip());
        }
        throw new WrongException(name + " = '" + value + "' has to be a number, such as 250, -3.5 or 1e-6");
    }

    <E extends Enum<E>> E choice(final String name, final E otherwise, final Class<E> type) throws WrongException {
        final String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        for (final E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value.strip())) {
                return constant;
            }
        }
        throw new WrongException(name + " = '" + value + "' has to be one of "
            + Arrays.stream(type.getEnumConstants()).map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
    }

    boolean flag(final String name) throws WrongException {
        final String value = values.getOrDefault(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new WrongException(name + " = '" + value + "' has to be true or false");
        }
        return value.equals("true");
    }

    /** Those that begin so, without the beginning. */
    Map<String, String> below(final String prefix) {
        final Map<String, String> found = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** Refuses what nobody reads, so that a misspelt name is no silent default. */
    Parameters only(final String... names) throws WrongException {
        for (final String name : values.keySet()) {
            if (!Arrays.asList(names).contains(name)
                && Arrays.stream(names).noneMatch(known -> known.endsWith(".") && name.startsWith(known))) {
                throw new WrongException("parameter '" + name + "' is unknown; accepted are "
                    + String.join(", ", names));
            }
        }
        return this;
    }
}
