package org.framedock.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the keys of one table by type. A value in the environment goes before the file's (C-1). A wrong value is
 * remembered as a mistake and the default returned, so that reading goes on to the next mistake (C-3).
 */
final class TableReader {

    /** Greatest value of an unsigned 32-bit field that does not mean "absent" on the wire. */
    static final long MAX_U32 = 0xFFFF_FFFEL;

    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long NANOS_PER_MICRO = 1_000L;
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
        return text(name, fallback, "a text in quotes");
    }

    /** A text with more to say about what is accepted. */
    String text(final String name, final String fallback, final String accepted) {
        final Given given = find(name);
        return given == null ? fallback : checked(given, given.text(), fallback, accepted);
    }

    /** A text that must be present; null if it is absent or none. */
    String requiredText(final String name, final String accepted) {
        final Given given = find(name);
        if (given == null) {
            missing(name, accepted);
            return null;
        }
        return checked(given, given.text(), null, accepted);
    }

    /** A text whose value is not for logs. */
    String secret(final String name, final String fallback) {
        final Given given = find(name);
        if (given != null && given.text() == null) {
            file.refuse(key(name), key(name) + " (value not shown)", "it has to be a text in quotes");
        }
        return given == null || given.text() == null ? fallback : given.text();
    }

    /** One of several texts. */
    String choice(final String name, final String fallback, final String... accepted) {
        final Given given = find(name);
        if (given == null || Arrays.asList(accepted).contains(given.text())) {
            return given == null ? fallback : given.text();
        }
        return refused(given, fallback, "one of " + Arrays.toString(accepted));
    }

    /** An Aeron channel, verbatim. Aeron itself judges what follows the prefix. */
    String channel(final String name, final String fallback) {
        final Given given = find(name);
        if (given == null || given.text() != null && given.text().startsWith("aeron:")) {
            return given == null ? fallback : given.text();
        }
        return refused(given, fallback, "an Aeron channel, a text that starts with aeron: as \"aeron:ipc\"");
    }

    /** A text with names of environment variables in it. */
    String expanded(final String name, final String fallback) {
        final Given given = find(name);
        final String text = text(name, null);
        if (text == null) {
            return fallback;
        }
        try {
            return EnvironmentNames.expand(text, file.environment());
        } catch (final IllegalArgumentException wrong) {
            return refused(given, fallback, wrong.getMessage());
        }
    }

    /** {@code true} or {@code false}. */
    boolean flag(final String name, final boolean fallback) {
        final Given given = find(name);
        return given == null ? fallback : checked(given, given.flag(), fallback, "true or false");
    }

    /** A whole number; the fallback may be null. */
    Long number(final String name, final Long fallback, final long min, final long max) {
        return number(name, fallback, min, max, "a whole number");
    }

    private Long number(
        final String name, final Long fallback, final long min, final long max, final String what) {
        final Given given = find(name);
        final Long number = given == null ? null : given.number();
        if (given == null || number != null && number >= min && number <= max) {
            return given == null ? fallback : number;
        }
        return refused(given, fallback, what + (min == max ? ", " + min : " from " + min + " to " + max));
    }

    /** A whole number that must be present; null if it is absent or wrong. */
    Long requiredNumber(final String name, final long min, final long max) {
        final Given given = find(name);
        if (given == null) {
            missing(name, "a whole number from " + min + " to " + max);
            return null;
        }
        return number(name, null, min, max);
    }

    /** A number that the protocol fixes: the key may only repeat it. */
    void fixed(final String name, final long only) {
        number(name, only, only, only, "the only value of the protocol");
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
        final Given given = find(name);
        final Long number = given == null ? null : given.number();
        if (given == null || number != null && number >= min && number <= max && Long.bitCount(number) == 1) {
            return given == null ? fallback : number.intValue();
        }
        final boolean between = number != null && number > min && number < max;
        final long below = between ? Long.highestOneBit(number) : 0;
        return refused(given, fallback, "a power of two from " + min + " to " + max
            + (between ? ", for example " + below + " or " + below * 2 : ""));
    }

    /** A number with or without fraction. */
    double decimal(final String name, final double fallback, final double min, final double max) {
        final Given given = find(name);
        final Double number = given == null ? null : given.decimal();
        if (given == null || number != null && number >= min && number <= max) {
            return given == null ? fallback : number;
        }
        return refused(given, fallback, "a number from " + min + " to " + max);
    }

    /** A time given in milliseconds, in nanoseconds. */
    long millis(final String name, final long fallbackMs, final long minMs) {
        return NANOS_PER_MILLI * number(name, fallbackMs, minMs, MAX_MILLIS, "a whole number of milliseconds");
    }

    /** A time given in microseconds, in nanoseconds. */
    long micros(final String name, final long fallbackUs, final long minUs) {
        return NANOS_PER_MICRO * number(name, fallbackUs, minUs, MAX_U32, "a whole number of microseconds");
    }

    /** A time given in nanoseconds. */
    long nanos(final String name, final long fallbackNs, final long minNs) {
        return number(name, fallbackNs, minNs, MAX_NANOS, "a whole number of nanoseconds");
    }

    /** A range of stream ids, or null if there is none (D-15). */
    IdRange range(final String name, final long max) {
        final Given given = find(name);
        if (given == null || given.text() != null && given.text().isBlank()) {
            return null;
        }
        final IdRange range = Forms.toRange(given, max);
        return range != null ? range : refused(given, null, "a range of ids from 1 to " + max
            + " whose first is not above its last, as \"20000-29999\" or [20000, 29999]");
    }

    /** An absolute path that can be part of a region's URI (W-6). */
    Path directory(final String name, final Path fallback) {
        final Given given = find(name);
        final Path directory = given == null ? fallback : Forms.toDirectory(given.text());
        return directory != null ? directory : refused(given, fallback, "an absolute path " + Forms.PATH_RULE);
    }

    /** Absolute paths; in the environment they are parted by colons. */
    List<Path> directories(final String name, final List<Path> fallback) {
        final Given given = find(name);
        if (given == null) {
            return fallback;
        }
        final List<?> texts = given.fromEnvironment() ? Arrays.asList(given.text().split(":")) : given.list();
        final List<Path> paths = Forms.toDirectories(texts);
        return paths != null ? paths : refused(given, fallback,
            "a list of absolute paths " + Forms.PATH_RULE + ", as [\"/dev/shm\"]");
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

    /** Whether the key is given nowhere. */
    boolean isAbsent(final String name) {
        return find(name) == null;
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

    private <T> T checked(final Given given, final T value, final T fallback, final String accepted) {
        return value != null ? value : refused(given, fallback, accepted);
    }

    private <T> T refused(final Given given, final T fallback, final String accepted) {
        refuse(given, accepted);
        return fallback;
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
