package org.framedock.dock.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.framedock.settings.ClientSettings;
import org.framedock.settings.DriverSettings;
import org.framedock.settings.SettingsFileException;
import org.framedock.settings.StreamEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams that config/driver.toml of the container's home provides, and how they are reached, as it and
 * config/client.toml say. Both files are read again when they change. Not thread-safe.
 */
final class HomeSettings {

    private static final Logger LOG = LoggerFactory.getLogger(HomeSettings.class);

    private final Path driverToml;
    private final Path clientToml;
    private final Map<String, String> environment;
    private String stamp = "";
    private Map<String, StreamWiring> wirings = Map.of();
    private Map<String, Integer> slotCounts = Map.of();
    private String problem;

    HomeSettings(final Path home, final Map<String, String> environment) {
        this.driverToml = home.resolve("config/driver.toml");
        this.clientToml = home.resolve("config/client.toml");
        this.environment = environment;
    }

    /** Reads the files if they are not those that were read last; whether they were read. */
    boolean refresh() {
        final String now = stampOf(driverToml) + "|" + stampOf(clientToml);
        if (now.equals(stamp)) {
            return false;
        }
        stamp = now;
        try {
            final DriverSettings driver = DriverSettings.load(driverToml, environment);
            final ClientSettings client =
                ClientSettings.load(Files.exists(clientToml) ? clientToml : null, driver, environment);
            final ClientWiring wiring = ClientWiring.of(driver, client.producer());
            final Map<String, StreamWiring> found = new LinkedHashMap<>();
            final Map<String, Integer> counts = new LinkedHashMap<>();
            for (final StreamEntry stream : driver.streams().values()) {
                found.put(stream.name(), new StreamWiring(stream.name(), stream.streamId(), wiring));
                counts.put(stream.name(), stream.profile().headerSlotCount());
            }
            wirings = found;
            slotCounts = counts;
            problem = null;
            client.warnings().forEach(warning -> LOG.warn("{}", warning));
        } catch (final SettingsFileException wrong) {
            wirings = Map.of();
            problem = OneLine.of(wrong.getMessage());
        }
        return true;
    }

    /** Why no stream is known, or null. */
    String problem() {
        return problem;
    }

    /** Null if there is no such stream. */
    StreamWiring wiringOf(final String stream) {
        return wirings.get(stream);
    }

    /** Slots of the ring of a stream that is there. */
    int slotCountOf(final String stream) {
        return slotCounts.get(stream);
    }

    /** What an operator is told who asked for a stream that is not there. */
    String unknown(final String stream) {
        return "stream " + stream + " is not in " + driverToml + ": it has to be one of "
            + String.join(", ", wirings.keySet());
    }

    private static String stampOf(final Path file) {
        try {
            final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.size() + " " + attributes.lastModifiedTime();
        } catch (final IOException absent) {
            return "absent";
        }
    }
}
