package org.framedock.operator.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Changes one setting in a stream's file and nothing else in it: comments, order and other lines stay. The file is
 * replaced in one step, so that nobody reads half of it. Any thread.
 */
final class StreamFileEdit {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
    private static final Pattern NAME = Pattern.compile("[^/\\x00]{1,200}");

    private StreamFileEdit() {
    }

    static boolean isKey(final String key) {
        return KEY.matcher(key).matches();
    }

    /** What was done, or why not, to follow a semicolon. */
    static String write(final Path home, final String stream, final String key, final String value) {
        if (!NAME.matcher(stream).matches() || stream.startsWith(".")) {
            return "not saved: " + stream + " is no file name";
        }
        final Path file = home.resolve("config/streams").resolve(stream + ".cfg");
        final Path fresh = file.resolveSibling("." + stream + ".cfg.new");
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return "not saved: " + file + " is no file of its own";
            }
            final String edited = edit(Files.readString(file), key, value);
            Files.deleteIfExists(fresh);
            Files.copy(file, fresh, StandardCopyOption.COPY_ATTRIBUTES);
            Files.writeString(fresh, edited, StandardCharsets.UTF_8, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return "saved in config/streams/" + stream + ".cfg";
        } catch (final IOException e) {
            return "not saved: " + e;
        }
    }

    /** The text with that setting; an empty value takes it away. A setting that is there twice counts last. */
    static String edit(final String text, final String key, final String value) {
        final List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int found = -1;
        int i = 0;
        while (i < lines.size()) {
            int next = i + 1;
            if (isComment(lines.get(i))) {
                i = next;
                continue;
            }
            while (next < lines.size() && continues(lines.get(next - 1))) {
                next++;
            }
            if (keyOf(lines.get(i)).equals(key)) {
                lines.subList(i, next).clear();
                found = i;
            } else {
                i = next;
            }
        }
        if (!value.isEmpty()) {
            final boolean endsWithNewline = lines.get(lines.size() - 1).isEmpty();
            final int place = found >= 0 ? found : endsWithNewline ? lines.size() - 1 : lines.size();
            lines.add(Math.min(place, lines.size()), key + "=" + escaped(value));
            if (!lines.get(lines.size() - 1).isEmpty()) {
                lines.add("");
            }
        }
        return String.join("\n", lines);
    }

    private static boolean isComment(final String line) {
        final String stripped = line.stripLeading();
        return stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith("!");
    }

    /** An odd number of backslashes at the end goes on in the next line. */
    private static boolean continues(final String line) {
        int slashes = 0;
        while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    /** As java.util.Properties parts a line. */
    private static String keyOf(final String line) {
        final StringBuilder key = new StringBuilder();
        final String stripped = line.stripLeading();
        for (int i = 0; i < stripped.length(); i++) {
            final char c = stripped.charAt(i);
            if (c == '=' || c == ':' || Character.isWhitespace(c)) {
                break;
            }
            if (c == '\\' && i + 1 < stripped.length()) {
                i++;
            }
            key.append(stripped.charAt(i));
        }
        return key.toString();
    }

    private static String escaped(final String value) {
        final StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case ' ' -> escaped.append(i == 0 ? "\\ " : " ");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
