package org.framedock.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * The stream of a tour, handled as its operator does: by its file and by jars in deploy/, and looked at by the dock's
 * service. The dock's classes are not the launcher's: it is asked by the names of its methods. Main thread.
 */
final class TourStream {

    private static final String DOCK = "org.framedock.dock.Dock";

    private final BundleContext context;
    private final Home home;

    /**
     * What the dock says of the stream.
     *
     * @param state name of its state.
     * @param text  what its source says, or what is wrong.
     */
    record Seen(String state, String text) {
    }

    /**
     * The stream of a container.
     *
     * @param context of the framework.
     * @param home    with its file and deploy/.
     */
    TourStream(final BundleContext context, final Home home) {
        this.context = context;
        this.home = home;
    }

    /**
     * Writes the stream's file, as a whole.
     *
     * @param settings the file's text.
     * @throws UserError if it cannot be written.
     */
    void configure(final String settings) throws UserError {
        final Path file = home.streams().resolve(DemoHome.STREAM + ".cfg");
        try {
            final Path part = Files.writeString(home.root().resolve(DemoHome.STREAM + ".part"), settings);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            throw new UserError(file + " cannot be written: " + Failures.rootCause(e), e);
        }
    }

    /**
     * Drops a jar into deploy/.
     *
     * @param jar of a plugin.
     * @throws UserError if it cannot be copied.
     */
    void deploy(final Path jar) throws UserError {
        deploy(jar, null);
    }

    /**
     * Drops a jar into deploy/ that is the same but for its version.
     *
     * @param jar     of a plugin.
     * @param version of the bundle, null for the jar's own.
     * @throws UserError if it cannot be written.
     */
    void deploy(final Path jar, final String version) throws UserError {
        final Path deployed = home.deploy().resolve(jar.getFileName());
        final Path part = deployed.resolveSibling(jar.getFileName() + ".part");
        try {
            if (version == null) {
                Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
            } else {
                copyAs(version, jar, part);
            }
            Files.move(part, deployed, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            throw new UserError(deployed + " cannot be written: " + Failures.rootCause(e), e);
        }
    }

    private static void copyAs(final String version, final Path original, final Path copy) throws IOException {
        try (JarFile jar = new JarFile(original.toFile())) {
            final Manifest manifest = jar.getManifest();
            manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, version);
            try (OutputStream file = Files.newOutputStream(copy);
                    JarOutputStream out = new JarOutputStream(file, manifest)) {
                for (final ZipEntry entry : jar.stream().toList()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new ZipEntry(entry.getName()));
                        out.write(jar.getInputStream(entry).readAllBytes());
                    }
                }
            }
        }
    }

    /**
     * Takes a jar out of deploy/.
     *
     * @param jar that was dropped.
     * @throws UserError if it cannot be removed.
     */
    void undeploy(final Path jar) throws UserError {
        try {
            Files.delete(home.deploy().resolve(jar.getFileName()));
        } catch (final IOException e) {
            throw new UserError(jar.getFileName() + " cannot be removed: " + Failures.rootCause(e), e);
        }
    }

    /**
     * Whether a version of a bundle runs.
     *
     * @param symbolicName of the bundle.
     * @param version      that is asked for.
     * @return true if that one is active.
     */
    boolean isActive(final String symbolicName, final String version) {
        return Arrays.stream(context.getBundles()).anyMatch(bundle -> bundle.getState() == Bundle.ACTIVE
                && symbolicName.equals(bundle.getSymbolicName()) && bundle.getVersion().toString().equals(version));
    }

    /**
     * What the dock says of the stream now.
     *
     * @return its state; one that no stream has while the dock does not know it yet.
     */
    Seen seen() {
        final ServiceReference<?> reference = dock();
        final Object dock = reference == null ? null : context.getService(reference);
        if (dock == null) {
            return new Seen("ABSENT", "the dock has not started");
        }
        try {
            final List<?> streams = (List<?>) ask(dock, "streams");
            for (final Object stream : streams) {
                if (DemoHome.STREAM.equals(ask(stream, "name"))) {
                    return new Seen(ask(stream, "state").toString(), ask(stream, "text").toString());
                }
            }
            return new Seen("ABSENT", "the stream is not configured");
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("the dock of this distribution has other methods", e);
        } finally {
            context.ungetService(reference);
        }
    }

    /** All, since the launcher's own class path may have a class of that name, to which the service does not belong. */
    private ServiceReference<?> dock() {
        try {
            final ServiceReference<?>[] docks = context.getAllServiceReferences(DOCK, null);
            return docks == null ? null : docks[0];
        } catch (final InvalidSyntaxException e) {
            throw new IllegalStateException("no filter is wrong", e);
        }
    }

    private static Object ask(final Object target, final String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }
}
