package org.framedock.tools;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.framedock.settings.StreamEntry;

/**
 * Checks one file of config/streams/ by the rules of the container: properties in UTF-8, each key once, and the keys
 * that are the container's own; and the settings of its source by what its plugin tells. What only a device can judge,
 * such as the width of a sensor, is judged when the source starts.
 */
final class StreamFileCheck {

    static final String SUFFIX = ".cfg";

    private static final String SLOTS_LENT = "slots_lent";
    private static final Set<String> OWN_KEYS = Set.of("source", "stream", "enabled", SLOTS_LENT);
    private static final List<String> KEPT_PREFIXES = List.of("service.", "framedock.", "felix.", "component.");
    /** As many as a source can ever have at once, whatever the ring. */
    private static final int MOST_SLOTS_LENT = 1024;

    private final Path file;
    private final String name;
    private final List<String> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, StreamSetting> settings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * Checks a file.
     *
     * @param streamsOrNull the driver's streams; null if they are not known.
     * @param pluginsOrNull what may feed it; null if it is not known, and then the source's settings are not checked.
     */
    StreamFileCheck(
        final Path file, final Map<String, StreamEntry> streamsOrNull, final PluginFolder pluginsOrNull) {
        this.file = file;
        final String fileName = file.getFileName().toString();
        name = fileName.endsWith(SUFFIX) ? fileName.substring(0, fileName.length() - SUFFIX.length()) : fileName;
        if (!name.matches("[A-Za-z0-9_-]+")) {
            mistakes.add(file + ": its name has to be NAME.cfg with a NAME of letters, digits, '_' and '-', such as"
                + " cam1.cfg");
        }
        try {
            read();
        } catch (final CharacterCodingException e) {
            mistakes.add(file + ": it is not in UTF-8; it has to be a text file in UTF-8");
            return;
        } catch (final IOException e) {
            mistakes.add(file + ": it cannot be read (" + Shown.reason(e) + ")");
            return;
        }
        checkOwnKeys();
        if (streamsOrNull != null) {
            checkStream(streamsOrNull);
        }
        if (pluginsOrNull != null && settings.containsKey("source") && !value("source", "").isEmpty()) {
            checkSource(pluginsOrNull);
        }
    }

    private void read() throws IOException {
        final String text =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
        final String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r\n|[\r\n]", -1);
        for (int i = 0; i < lines.length; i++) {
            final int first = i + 1;
            final StringBuilder logical = new StringBuilder(lines[i]);
            final boolean isComment = lines[i].strip().startsWith("#") || lines[i].strip().startsWith("!");
            while (!isComment && isContinued(lines[i]) && i + 1 < lines.length) {
                i++;
                logical.append('\n').append(lines[i]);
            }
            readLine(logical.toString(), first);
        }
    }

    /** An odd number of backslashes at the end. */
    private static boolean isContinued(final String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private void readLine(final String line, final int number) throws IOException {
        final Properties one = new Properties();
        try {
            one.load(new StringReader(line));
        } catch (final IllegalArgumentException e) {
            mistake(number, "a broken escape; accepted are \\uXXXX with four hexadecimal digits, and \\\\ for a"
                + " backslash");
            return;
        }
        for (final String key : one.stringPropertyNames()) {
            final StreamSetting before = settings.get(key);
            if (before != null) {
                mistake(number, "the key '" + Shown.text(key) + "' is there already in line " + before.line()
                    + "; each key has to be there once");
            } else {
                settings.put(key, new StreamSetting(one.getProperty(key).strip(), number));
            }
        }
    }

    private void checkOwnKeys() {
        settings.forEach((key, setting) -> {
            final String lowerCase = key.toLowerCase(Locale.ROOT);
            if (key.isEmpty()) {
                mistake(setting.line(), "no key before '='; lines have to be KEY = VALUE");
            } else if (KEPT_PREFIXES.stream().anyMatch(lowerCase::startsWith)) {
                mistake(setting.line(), "the key '" + Shown.text(key) + "' is kept for the container; keys may not"
                    + " begin with " + String.join(", ", KEPT_PREFIXES));
            }
        });
        if (value("source", "").isEmpty()) {
            mistakes.add(file + ": source is missing: it has to be the kind of a source, as in source = pattern");
        }
        final String enabled = value("enabled", "true").toLowerCase(Locale.ROOT);
        if (!enabled.equals("true") && !enabled.equals("false")) {
            mistake(settings.get("enabled").line(), "enabled = " + Shown.text(enabled)
                + ": it has to be true or false");
        }
        final String slotsLent = value(SLOTS_LENT, "1");
        if (!slotsLent.matches("0*[1-9]\\d{0,8}")) {
            mistake(settings.get(SLOTS_LENT).line(), SLOTS_LENT + " = " + Shown.text(slotsLent)
                + ": it has to be a whole number from 1 to half of the stream's slots");
        }
    }

    private void checkStream(final Map<String, StreamEntry> streams) {
        final StreamEntry entry = streams.get(stream());
        if (entry == null) {
            mistake(settings.containsKey("stream") ? settings.get("stream").line() : 1, "stream "
                + Shown.text(stream()) + " is not in the driver's file: it has to be one of "
                + String.join(", ", streams.keySet()));
            return;
        }
        final String slotsLent = value(SLOTS_LENT, "1");
        final int most = Math.min(MOST_SLOTS_LENT, Math.max(1, entry.profile().headerSlotCount() / 2));
        if (slotsLent.matches("\\d{1,10}") && Long.parseLong(slotsLent) > most) {
            mistake(settings.get(SLOTS_LENT).line(), SLOTS_LENT + " = " + slotsLent + ": it has to be 1 to " + most
                + ", since stream " + Shown.text(stream()) + " has " + entry.profile().headerSlotCount()
                + " slots and a source may have half of them, at most " + MOST_SLOTS_LENT);
        }
    }

    private void checkSource(final PluginFolder plugins) {
        final Map<String, StreamSetting> ofSource = new LinkedHashMap<>();
        settings.entrySet().stream().sorted(Comparator.comparingInt(entry -> entry.getValue().line()))
            .filter(entry -> isOfSource(entry.getKey()))
            .forEach(entry -> ofSource.put(entry.getKey(), entry.getValue()));
        plugins.check(value("source", ""), settings.get("source").line(), ofSource, this::mistake,
            (line, what) -> warnings.add(file + ":" + line + ": " + what));
    }

    private static boolean isOfSource(final String key) {
        final String lowerCase = key.toLowerCase(Locale.ROOT);
        return !key.isEmpty() && !OWN_KEYS.contains(lowerCase)
            && KEPT_PREFIXES.stream().noneMatch(lowerCase::startsWith);
    }

    private void mistake(final int line, final String what) {
        mistakes.add(file + (line == 0 ? ": " : ":" + line + ": ") + what);
    }

    private String value(final String key, final String otherwise) {
        final StreamSetting setting = settings.get(key);
        return setting == null || setting.value().isEmpty() ? otherwise : setting.value();
    }

    /** Name of the stream that it feeds. */
    String stream() {
        return value("stream", name);
    }

    boolean isEnabled() {
        return value("enabled", "true").equalsIgnoreCase("true");
    }

    /** All mistakes, each with file and line. */
    List<String> mistakes() {
        return mistakes;
    }

    /** What could not be checked, each with file and line. */
    List<String> warnings() {
        return warnings;
    }
}
