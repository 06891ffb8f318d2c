package org.framedock.runtime;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A home for one demonstration: its own folder, media driver directory and region namespace, so that several can run at
 * once, and all of them removed on close. Main thread.
 */
final class DemoHome implements AutoCloseable {

    /** The one stream. */
    static final String STREAM = "cam1";

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    /** Pool strides are multiples of this (W-4). */
    private static final long SMALLEST_STRIDE_BYTES = 64;

    private static final long LARGEST_STRIDE_BYTES = 1L << 31;
    private static final int MOST_SLOTS = 64;
    private static final int FEWEST_SLOTS = 8;
    private static final long LARGEST_RING_BYTES = 256L << 20;

    private final Home home;
    private final Path aeronFolder;
    private final String namespace;

    private DemoHome(final Home home, final Path aeronFolder, final String namespace) {
        this.home = home;
        this.aeronFolder = aeronFolder;
        this.namespace = namespace;
    }

    /**
     * Makes the home and puts configuration and the source into it.
     *
     * @param distribution where the source comes from.
     * @param source what feeds the stream.
     * @return the home.
     * @throws UserError if there is no room or no permission for it.
     */
    static DemoHome make(final Distribution distribution, final DemoSource source) throws UserError {
        final String name = "framedock-demo-" + ProcessHandle.current().pid();
        final Path root;
        try {
            root = Files.createTempDirectory(name + "-").toAbsolutePath();
        } catch (final IOException e) {
            throw new UserError("no temporary folder for the demonstration in "
                    + System.getProperty("java.io.tmpdir") + ": " + Failures.rootCause(e), e);
        }
        final DemoHome demo = new DemoHome(
                new Home(root), SHARED_MEMORY.resolve(name + "-aeron"), "demo-" + ProcessHandle.current().pid());
        boolean made = false;
        try {
            demo.home.makeFolders();
            Files.writeString(demo.home.driverToml(), demo.driverToml(source.payloadBytes()));
            Files.writeString(demo.home.streams().resolve(STREAM + ".cfg"), source.settings());
            final Path jar = distribution.source(source.bundle());
            Files.copy(jar, demo.home.deploy().resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            made = true;
            return demo;
        } catch (final IOException e) {
            throw new UserError("the demonstration's folder " + root + " cannot be filled: "
                    + Failures.rootCause(e), e);
        } finally {
            if (!made) {
                demo.close();
            }
        }
    }

    /**
     * The home the container runs on.
     *
     * @return the home.
     */
    Home home() {
        return home;
    }

    /** Removes the folder, the media driver's directory and the region files. */
    @Override
    public void close() {
        remove(home.root());
        remove(aeronFolder);
        try (Stream<Path> folders = Files.list(SHARED_MEMORY)) {
            final List<Path> owners = folders
                    .filter(folder -> folder.getFileName().toString().startsWith("tensorpool-"))
                    .toList();
            for (final Path owner : owners) {
                remove(owner.resolve(namespace));
            }
        } catch (final IOException e) {
            System.err.println("framedock: " + SHARED_MEMORY + " cannot be cleaned: " + Failures.rootCause(e));
        }
    }

    /**
     * Chooses the stride of the pool.
     *
     * @param payloadBytes bytes per frame.
     * @return the smallest 64 times a power of two that holds them.
     */
    static long strideBytes(final long payloadBytes) {
        long stride = SMALLEST_STRIDE_BYTES;
        while (stride < payloadBytes && stride < LARGEST_STRIDE_BYTES) {
            stride <<= 1;
        }
        return stride;
    }

    private static int slots(final long strideBytes) {
        int slots = MOST_SLOTS;
        while (slots > FEWEST_SLOTS && slots * strideBytes > LARGEST_RING_BYTES) {
            slots >>= 1;
        }
        return slots;
    }

    private String driverToml(final long payloadBytes) {
        final long strideBytes = strideBytes(payloadBytes);
        return """
                [driver]
                instance_id = "%s"
                aeron_dir = "%s"

                [shm]
                base_dir = "%s"
                namespace = "%s"

                [policies]
                cleanup_shm_on_exit = true

                [profiles.camera]
                header_nslots = %d
                payload_pools = [{ pool_id = 1, stride_bytes = %d }]

                [streams.%s]
                stream_id = 1
                profile = "camera"
                """.formatted(
                namespace, aeronFolder, SHARED_MEMORY, namespace, slots(strideBytes), strideBytes, STREAM);
    }

    private static void remove(final Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes)
                        throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(final Path folder, final IOException failure)
                        throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (final IOException e) {
            System.err.println("framedock: " + root + " cannot be removed: " + Failures.rootCause(e));
        }
    }
}
