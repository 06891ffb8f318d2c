package org.framedock.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What one test has to itself: a folder, a namespace, a media driver's directory. Closing it removes them all. */
final class Scene implements AutoCloseable {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String name = "fd-test-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
    private final Path folder;

    Scene() {
        try {
            folder = Files.createTempDirectory(name);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    Path folder() {
        return folder;
    }

    Path aeronDirectory() {
        return Path.of("/dev/shm/aeron-" + name);
    }

    /** Makes a configuration's {@code ${USER}} and its namespace those of this scene. */
    Map<String, String> environment() {
        return Map.of("USER", name, "SHM_NAMESPACE", name);
    }

    Path write(final String file, final String text) {
        try {
            final Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            return Files.writeString(path, text, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path regions() {
        return Path.of("/dev/shm/tensorpool-" + System.getProperty("user.name"), name);
    }

    @Override
    public void close() {
        remove(folder);
        remove(aeronDirectory());
        // Of a container with the shipped driver.toml that had to be killed.
        remove(Path.of("/dev/shm/aeron-framedock-" + name));
        remove(regions());
    }

    private static void remove(final Path tree) {
        if (Files.notExists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
