package org.framedock.deploy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.framedock.deploy.DeployStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The bundle as it ships, under Declarative Services. */
class DeployBundleTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("the bundle's manifest and component work: a jar and a stream file are taken at the first scan")
    void shouldWorkAsABundle() throws Exception {
        try (TestContainer container = new TestContainer(folder)) {
            Files.createDirectories(container.deploy);
            Files.createDirectories(container.streams);
            BundleJar.of("probe.a", "1.0.0").moveTo(container.deploy.resolve("a.jar"));
            Files.writeString(container.streams.resolve("cam1.cfg"), "source = pattern\n");

            container.install(org.osgi.util.function.Function.class);
            container.install(org.osgi.util.promise.Promise.class);
            container.install(org.osgi.service.component.ComponentContext.class);
            container.install(org.apache.felix.scr.impl.Activator.class).start();
            final Bundle deploy = container.context().installBundle(deployBundle().toUri().toString());
            deploy.start();

            container.awaitRunning("probe.a", "1.0.0");
            Await.until(() -> status(container), () -> status(container).equals(
                "deploy/a.jar probe.a 1.0.0 ACTIVE, config/streams/cam1.cfg org.framedock.stream~cam1  ACTIVE"));

            deploy.stop();
            assertEquals("1.0.0", TestContainer.running("probe.a"), "deactivation leaves bundles alone");
            assertEquals("", status(container));
        }
    }

    /** The bundle from the classes and the manifest of this build. */
    private Path deployBundle() throws Exception {
        final Path classes = Path.of(DeployStatus.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        final Path jar = folder.resolve("deploy-bundle.jar");
        final Manifest manifest;
        try (InputStream in = Files.newInputStream(classes.resolve("META-INF/MANIFEST.MF"))) {
            manifest = new Manifest(in);
        }
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(out, manifest);
            Stream<Path> files = Files.walk(classes)) {
            for (final Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                final String name = classes.relativize(file).toString();
                if (!name.startsWith("META-INF")) {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(file, zip);
                }
            }
        }
        return jar;
    }

    /** The files as the service tells them; empty without the service. Reads the bundle's own types by reflection. */
    private static String status(final TestContainer container) {
        try {
            final ServiceReference<?>[] references =
                container.context().getAllServiceReferences(DeployStatus.class.getName(), null);
            if (references == null) {
                return "";
            }
            final Object service = container.context().getService(references[0]);
            final Class<?> type = service.getClass().getClassLoader().loadClass(DeployStatus.class.getName());
            return ((List<?>)type.getMethod("files").invoke(service)).stream()
                .map(DeployBundleTest::line).collect(Collectors.joining(", "));
        } catch (final ReflectiveOperationException | InvalidSyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String line(final Object file) {
        try {
            final StringBuilder line = new StringBuilder();
            for (final String part : new String[] {"fileName", "symbolicName", "version", "state"}) {
                line.append(line.length() == 0 ? "" : " ").append(file.getClass().getMethod(part).invoke(file));
            }
            return line.toString();
        } catch (final ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
