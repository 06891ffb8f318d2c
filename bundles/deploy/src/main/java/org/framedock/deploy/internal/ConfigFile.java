package org.framedock.deploy.internal;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Reads one file with settings: {@link Properties} in UTF-8, all values texts. Stricter than Properties where a
 * slip would be lost in silence: a key may be there once only, and keys that differ only in case are the same key, as
 * in the Configuration Admin.
 */
final class ConfigFile {

    /** Key under which a configuration names the file it comes from. */
    static final String FILE_KEY = "framedock.file";

    /** End of every file's name. */
    static final String SUFFIX = ".cfg";

    private ConfigFile() {
    }

    /**
     * Name of the stream's configuration.
     *
     * @throws RefusedException if the name has characters that a configuration's name must not have.
     */
    static String nameOf(final String fileName) throws RefusedException {
        final String name = fileName.substring(0, fileName.length() - SUFFIX.length());
        if (!name.matches("[A-Za-z0-9_-]+")) {
            throw new RefusedException("its name is not NAME.cfg with a NAME of letters, digits, '_' and '-'; accepted"
                + " is for instance cam1.cfg");
        }
        return name;
    }

    /**
     * The settings in a file, with the file's own path.
     *
     * @throws RefusedException if any part of the file is not understood.
     */
    static Dictionary<String, Object> read(final Path file) throws RefusedException {
        final Map<String, String> settings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        final StringBuilder trouble = new StringBuilder();
        final Properties reader = new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(final Object key, final Object value) {
                if (settings.putIfAbsent((String)key, (String)value) != null && trouble.length() == 0) {
                    trouble.append("the key '").append(key).append("' is there twice; accepted is each key once");
                }
                return null;
            }
        };
        try {
            reader.load(new StringReader(text(file)));
        } catch (final IllegalArgumentException ex) {
            throw new RefusedException("it has a broken escape (" + ex.getMessage()
                + "); accepted are \\uXXXX with four hexadecimal digits, and \\\\ for a backslash");
        } catch (final IOException ex) {
            throw new RefusedException(
                "it cannot be read: " + FileStamp.describe(ex) + "; accepted is a readable text file in UTF-8");
        }
        if (trouble.length() > 0) {
            throw new RefusedException(trouble.toString());
        }
        final Dictionary<String, Object> properties = new Hashtable<>();
        for (final Map.Entry<String, String> setting : settings.entrySet()) {
            final String key = setting.getKey();
            if (key.isEmpty()) {
                throw new RefusedException("a line has no key before '='; accepted are lines KEY = VALUE");
            }
            if (key.toLowerCase().startsWith("service.") || key.equalsIgnoreCase(FILE_KEY)) {
                throw new RefusedException("the key '" + key + "' is set by the container; accepted is any other key");
            }
            properties.put(key, setting.getValue());
        }
        properties.put(FILE_KEY, file.toAbsolutePath().toString());
        return properties;
    }

    private static String text(final Path file) throws IOException, RefusedException {
        final byte[] bytes = Files.readAllBytes(file);
        try {
            final String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (final CharacterCodingException ex) {
            throw new RefusedException("it is not in UTF-8; accepted is a text file in UTF-8");
        }
    }
}
