package org.framedock.runtime;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder this launcher runs from: lib/, bundles/, sources/, programs/, config/ and etc/. Read only; any thread.
 *
 * @param root the folder itself, absolute.
 */
record Distribution(Path root) {

    /** System property that names the folder where the launcher's own place does not tell. */
    static final String PROPERTY = "framedock.distribution";

    private static final int FIRST_JAVA_THAT_WARNS_OF_UNSAFE = 24;

    /**
     * Finds the distribution.
     *
     * @return the folder above the launcher's jar, or the one the property names.
     * @throws UserError if there are no bundles there.
     */
    static Distribution locate() throws UserError {
        final String named = System.getProperty(PROPERTY);
        final Path root = named != null ? Path.of(named).toAbsolutePath() : launcherJar().getParent().getParent();
        final Distribution distribution = new Distribution(root);
        if (!Files.isDirectory(distribution.bundles())) {
            throw new UserError(root + " is no distribution folder: it has no bundles/. Build it with the framedock"
                    + " script, or name one with -D" + PROPERTY + "=DIR");
        }
        return distribution;
    }

    /**
     * Tells where the launcher's code is.
     *
     * @return the jar, or the class folder in tests.
     */
    static Path launcherJar() {
        try {
            return Path.of(Distribution.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toAbsolutePath();
        } catch (final URISyntaxException e) {
            throw new IllegalStateException("the launcher's own location is no file", e);
        }
    }

    /**
     * Where the container's bundles lie.
     *
     * @return the folder.
     */
    Path bundles() {
        return root.resolve("bundles");
    }

    /**
     * Where configuration files lie that a new home is given.
     *
     * @return the folder; it may be missing.
     */
    Path config() {
        return root.resolve("config");
    }

    /**
     * Finds a source that ships.
     *
     * @param name the file name up to its version, as in {@code framedock-pattern}.
     * @return the jar.
     * @throws UserError if there is none.
     */
    Path source(final String name) throws UserError {
        final Path folder = root.resolve("sources");
        return jars(folder).stream()
                .filter(jar -> jar.getFileName().toString().startsWith(name + "-"))
                .findFirst()
                .orElseThrow(() -> new UserError(folder + " holds no " + name + "-VERSION.jar"));
    }

    /**
     * The command that starts another launcher with the same Java and the same flags.
     *
     * @return the words before the verb.
     */
    List<String> javaCommand() {
        final boolean newer = Runtime.version().feature() >= FIRST_JAVA_THAT_WARNS_OF_UNSAFE;
        final Path options = root.resolve(newer ? "etc/java24.options" : "etc/java.options");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + options,
                "-jar",
                jars(root.resolve("lib")).stream()
                        .filter(jar -> jar.getFileName().toString().startsWith("framedock-runtime-"))
                        .findFirst().map(Path::toString).orElse("lib" + File.separator + "framedock-runtime.jar"));
    }

    /**
     * Lists the jars of a folder.
     *
     * @param folder where to look.
     * @return the jars by name; none if the folder cannot be read.
     */
    static List<Path> jars(final Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar")).sorted().toList();
        } catch (final IOException e) {
            return List.of();
        }
    }
}
