package org.framedock.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the keys of one table by type. A value in the environment goes before the file's (C-1). A wrong value is
 * remembered as a mistake and the default returned, so that reading goes on to the next mistake (C-3).
 */
final class TableReader {

    /** Greatest value of an unsigned 32-bit field that does not mean "absent" on the wire. */
    static final long MAX_U32 = 0xFFFF_FFFEL;

    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long MAX_MILLIS = 86_400_000L;
    private static final long MAX_NANOS = MAX_MILLIS * NANOS_PER_MILLI;

    private final SettingsReader file;
    private final String path;
    private final Map<String, Object> values;

    TableReader(final SettingsReader file, final String path, final Map<String, Object> values) {
        this.file = file;
        this.path = path;
        this.values = values;
    }

    String path() {
        return path;
    }

    Map<String, Object> values() {
        return values;
    }

    String key(final String name) {
        return path + "." + name;
    }

    /** Any text. */
    String text(final String name, final String fallback) {
        return read(name, fallback, "a text in quotes", Given::text);
    }

    /** A text that passes a test, else refused with what would be accepted. */
    <T> T text(final String name, final T fallback, final String accepted, final Function<String, T> convert) {
        return read(name, fallback, accepted, given -> {
            final String text = given.text();
            return text == null ? null : convert.apply(text);
        });
    }

    /** A text that must be present. */
    String requiredText(final String name, final String accepted) {
        if (find(name) == null) {
            missing(name, accepted);
            return null;
        }
        return read(name, null, accepted, Given::text);
    }

    /** A text whose value is not for logs. */
    String secret(final String name, final String fallback) {
        final Given given = find(name);
        if (given == null || given.text() != null) {
            return given == null ? fallback : given.text();
        }
        file.refuse(key(name), key(name) + " (value not shown)", "it has to be a text in quotes");
        return fallback;
    }

    /** One of several texts. */
    String choice(final String name, final String fallback, final String... accepted) {
        return text(name, fallback, "one of " + Arrays.toString(accepted),
            text -> Arrays.asList(accepted).contains(text) ? text : null);
    }

    /** An Aeron channel, verbatim. Aeron itself judges what follows the prefix. */
    String channel(final String name, final String fallback) {
        return text(name, fallback, "an Aeron channel, a text that starts with aeron: as \"aeron:ipc\"",
            text -> text.startsWith("aeron:") ? text : null);
    }

    /** A text with names of environment variables in it. */
    String expanded(final String name, final String fallback) {
        final String text = text(name, fallback);
        if (text.indexOf('$') < 0) {
            return text;
        }
        try {
            return EnvironmentNames.expand(text, file.environment());
        } catch (final IllegalArgumentException wrong) {
            refuse(find(name), wrong.getMessage());
            return fallback;
        }
    }

    /** {@code true} or {@code false}. */
    boolean flag(final String name, final boolean fallback) {
        return read(name, fallback, "true or false", given -> {
            if (given.fromEnvironment()) {
                final String text = given.text().trim().toLowerCase(Locale.ROOT);
                return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
            }
            return given.value() instanceof Boolean flag ? flag : null;
        });
    }

    /** A whole number; the fallback may be null. */
    Long number(final String name, final Long fallback, final long min, final long max) {
        return number(name, fallback, min, max, "a whole number from " + min + " to " + max);
    }

    private Long number(
        final String name, final Long fallback, final long min, final long max, final String accepted) {
        return read(name, fallback, accepted, given -> {
            final Long number = given.number();
            return number != null && number >= min && number <= max ? number : null;
        });
    }

    /** A whole number that must be present; null if it is absent or wrong. */
    Long requiredNumber(final String name, final long min, final long max, final String accepted) {
        if (find(name) == null) {
            missing(name, accepted);
            return null;
        }
        return number(name, null, min, max, accepted);
    }

    /** A number that the protocol fixes: the key may only repeat it. */
    void fixed(final String name, final long only) {
        number(name, only, only, only, only + ", the only value of the protocol");
    }

    /** A whole number that fits an int. */
    int integer(final String name, final int fallback, final int min, final int max) {
        return number(name, (long) fallback, min, max).intValue();
    }

    /** An Aeron stream id. */
    int streamId(final String name, final int fallback) {
        return integer(name, fallback, 1, Integer.MAX_VALUE);
    }

    /** A power of two that fits an int. */
    int powerOfTwo(final String name, final int fallback, final int min) {
        final int max = 1 << 30;
        return read(name, fallback, "a power of two from " + min + " to " + max + hint(name), given -> {
            final Long number = given.number();
            return number != null && number >= min && number <= max && Long.bitCount(number) == 1
                ? Integer.valueOf(number.intValue()) : null;
        });
    }

    private String hint(final String name) {
        final Given given = find(name);
        final Long number = given == null ? null : given.number();
        if (number == null || number < 2 || number > 1 << 30) {
            return "";
        }
        final long below = Long.highestOneBit(number);
        return ", for example " + below + " or " + below * 2;
    }

    /** A number with or without fraction. */
    double decimal(final String name, final double fallback, final double min, final double max) {
        return read(name, fallback, "a number from " + min + " to " + max, given -> {
            final Double number = given.decimal();
            return number != null && number >= min && number <= max ? number : null;
        });
    }

    /** A time given in milliseconds, in nanoseconds. */
    long millis(final String name, final long fallbackMs, final long minMs) {
        return NANOS_PER_MILLI * number(name, fallbackMs, minMs, MAX_MILLIS,
            "a whole number of milliseconds from " + minMs + " to " + MAX_MILLIS);
    }

    /** A time given in microseconds, in nanoseconds. */
    long micros(final String name, final long fallbackUs, final long minUs) {
        return 1_000L * number(name, fallbackUs, minUs, MAX_U32);
    }

    /** A time given in nanoseconds. */
    long nanos(final String name, final long fallbackNs, final long minNs) {
        return number(name, fallbackNs, minNs, MAX_NANOS,
            "a whole number of nanoseconds from " + minNs + " to " + MAX_NANOS);
    }

    /** A range of stream ids, or null if there is none (D-15). */
    IdRange range(final String name, final long max) {
        final Given given = find(name);
        if (given == null || given.text() != null && given.text().isBlank()) {
            return null;
        }
        final String accepted = "a range of ids from 1 to " + max
            + " whose first is not above its last, as \"20000-29999\" or [20000, 29999]";
        return read(name, null, accepted, found -> Forms.toRange(found, max));
    }

    /** An absolute path that can be part of a region's URI (W-6). */
    Path directory(final String name, final Path fallback) {
        return text(name, fallback, "an absolute path " + Forms.PATH_RULE, Forms::toDirectory);
    }

    /** Absolute paths; in the environment they are parted by colons. */
    List<Path> directories(final String name, final List<Path> fallback) {
        return read(name, fallback, "a list of absolute paths " + Forms.PATH_RULE + ", as [\"/dev/shm\"]", given -> {
            final List<?> texts = given.fromEnvironment() ? Arrays.asList(given.text().split(":")) : given.list();
            final List<Path> paths = new ArrayList<>();
            for (final Object text : texts == null ? List.of() : texts) {
                final Path directory = text instanceof String string ? Forms.toDirectory(string) : null;
                if (directory == null) {
                    return null;
                }
                paths.add(directory);
            }
            return paths.isEmpty() ? null : List.copyOf(paths);
        });
    }

    /** The elements of an array of tables, written inline or as {@code [[...]]} (C-2); empty if absent. */
    List<TableReader> elements(final String name) {
        final List<TableReader> elements = new ArrayList<>();
        file.know(key(name));
        final Object value = values.get(name);
        if (value instanceof List<?> list) {
            for (final Object element : list) {
                elements.add(file.tableAt(key(name) + "[" + elements.size() + "]", element));
            }
        } else if (value != null) {
            refuse(new Given(key(name), value, null), "an array of tables");
        }
        return elements;
    }

    /** A key that was of use once: accepted whatever its value. Returns whether it is present. */
    boolean ignored(final String name) {
        file.know(key(name));
        return values.containsKey(name);
    }

    /** Whether the key's value was refused. */
    boolean isRefused(final String name) {
        return file.isRefused(key(name));
    }

    /** Remembers that the value of a key, read well by its type, is wrong all the same. */
    void refuse(final String name, final String accepted) {
        refuse(find(name), accepted);
    }

    /** Remembers that a key is absent that must not be. */
    void missing(final String name, final String accepted) {
        file.mistake(key(name) + " is missing: it has to be " + accepted);
    }

    private void refuse(final Given given, final String accepted) {
        file.refuse(given.key(), given.shown(), given.subject() + " has to be " + accepted);
    }

    private <T> T read(
        final String name, final T fallback, final String accepted, final Function<Given, T> convert) {
        final Given given = find(name);
        if (given == null) {
            return fallback;
        }
        final T value = convert.apply(given);
        if (value == null) {
            refuse(given, accepted);
            return fallback;
        }
        return value;
    }

    private Given find(final String name) {
        final String key = key(name);
        file.know(key);
        final String variable = key.toUpperCase(Locale.ROOT).replace('.', '_');
        final String override = file.environment().get(variable);
        if (override != null) {
            return new Given(key, override, variable);
        }
        final Object value = values.get(name);
        return value == null ? null : new Given(key, value, null);
    }
}
