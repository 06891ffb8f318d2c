package org.framedock.tools;

import io.aeron.CommonContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.framedock.settings.ClientSettings;
import org.framedock.settings.DriverSettings;
import org.framedock.settings.SettingsFileException;
import org.framedock.settings.StreamEntry;

/**
 * Where a verb looks: the settings files of a driver and its clients. Immutable.
 *
 * @param driver         what the driver's file says.
 * @param client         what the clients' file says, or their defaults.
 * @param aeronDirectory directory of the media driver.
 */
record Place(DriverSettings driver, ClientSettings client, String aeronDirectory) {

    static final String HOME_VARIABLE = "FRAMEDOCK_HOME";
    static final String DRIVER_FILE = "config/driver.toml";

    private static final String CLIENT_FILE = "client.toml";
    private static final long MAX_STREAM_ID = 0xFFFF_FFFEL;
    private static final int MAX_DIGITS = 10;

    /** Reads the files that options name, or those that are found where they usually lie. */
    static Place of(final PlaceOptions options, final Map<String, String> environment)
        throws ToolException, SettingsFileException {
        final Path file = driverFile(options.config(), environment);
        final DriverSettings driver = DriverSettings.load(file, environment);
        final Path beside = file.toAbsolutePath().resolveSibling(CLIENT_FILE);
        final Path clientFile = options.clientConfig() != null ? existing(options.clientConfig())
            : Files.isRegularFile(beside) ? beside : null;
        final ClientSettings client = ClientSettings.load(clientFile, driver, environment);
        final String named = options.aeronDirectory() != null ? options.aeronDirectory() : driver.aeronDir();
        return new Place(driver, client, named.isEmpty() ? CommonContext.getAeronDirectoryName() : named);
    }

    /** The driver's file: as given, of the home that the environment names, or of the working directory. */
    static Path driverFile(final Path given, final Map<String, String> environment) throws ToolException {
        if (given != null) {
            return Files.isDirectory(given) ? existing(given.resolve(DRIVER_FILE)) : existing(given);
        }
        final String home = environment.getOrDefault(HOME_VARIABLE, "");
        if (!home.isBlank()) {
            return existing(Path.of(home).resolve(DRIVER_FILE));
        }
        final Path here = Path.of(DRIVER_FILE);
        if (!Files.exists(here)) {
            throw ToolException.usage("no settings: name the driver's file by --config FILE, or the container's home"
                + " by " + HOME_VARIABLE + ", or run where there is a " + DRIVER_FILE);
        }
        return here;
    }

    private static Path existing(final Path file) throws ToolException {
        if (!Files.exists(file)) {
            throw ToolException.usage(file + " does not exist");
        }
        return file;
    }

    /** A stream by its name in the driver's file or by its id; the clients' default if null. */
    long streamId(final String nameOrId) throws ToolException {
        if (nameOrId == null) {
            final long streamId = client.consumer().streamId();
            if (streamId == 0) {
                throw ToolException.usage("name a stream by its id: " + driver.origin() + " has none");
            }
            return streamId;
        }
        final StreamEntry stream = driver.streams().get(nameOrId);
        if (stream != null) {
            return stream.streamId();
        }
        if (!nameOrId.matches("[0-9]+") || nameOrId.length() > MAX_DIGITS
            || Long.parseLong(nameOrId) < 1 || Long.parseLong(nameOrId) > MAX_STREAM_ID) {
            throw ToolException.usage("stream '" + Shown.text(nameOrId) + "' has to be an id from 1 to " + MAX_STREAM_ID
                + " or one of the streams of " + driver.origin() + ": " + String.join(", ", driver.streams().keySet()));
        }
        return Long.parseLong(nameOrId);
    }

    /** Name and id of a stream, for people. */
    String called(final long streamId) {
        return driver.streams().values().stream().filter(stream -> stream.streamId() == streamId)
            .map(stream -> stream.name() + " (" + streamId + ")").findFirst().orElse(Long.toString(streamId));
    }
}
