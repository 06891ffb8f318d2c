package org.framedock.deploy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.framedock.deploy.DeployedFile;
import org.framedock.deploy.DeployedFile.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedJarsTest {

    @TempDir
    private Path folder;
    private TestContainer container;

    @BeforeEach
    void start() throws Exception {
        container = new TestContainer(folder).watch();
    }

    @AfterEach
    void stop() throws Exception {
        container.close();
    }

    @Test
    @DisplayName("broken jars are refused with one line each, and the next content of the file is tried")
    void shouldRefuseBrokenJars() throws Exception {
        final byte[] good = BundleJar.of("probe.a", "1.0.0").bytes();
        drop("text.jar", "not a jar".getBytes());
        drop("empty.jar", new byte[0]);
        drop("short.jar", Arrays.copyOf(good, good.length / 2));
        final byte[] damaged = good.clone();
        for (int i = damaged.length / 3; i < damaged.length / 3 + 40; i++) {
            damaged[i] ^= 0x55;
        }
        drop("damaged.jar", damaged);
        for (final String name : new String[] {"text.jar", "empty.jar", "short.jar", "damaged.jar"}) {
            container.await("deploy/" + name, State.REFUSED, "accepted is a whole jar file");
            assertEquals(1, container.logged("deploy/" + name + " refused: it is not a jar, or is cut short").size());
        }
        drop("short.jar", good);
        container.awaitRunning("probe.a", "1.0.0");
        container.await("deploy/short.jar", State.ACTIVE);
    }

    @Test
    @DisplayName("jars that are no bundle of their own are refused with what their manifest lacks")
    void shouldRefuseWhatIsNoBundle() throws Exception {
        drop("bare.jar", BundleJar.of("probe.a", "1").bytes(false));
        drop("plain.jar", BundleJar.of("probe.a", "1").header("Bundle-SymbolicName", null).bytes());
        drop("old.jar", BundleJar.of("probe.a", "1").header("Bundle-ManifestVersion", null).bytes());
        drop("version.jar", BundleJar.of("probe.a", "one").bytes());
        drop("range.jar", BundleJar.of("probe.a", "1").header("Import-Package", "a.b;version=\"[2,x)\"").bytes());
        drop("fragment.jar", BundleJar.of("probe.a", "1").header("Fragment-Host", "org.framedock.dock").bytes());
        container.await("deploy/bare.jar", State.REFUSED, "no META-INF/MANIFEST.MF; accepted is");
        container.await("deploy/plain.jar", State.REFUSED, "no Bundle-SymbolicName; accepted is");
        container.await("deploy/old.jar", State.REFUSED, "Bundle-ManifestVersion is missing; accepted is 2");
        container.await("deploy/version.jar", State.REFUSED, "Bundle-Version is 'one'; accepted is");
        container.await("deploy/range.jar", State.REFUSED, "[2,x)");
        container.await("deploy/fragment.jar", State.REFUSED, "a fragment of org.framedock.dock; accepted is");
        assertEquals(2, container.context().getBundles().length, "only the framework and the Configuration Admin");
    }

    @Test
    @DisplayName("a file that cannot be read is refused")
    void shouldRefuseWhatCannotBeRead() throws Exception {
        Files.createDirectory(container.deploy.resolve("folder.jar"));
        Files.createSymbolicLink(container.deploy.resolve("link.jar"), container.home.resolve("absent.jar"));
        container.await("deploy/folder.jar", State.REFUSED, "it cannot be read: it is not an ordinary file");
        container.await("deploy/link.jar", State.REFUSED, "it cannot be read: it does not exist");
    }

    @Test
    @DisplayName("a missing import is named with its version range, and satisfied by a jar that comes later")
    void shouldTryAgainWhenAnImportAppears() throws Exception {
        drop("needs.jar", BundleJar.of("probe.needs", "1.0.0")
            .header("Import-Package", "org.osgi.framework,org.example.api;version=\"[1.2,2)\"").bytes());
        container.await("deploy/needs.jar", State.REFUSED,
            "it needs package org.example.api in version [1.2,2), which no bundle exports");
        drop("api1.jar", BundleJar.of("probe.api1", "1.0.0")
            .header("Export-Package", "org.example.api;version=1.0").bytes());
        container.await("deploy/needs.jar", State.REFUSED,
            "it needs package org.example.api in version [1.2,2), which is exported only in version 1.0.0");
        drop("api2.jar", BundleJar.of("probe.api2", "1.0.0")
            .header("Export-Package", "org.example.api;version=1.2").bytes());
        container.awaitRunning("probe.needs", "1.0.0");
        assertEquals("", container.await("deploy/needs.jar", State.ACTIVE).reason());

        Files.delete(container.deploy.resolve("api2.jar"));
        container.awaitRunning("probe.api2", null);
        container.awaitScan();
        assertEquals("1.0.0", TestContainer.running("probe.needs"), "deploy/ stops no other bundle");
    }

    @Test
    @DisplayName("two jars that import from each other start")
    void shouldStartJarsThatNeedEachOther() throws Exception {
        drop("a.jar", BundleJar.of("probe.a", "1.0.0").header("Export-Package", "org.example.a")
            .header("Import-Package", "org.osgi.framework,org.example.b").bytes());
        container.await("deploy/a.jar", State.REFUSED, "org.example.b");
        drop("b.jar", BundleJar.of("probe.b", "1.0.0").header("Export-Package", "org.example.b")
            .header("Import-Package", "org.osgi.framework,org.example.a").bytes());
        container.await("deploy/a.jar", State.ACTIVE);
        container.await("deploy/b.jar", State.ACTIVE);
    }

    @Test
    @DisplayName("what a provider misses itself is named, too")
    void shouldNameWhatTheProviderMisses() throws Exception {
        drop("a.jar", BundleJar.of("probe.a", "1.0.0").header("Export-Package", "org.example.a")
            .header("Import-Package", "org.osgi.framework,org.example.deep;version=\"3\"").bytes());
        drop("b.jar", BundleJar.of("probe.b", "1.0.0")
            .header("Import-Package", "org.osgi.framework,org.example.a").bytes());
        final DeployedFile file = container.await("deploy/b.jar", State.REFUSED, "org.example.deep");
        assertTrue(file.reason().startsWith("it cannot be resolved: probe.a"), file.reason());
        drop("c.jar", BundleJar.of("probe.c", "1.0.0").header("Export-Package", "org.example.deep;version=3").bytes());
        container.await("deploy/a.jar", State.ACTIVE);
        container.await("deploy/b.jar", State.ACTIVE);
    }

    @Test
    @DisplayName("a jar that throws at start is refused with its cause, once, until its file changes")
    void shouldRefuseWhatThrowsAtStart() throws Exception {
        drop("a.jar", BundleJar.of("probe.a", "1.0.0").header("Probe", "throws").bytes());
        final DeployedFile file = container.await("deploy/a.jar", State.REFUSED);
        assertEquals("it throws at start: java.lang.IllegalStateException: no camera found; it is tried again when the"
            + " file changes", file.reason());
        drop("other.jar", BundleJar.of("probe.other", "1.0.0").bytes());
        container.await("deploy/other.jar", State.ACTIVE);
        container.awaitScan();
        assertEquals(1, TestContainer.starts("probe.a"));
        assertTrue(container.bundles("probe.a").isEmpty(), "a refused jar leaves nothing in the framework");
        assertEquals(1, container.logged("deploy/a.jar refused:").size());
        drop("a.jar", BundleJar.of("probe.a", "1.0.0").bytes());
        container.await("deploy/a.jar", State.ACTIVE);
    }

    @Test
    @DisplayName("an activator that is not there, and a Java that is too new, are named")
    void shouldRefuseWhatCannotRunHere() throws Exception {
        drop("activator.jar", BundleJar.of("probe.x", "1").header("Bundle-Activator", "org.example.Absent").bytes());
        drop("java.jar", BundleJar.of("probe.java", "1")
            .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"").bytes());
        drop("bree.jar", BundleJar.of("probe.bree", "1")
            .header("Bundle-RequiredExecutionEnvironment", "JavaSE-98").bytes());
        drop("fine.jar", BundleJar.of("probe.fine", "1.0.0")
            .header("Bundle-RequiredExecutionEnvironment", "J2SE-1.5, JavaSE-1.8")
            .header("Import-Package", "org.osgi.framework;version=\"[1.5,2)\",a.b;resolution:=optional").bytes());
        final String running = ", and the container runs on Java " + Runtime.version().feature();
        container.await("deploy/activator.jar", State.REFUSED, "neither holds nor imports: org.example.Absent");
        container.await("deploy/java.jar", State.REFUSED, "it needs Java 99" + running);
        container.await("deploy/bree.jar", State.REFUSED, "it needs Java 98" + running);
        container.await("deploy/fine.jar", State.ACTIVE);
    }

    @Test
    @DisplayName("a symbolic name of the container's own bundles is protected")
    void shouldProtectTheContainersNames() throws Exception {
        drop("cm.jar", BundleJar.of("org.apache.felix.configadmin", "99.0.0").bytes());
        drop("fw.jar", BundleJar.of("org.apache.felix.framework", "99.0.0").bytes());
        container.await("deploy/cm.jar", State.REFUSED,
            "the name org.apache.felix.configadmin belongs to the container's own bundle 1, version 1.9.26;");
        container.await("deploy/fw.jar", State.REFUSED, "belongs to the container's own bundle 0");
        assertEquals(1, container.bundles("org.apache.felix.configadmin").size());
    }

    private void drop(final String name, final byte[] bytes) throws IOException {
        Files.write(container.deploy.resolve(name), bytes);
    }
}
