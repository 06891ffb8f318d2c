package org.framedock.settings;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

/** Driver files for tests, and what is said about them. */
final class Toml {

    static final String PROFILE = """
        [profiles.camera]
        payload_pools = [ { pool_id = 1, stride_bytes = 1048576 } ]
        """;
    static final String STREAM = """
        [streams.cam1]
        stream_id = 1
        profile = "camera"
        """;
    static final String LEAST = PROFILE + STREAM;

    private Toml() {
    }

    static DriverSettings driver(final String toml) throws SettingsFileException {
        return driver(toml, Map.of());
    }

    static DriverSettings driver(final String toml, final Map<String, String> environment)
        throws SettingsFileException {
        return DriverSettings.parse(toml, "driver.toml", environment);
    }

    static List<String> mistakes(final String toml) {
        return mistakes(toml, Map.of());
    }

    static List<String> mistakes(final String toml, final Map<String, String> environment) {
        return assertThrows(SettingsFileException.class, () -> driver(toml, environment)).mistakes();
    }

    /** The one mistake of a file, which has to be one line that names the file. */
    static String mistake(final String toml) {
        return only(mistakes(toml));
    }

    static String mistake(final String toml, final Map<String, String> environment) {
        return only(mistakes(toml, environment));
    }

    static String only(final List<String> lines) {
        assertTrue(lines.size() == 1, () -> "one mistake expected: " + lines);
        assertTrue(lines.get(0).startsWith("driver.toml"), lines.get(0));
        assertTrue(lines.get(0).indexOf('\n') < 0, lines.get(0));
        return lines.get(0);
    }

    static void assertSays(final String line, final String... parts) {
        for (final String part : parts) {
            assertTrue(line.contains(part), () -> "\"" + part + "\" expected in: " + line);
        }
    }
}
