package org.framedock.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The settings of one source, read by name and type. A wrong value is remembered and its default returned, so that
 * {@link #conclude} can report every mistake at once, unknown keys included. Not thread-safe.
 */
public final class SourceSettings {

    private final Map<String, String> values;
    private final TreeSet<String> known = new TreeSet<>();
    private final List<String> mistakes = new ArrayList<>();

    /**
     * From the keys and values of a configuration.
     *
     * @param values what the configuration says; copied.
     */
    public SourceSettings(final Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /**
     * A text.
     *
     * @param key          name of the setting.
     * @param defaultValue value if it is absent.
     * @return the text, without blanks around it.
     */
    public String text(final String key, final String defaultValue) {
        known.add(key);
        final String value = values.get(key);
        return value == null ? defaultValue : value.trim();
    }

    /**
     * All settings whose names begin so, for names that only a device knows: {@code node.Gamma = 1} is {@code Gamma} of
     * the prefix {@code node.}.
     *
     * @param prefix what their names begin with.
     * @return texts without blanks around them by the rest of their names, in alphabetical order; may be empty.
     */
    public Map<String, String> startingWith(final String prefix) {
        known.add(prefix + "NAME");
        final Map<String, String> found = new TreeMap<>();
        for (final String key : values.keySet()) {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                found.put(key.substring(prefix.length()), text(key, ""));
            }
        }
        return found;
    }

    /**
     * A whole number.
     *
     * @param key          name of the setting.
     * @param defaultValue value if it is absent.
     * @param min          least accepted.
     * @param max          most accepted.
     * @return the number, or the default if it is wrong.
     */
    public int integer(final String key, final int defaultValue, final int min, final int max) {
        final String value = text(key, null);
        if (value == null) {
            return defaultValue;
        }
        try {
            final int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (final NumberFormatException notANumber) {
            // falls through to the one message for both mistakes
        }
        refuse(key, value, "a whole number from " + min + " to " + max);
        return defaultValue;
    }

    /**
     * A number.
     *
     * @param key          name of the setting.
     * @param defaultValue value if it is absent.
     * @param min          least accepted.
     * @param max          most accepted.
     * @return the number, or the default if it is wrong.
     */
    public double number(final String key, final double defaultValue, final double min, final double max) {
        final String value = text(key, null);
        if (value == null) {
            return defaultValue;
        }
        try {
            final double number = Double.parseDouble(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (final NumberFormatException notANumber) {
            // falls through to the one message for both mistakes
        }
        refuse(key, value, "a number from " + min + " to " + max);
        return defaultValue;
    }

    /**
     * One of several constants, written in lower case in a configuration.
     *
     * @param key          name of the setting.
     * @param defaultValue value if it is absent.
     * @param <E>          type of the constants.
     * @return the constant, or the default if it is wrong.
     */
    public <E extends Enum<E>> E choice(final String key, final E defaultValue) {
        final String value = text(key, null);
        if (value == null) {
            return defaultValue;
        }
        final E[] constants = defaultValue.getDeclaringClass().getEnumConstants();
        for (final E constant : constants) {
            if (constant.name().equalsIgnoreCase(value)) {
                return constant;
            }
        }
        refuse(key, value, "one of " + Arrays.toString(constants).toLowerCase(Locale.ROOT));
        return defaultValue;
    }

    /**
     * A pixel format by its PFNC name.
     *
     * @param key          name of the setting.
     * @param defaultValue value if it is absent.
     * @return the format, or the default if it is wrong.
     */
    public PixelFormat pixelFormat(final String key, final PixelFormat defaultValue) {
        final String value = text(key, null);
        if (value == null) {
            return defaultValue;
        }
        final Optional<PixelFormat> format = PixelFormat.ofPfncName(value);
        if (format.isEmpty()) {
            refuse(key, value, "the PFNC name of a pixel format, one of " + Arrays.toString(PixelFormat.values()));
        }
        return format.orElse(defaultValue);
    }

    /**
     * Remembers a mistake that only the source can see.
     *
     * @param key      name of the setting.
     * @param value    what it was.
     * @param accepted what would be accepted.
     */
    public void refuse(final String key, final String value, final String accepted) {
        mistakes.add(key + " = " + value + " is not accepted: it has to be " + accepted);
    }

    /** Names of the settings that were asked for so far; those under a prefix end in NAME. */
    Set<String> asked() {
        return Collections.unmodifiableSet(known);
    }

    /**
     * To be called when every setting has been read: refuses what was wrong and every key that nobody asked for.
     *
     * @throws SettingsException if there was any mistake; its message names all of them.
     */
    public void conclude() throws SettingsException {
        for (final String key : values.keySet()) {
            if (!known.contains(key)) {
                mistakes.add("unknown setting " + key + ": this source has " + known);
            }
        }
        if (!mistakes.isEmpty()) {
            throw new SettingsException(String.join("; ", mistakes));
        }
    }
}
