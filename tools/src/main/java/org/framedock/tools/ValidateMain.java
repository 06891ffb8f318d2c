package org.framedock.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.framedock.settings.ClientSettings;
import org.framedock.settings.DriverSettings;
import org.framedock.settings.SettingsFileException;
import org.framedock.settings.StreamEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code validate}: all mistakes of a settings file or of a container's home, before anything is run. */
@Command(name = "validate", description = "List all mistakes of a settings file or of a container's home, one line"
    + " each. Environment variables override the files as they do for the driver.")
public final class ValidateMain extends Tool {

    private static final Pattern CLIENT_TABLE = Pattern.compile("(?m)^\\s*\\[\\s*(producer|consumer)\\s*\\]");
    private static final Pattern DRIVER_TABLE =
        Pattern.compile("(?m)^\\s*\\[+\\s*(driver|shm|policies|profiles|streams)\\b");
    private static final String DRIVER_NAME = "driver.toml";

    @Parameters(paramLabel = "CONFIG", arity = "0..1", description = "The driver's TOML file, a clients' TOML file, a"
        + " stream's .cfg, or a container's home. Default: $FRAMEDOCK_HOME, else config/driver.toml.")
    private Path named;

    @Option(names = "--config", paramLabel = "FILE", description = "The driver's file that a clients' file or a"
        + " stream's .cfg belongs to. Default: driver.toml beside it, or one folder up for a .cfg.")
    private Path driverFile;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    private final List<String> files = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    ValidateMain() {
    }

    /**
     * Runs the program on the calling thread.
     *
     * @param args the arguments.
     * @return exit code: 0 if there is no mistake, else 2.
     */
    public static int run(final String[] args) {
        return new ValidateMain().runUntilDone(args);
    }

    /**
     * What the command line accepts.
     *
     * @return its specification, for help and completion.
     */
    public static CommandSpec commandSpec() {
        return specOf(new ValidateMain());
    }

    @Override
    public Integer call() throws Exception {
        final Path config = config();
        if (Files.isDirectory(config)) {
            validateHome(config);
        } else if (config.toString().endsWith(StreamFileCheck.SUFFIX)) {
            final Path driver = driverFile != null ? driverFile
                : config.toAbsolutePath().getParent().resolveSibling(DRIVER_NAME);
            final DriverSettings settings = Files.exists(driver) ? driver(driver) : null;
            validateStream(config, settings == null ? null : settings.streams(), plugins(homeOf(config)));
        } else if (isClientFile(config)) {
            validateClient(config);
        } else {
            driver(config);
        }
        print();
        return mistakes.isEmpty() ? OK : USAGE;
    }

    private Path config() throws ToolException {
        final String home = environment().getOrDefault(Place.HOME_VARIABLE, "");
        final Path config = named != null ? named : home.isBlank() ? Path.of(Place.DRIVER_FILE) : Path.of(home);
        if (!Files.exists(config)) {
            throw ToolException.usage(config + " does not exist");
        }
        return config;
    }

    private static boolean isClientFile(final Path config) throws ToolException {
        try {
            final String text = Files.readString(config, StandardCharsets.ISO_8859_1);
            return CLIENT_TABLE.matcher(text).find() && !DRIVER_TABLE.matcher(text).find();
        } catch (final IOException e) {
            throw ToolException.usage(config + " cannot be read: " + Shown.reason(e));
        }
    }

    private void validateHome(final Path home) {
        final Path driver = driverFile != null ? driverFile : home.resolve(Place.DRIVER_FILE);
        if (!Files.exists(driver)) {
            mistakes.add(driver + " is missing: a container's home has to have one");
            return;
        }
        final DriverSettings settings = driver(driver);
        final Path client = driver.resolveSibling("client.toml");
        if (settings != null && Files.exists(client)) {
            client(client, settings);
        }
        validateStreams(home.resolve("config/streams"), settings == null ? null : settings.streams(), plugins(home));
    }

    /** Home of a stream's file that lies in its config/streams/; null if it lies elsewhere. */
    private static Path homeOf(final Path streamFile) {
        final Path folder = streamFile.toAbsolutePath().normalize().getParent();
        return folder.endsWith("config/streams") ? folder.getParent().getParent() : null;
    }

    private PluginFolder plugins(final Path homeOrNull) {
        final Path deploy = homeOrNull == null ? null : homeOrNull.resolve("deploy");
        if (deploy == null || !Files.isDirectory(deploy)) {
            warnings.add("the settings of sources were not checked, since plugins tell them and there is no "
                + (deploy == null ? "home with a deploy/ around the file" : deploy.toString()));
            return null;
        }
        final PluginFolder plugins = new PluginFolder(deploy);
        mistakes.addAll(plugins.mistakes());
        warnings.addAll(plugins.warnings());
        return plugins;
    }

    private void validateStreams(
        final Path folder, final Map<String, StreamEntry> streams, final PluginFolder plugins) {
        final List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                entries.forEach(found::add);
            } catch (final IOException | DirectoryIteratorException e) {
                mistakes.add(folder + " cannot be read: " + Shown.reason(e));
            }
        }
        Collections.sort(found);
        final Map<String, Path> feeders = new HashMap<>();
        for (final Path file : found) {
            if (!file.toString().endsWith(StreamFileCheck.SUFFIX)) {
                warnings.add(file + " is passed over: only files named NAME.cfg are read");
                continue;
            }
            final StreamFileCheck check = validateStream(file, streams, plugins);
            final Path other = check.isEnabled() ? feeders.putIfAbsent(check.stream(), file) : null;
            if (other != null) {
                mistakes.add(file + ": stream " + Shown.text(check.stream()) + " is fed by " + other + " already; one"
                    + " of them has to name another stream or say enabled = false");
            }
        }
    }

    private StreamFileCheck validateStream(
        final Path file, final Map<String, StreamEntry> streams, final PluginFolder plugins) {
        files.add(file.toString());
        final StreamFileCheck check = new StreamFileCheck(file, streams, plugins);
        mistakes.addAll(check.mistakes());
        warnings.addAll(check.warnings());
        return check;
    }

    private void validateClient(final Path file) throws ToolException {
        final Path driver = driverFile != null ? driverFile : file.toAbsolutePath().resolveSibling(DRIVER_NAME);
        if (!Files.exists(driver)) {
            throw ToolException.usage("a clients' file is read with its driver's: name that by --config FILE");
        }
        final DriverSettings settings = driver(driver);
        if (settings != null) {
            client(file, settings);
        }
    }

    private DriverSettings driver(final Path file) {
        files.add(file.toString());
        try {
            final DriverSettings settings = DriverSettings.load(file, environment());
            warnings.addAll(settings.warnings());
            return settings;
        } catch (final SettingsFileException e) {
            mistakes.addAll(e.mistakes());
            return null;
        }
    }

    private void client(final Path file, final DriverSettings driver) {
        files.add(file.toString());
        try {
            warnings.addAll(ClientSettings.load(file, driver, environment()).warnings());
        } catch (final SettingsFileException e) {
            mistakes.addAll(e.mistakes());
        }
    }

    private void print() {
        if (json) {
            final Map<String, Object> all = new LinkedHashMap<>();
            all.put("files", files);
            all.put("mistakes", mistakes);
            all.put("warnings", warnings);
            out().println(Json.of(all));
            return;
        }
        mistakes.forEach(out()::println);
        warnings.forEach(warning -> out().println("warning: " + warning));
        if (mistakes.isEmpty()) {
            out().println("no mistakes in " + String.join(", ", files));
        }
    }
}
