package org.framedock.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

@DisplayName("The container")
class ContainerIT {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("starts every bundle of the distribution on a fresh home and gives the home back")
    void shouldStartEveryBundle() throws Exception {
        final Distribution distribution = Distribution.locate();
        try (DemoHome demo = DemoHome.make(distribution, DemoSource.pattern(10, 64))) {
            final Home home = demo.home();
            try (Container container = Container.start(distribution, home, false)) {
                final List<String> notActive = Arrays.stream(container.context().getBundles())
                        .filter(bundle -> bundle.getLocation().contains("/bundles/"))
                        .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                        .map(Bundle::getSymbolicName)
                        .toList();
                assertEquals(List.of(), notActive);
                assertEquals(home.root().toString(), container.context().getProperty(Container.HOME_PROPERTY));
                assertEquals("rwx------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(home.deploy())));
                final UserError refused =
                        assertThrows(UserError.class, () -> Container.start(distribution, home, false));
                assertTrue(refused.getMessage().contains("pid " + ProcessHandle.current().pid()),
                        refused.getMessage());
            }
            try (Container again = Container.start(distribution, home, false)) {
                assertTrue(again.context().getBundles().length > 1);
            }
        }
    }

    @Test
    @DisplayName("names the bundle and the package it misses, and leaves nothing running")
    void shouldNameWhatABundleMisses() throws Exception {
        final Distribution broken = new Distribution(folder.resolve("broken"));
        Files.createDirectories(broken.bundles());
        writeBundle(broken.bundles().resolve("needy-1.0.0.jar"), "needy", "org.nowhere");
        final Home home = new Home(folder.resolve("home"));
        home.makeFolders();
        final UserError refused = assertThrows(UserError.class, () -> Container.start(broken, home, false));
        assertTrue(refused.getMessage().contains("needy"), refused.getMessage());
        assertTrue(refused.getMessage().contains("org.nowhere"), refused.getMessage());
        assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
        HomeLock.take(home).close();
    }

    @Test
    @DisplayName("leaves an operator's configuration as it is")
    void shouldKeepAnOperatorsConfiguration() throws Exception {
        final Home home = new Home(folder.resolve("home"));
        home.makeFolders();
        Files.writeString(home.driverToml(), "# mine\n");
        home.fillIfFresh(Distribution.locate());
        assertEquals("# mine\n", Files.readString(home.driverToml()));
        try (Stream<Path> streams = Files.list(home.streams())) {
            assertEquals(0, streams.count());
        }
    }

    private static void writeBundle(final Path jar, final String name, final String imports) throws IOException {
        final Manifest manifest = new Manifest();
        final Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.putValue(Constants.IMPORT_PACKAGE, imports);
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }
}
