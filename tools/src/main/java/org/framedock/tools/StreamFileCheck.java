package org.framedock.tools;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks one file of config/streams/ by the rules of the container: properties in UTF-8, each key once, and the keys
 * that are the container's own. Settings of the source are the source's to judge, when it starts.
 */
final class StreamFileCheck {

    static final String SUFFIX = ".cfg";

    private final Path file;
    private final String name;
    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, Setting> settings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private record Setting(String value, int line) {
    }

    /**
     * Checks a file.
     *
     * @param streamsOrNull names of the driver's streams; null if they are not known.
     */
    StreamFileCheck(final Path file, final Set<String> streamsOrNull) {
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
        checkOwnKeys(streamsOrNull);
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
            final Setting before = settings.get(key);
            if (before != null) {
                mistake(number, "the key '" + Shown.text(key) + "' is there already in line " + before.line()
                    + "; each key has to be there once");
            } else {
                settings.put(key, new Setting(one.getProperty(key), number));
            }
        }
    }

    private void checkOwnKeys(final Set<String> streamsOrNull) {
        settings.forEach((key, setting) -> {
            final String lowerCase = key.toLowerCase(Locale.ROOT);
            if (key.isEmpty()) {
                mistake(setting.line(), "no key before '='; lines have to be KEY = VALUE");
            } else if (lowerCase.startsWith("service.") || lowerCase.equals("framedock.file")) {
                mistake(setting.line(), "the key '" + Shown.text(key) + "' is set by the container; any other key is"
                    + " accepted");
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
        if (streamsOrNull != null && !streamsOrNull.contains(stream())) {
            mistake(settings.containsKey("stream") ? settings.get("stream").line() : 1, "stream "
                + Shown.text(stream()) + " is not in the driver's file: it has to be one of "
                + String.join(", ", streamsOrNull));
        }
    }

    private void mistake(final int line, final String what) {
        mistakes.add(file + ":" + line + ": " + what);
    }

    private String value(final String key, final String otherwise) {
        final Setting setting = settings.get(key);
        return setting == null || setting.value().isBlank() ? otherwise : setting.value().strip();
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
}
