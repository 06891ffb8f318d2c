package org.framedock.runtime;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * A container's home: deploy/, config/driver.toml, config/streams/ and data/. Made and filled where parts are missing,
 * never changed where they exist. Main thread.
 *
 * @param root the folder, absolute.
 */
record Home(Path root) {

    /** The first of these that ships becomes a fresh home's driver.toml. */
    private static final List<String> SHIPPED_DRIVER_TOML = List.of("driver.toml", "driver_integration_example.toml");

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /**
     * Chooses the home of the run verb.
     *
     * @param named what the command line says, or null.
     * @return that folder, else {@code $FRAMEDOCK_HOME}, else {@code ~/.framedock}.
     */
    static Home choose(final Path named) {
        final String fromEnvironment = System.getenv("FRAMEDOCK_HOME");
        final Path chosen;
        if (named != null) {
            chosen = named;
        } else if (fromEnvironment != null && !fromEnvironment.isBlank()) {
            chosen = Path.of(fromEnvironment);
        } else {
            chosen = Path.of(System.getProperty("user.home"), ".framedock");
        }
        return new Home(chosen.toAbsolutePath().normalize());
    }

    /**
     * Where jars are dropped.
     *
     * @return the folder.
     */
    Path deploy() {
        return root.resolve("deploy");
    }

    /**
     * The driver's configuration.
     *
     * @return the file.
     */
    Path driverToml() {
        return root.resolve("config/driver.toml");
    }

    /**
     * Where the streams are configured.
     *
     * @return the folder.
     */
    Path streams() {
        return root.resolve("config/streams");
    }

    /**
     * What the container keeps for itself.
     *
     * @return the folder.
     */
    Path data() {
        return root.resolve("data");
    }

    /**
     * Makes the folders that are missing. Only the owner may enter deploy/, since a jar in it is run, and data/.
     *
     * @throws UserError if the place cannot be made or written.
     */
    void makeFolders() throws UserError {
        try {
            Files.createDirectories(streams());
            for (final Path folder : List.of(deploy(), data())) {
                if (!Files.isDirectory(folder)) {
                    Files.createDirectory(folder, OWNER_ONLY);
                }
            }
        } catch (final AccessDeniedException e) {
            throw new UserError("home " + root + ": no permission to write " + e.getFile()
                    + "; choose another with --home DIR", e);
        } catch (final FileAlreadyExistsException e) {
            throw new UserError("home " + root + ": " + e.getFile() + " exists and is no folder", e);
        } catch (final IOException e) {
            throw new UserError("home " + root + ": " + Failures.rootCause(e), e);
        }
    }

    /**
     * Gives a home without a driver configuration the one that ships, with its streams. A distribution that ships none
     * leaves it to the driver to say what it misses.
     *
     * @param distribution where the files come from.
     * @throws UserError if they cannot be copied.
     */
    void fillIfFresh(final Distribution distribution) throws UserError {
        if (Files.exists(driverToml())) {
            return;
        }
        try {
            for (final String name : SHIPPED_DRIVER_TOML) {
                final Path shipped = distribution.config().resolve(name);
                if (Files.isRegularFile(shipped)) {
                    Files.copy(shipped, driverToml());
                    break;
                }
            }
            final Path shippedStreams = distribution.config().resolve("streams");
            if (Files.isDirectory(shippedStreams)) {
                copyMissing(shippedStreams);
            }
        } catch (final IOException e) {
            throw new UserError("home " + root + ": " + Failures.rootCause(e), e);
        }
    }

    private void copyMissing(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path file : files.filter(each -> each.toString().endsWith(".cfg")).toList()) {
                final Path copy = streams().resolve(file.getFileName());
                if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
