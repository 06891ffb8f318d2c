package org.framedock.settings;

import com.electronwill.nightconfig.core.Config;
import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.electronwill.nightconfig.core.io.ParsingMode;
import com.electronwill.nightconfig.toml.TomlFormat;
import com.electronwill.nightconfig.toml.TomlParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a TOML file into plain maps and lists in file order. The only class that knows the parser. */
final class TomlFile {

    private static final int MAX_BYTES = 1 << 20;

    private TomlFile() {
    }

    /** The text of a file; every way in which it cannot be had is one clear line. */
    static String text(final Path file) throws SettingsFileException {
        if (Files.isDirectory(file)) {
            throw failure(file + " is a directory: it has to be a TOML file");
        }
        final byte[] bytes;
        // Bounded, so that a device or an endless pipe given by mistake is an error and no hang.
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (final NoSuchFileException missing) {
            throw failure(file + " does not exist: it has to be a TOML file");
        } catch (final AccessDeniedException denied) {
            throw failure(file + " may not be read by the user " + System.getProperty("user.name")
                + ": it has to be a readable TOML file");
        } catch (final IOException failed) {
            throw failure(file + " cannot be read (" + failed.getMessage() + "): it has to be a readable TOML file");
        }
        if (bytes.length > MAX_BYTES) {
            throw failure(file + " has more than " + MAX_BYTES + " bytes: that is no settings file");
        }
        final ByteBuffer encoded = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
        } catch (final CharacterCodingException notText) {
            throw failure(file + " is not UTF-8 text at byte " + encoded.position() + ": TOML files are UTF-8");
        }
    }

    /** The tables of a text. Values are String, Integer, Long, Double, Boolean, date types, List and Map. */
    static Map<String, Object> parse(final String text, final String origin) throws SettingsFileException {
        final Config root = Config.of(LinkedHashMap::new, TomlFormat.instance());
        // The parser wants a line end after a table name, and does not know of byte order marks.
        final LineCounter input = new LineCounter((text.startsWith("\uFEFF") ? text.substring(1) : text) + "\n");
        try {
            new TomlParser().parse(input, root, ParsingMode.REPLACE);
        } catch (final RuntimeException | StackOverflowError wrong) {
            throw failure(origin + ": line " + input.line() + " is not valid TOML: " + reason(input, wrong));
        }
        return plainTable(root);
    }

    private static String reason(final LineCounter input, final Throwable wrong) {
        if (input.ended()) {
            return "the file ends in the middle of a value or a table name";
        }
        if (wrong instanceof StackOverflowError) {
            return "arrays or tables lie too deep inside each other";
        }
        return wrong.getMessage() == null ? wrong.getClass().getSimpleName() : Shown.oneLine(wrong.getMessage());
    }

    private static SettingsFileException failure(final String line) {
        return new SettingsFileException(List.of(line));
    }

    @SuppressWarnings("deprecation")
    private static Map<String, Object> plainTable(final UnmodifiableConfig table) {
        final Map<String, Object> plain = new LinkedHashMap<>();
        // The map itself, since the parser's views of it load many classes on the start path of a program.
        for (final Map.Entry<String, Object> entry : table.valueMap().entrySet()) {
            plain.put(entry.getKey(), plainValue(entry.getValue()));
        }
        return plain;
    }

    private static Object plainValue(final Object value) {
        if (value instanceof UnmodifiableConfig table) {
            return plainTable(table);
        }
        if (value instanceof List<?> list) {
            final List<Object> plain = new ArrayList<>(list.size());
            for (final Object element : list) {
                plain.add(plainValue(element));
            }
            return plain;
        }
        return value;
    }

    /** Counts lines while the parser, whose messages have no position, takes one character after the other. */
    private static final class LineCounter extends Reader {

        private final String text;
        private int position;
        private boolean ended;

        LineCounter(final String text) {
            this.text = text;
        }

        /** Line of the character that was read last; a line end belongs to the line it ends. */
        int line() {
            int line = 1;
            // The last character is the line end added above, which begins no line.
            for (int i = 0; i < Math.min(position - 1, text.length() - 2); i++) {
                if (text.charAt(i) == '\n') {
                    line++;
                }
            }
            return line;
        }

        boolean ended() {
            return ended;
        }

        @Override
        public int read() {
            if (position == text.length()) {
                ended = true;
                return -1;
            }
            return text.charAt(position++);
        }

        @Override
        public int read(final char[] target, final int offset, final int length) {
            int count = 0;
            while (count < length) {
                final int next = read();
                if (next < 0) {
                    return count == 0 ? -1 : count;
                }
                target[offset + count++] = (char) next;
            }
            return count;
        }

        @Override
        public void close() {
            // a text in memory holds nothing open
        }
    }
}
