package org.framedock.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

@DisplayName("The wrapped bundles in a plain Felix")
class WrappedBundlesIT {

    private static final Path BUNDLES = Path.of(System.getProperty("framedock.distribution"), "bundles");

    @TempDir
    private Path folder;

    private Framework framework;

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        if (framework != null) {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    @Test
    @DisplayName("a bundle writes direct memory by Agrona and sends itself a message over Aeron IPC")
    void shouldCarryAMessage() throws Exception {
        boot("jdk.internal.misc");
        framework.getBundleContext().installBundle(wrapped("framedock-aeron"));
        assertEquals("received what was sent", callProbe(AeronProbe.class,
                "io.aeron,io.aeron.driver,io.aeron.logbuffer,org.agrona,org.agrona.concurrent"));
    }

    @Test
    @DisplayName("a bundle calls getpid and the six arguments of mmap by jnr-ffi")
    void shouldCallC() throws Exception {
        boot("jdk.internal.misc");
        framework.getBundleContext().installBundle(wrapped("framedock-jnr"));
        assertEquals("mapped, written, read, unmapped", callProbe(JnrProbe.class,
                "jnr.ffi,jnr.ffi.types,jnr.ffi.annotations,jnr.ffi.provider,jnr.ffi.provider.jffi,"
                        + "jnr.ffi.provider.converters,jnr.ffi.mapper,jnr.ffi.util,com.kenai.jffi"));
    }

    @Test
    @DisplayName("the thread of jnr-ffi is not of the plugin whose native call is the first")
    void shouldStartNoThreadForPlugin() throws Exception {
        boot("jdk.internal.misc");
        framework.getBundleContext().installBundle(wrapped("framedock-jnr")).start();
        assertEquals("threads left: []", callProbe(JnrThreadProbe.class, "jnr.ffi"));
    }

    @Test
    @DisplayName("a framework without jdk.internal.misc is told so when the Aeron bundle resolves")
    void shouldFailAtResolve() throws Exception {
        boot("");
        final Bundle aeron = framework.getBundleContext().installBundle(wrapped("framedock-aeron"));
        final BundleException failure = assertThrows(BundleException.class, aeron::start);
        assertEquals(BundleException.RESOLVE_ERROR, failure.getType());
        assertTrue(failure.getMessage().contains("jdk.internal.misc"), failure.getMessage());
    }

    private void boot(final String extraPackages) throws BundleException {
        final Map<String, String> configuration = new HashMap<>();
        configuration.put(Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString());
        configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, extraPackages);
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(configuration);
        framework.start();
    }

    private static String wrapped(final String name) throws IOException {
        try (Stream<Path> jars = Files.list(BUNDLES)) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(name + "-"))
                    .findFirst().orElseThrow().toUri().toString();
        }
    }

    private String callProbe(final Class<?> probe, final String imports) throws Exception {
        final Path jar = folder.resolve(probe.getSimpleName() + ".jar");
        final Manifest manifest = new Manifest();
        final Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, probe.getName());
        headers.putValue(Constants.BUNDLE_ACTIVATOR, ProbeActivator.class.getName());
        headers.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework," + imports);
        headers.putValue(ProbeActivator.PROBE_HEADER, probe.getName());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            add(out, ProbeActivator.class);
            add(out, probe);
            for (final Class<?> inner : probe.getDeclaredClasses()) {
                add(out, inner);
            }
        }
        final Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
        bundle.start();
        final Object service = framework.getBundleContext().getService(bundle.getRegisteredServices()[0]);
        return (String) ((Callable<?>) service).call();
    }

    private static void add(final JarOutputStream out, final Class<?> type) throws IOException {
        final String entry = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(entry));
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(entry)) {
            bytes.transferTo(out);
        }
        out.closeEntry();
    }
}
