package org.framedock.camera.bgapi2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

import org.apache.felix.framework.FrameworkFactory;
import org.framedock.source.FrameSource;
import org.framedock.source.FrameSourceFactory;
import org.framedock.source.MemorySlots;
import org.framedock.source.RecordingContext;
import org.framedock.source.SourceSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

@DisplayName("The bundles")
class BundleIT {

    private static final File ADAPTER = new File(System.getProperty("framedock.test.bundle"));
    private static final File LIBRARY = new File(System.getProperty("framedock.test.library.bundle"));
    private static final int CYCLES = 50;
    private static final List<String> JNR = List.of("jnr.ffi", "jnr.ffi.mapper", "jnr.ffi.provider",
        "jnr.ffi.provider.converters", "jnr.ffi.provider.jffi", "jnr.ffi.util");
    private static final String HOST_PACKAGES = "org.framedock.source;version=1.3.0,"
        + "org.framedock.source.device;version=1.0.0,"
        + "org.agrona;version=2.4.1,"
        + "org.slf4j;version=2.0.20,com.kenai.jffi;version=1.4.7,"
        + JNR.stream().map(name -> name + ";version=2.3.7").collect(Collectors.joining(","));

    @Test
    @DisplayName("the source imports the SPI and its library and nothing else of Framedock, and nothing native")
    void shouldKeepWallsOfAdapter() throws Exception {
        final Attributes manifest = manifest(ADAPTER);
        assertEquals("org.framedock.camera.bgapi2", manifest.getValue(Constants.BUNDLE_SYMBOLICNAME));
        assertFalse(manifest.containsKey(new Attributes.Name(Constants.EXPORT_PACKAGE)));
        final List<String> packages = imports(manifest);
        assertEquals(List.of("org.framedock.camera.bgapi2.library", "org.framedock.source",
            "org.framedock.source.device"),
            packages.stream().filter(name -> name.startsWith("org.framedock")).sorted().toList());
        assertTrue(packages.stream().noneMatch(name -> name.startsWith("jnr") || name.startsWith("com.kenai")),
            packages.toString());
    }

    @Test
    @DisplayName("the library's bundle exports one package, imports all that jnr-ffi needs and nothing of Framedock")
    void shouldKeepWallsOfLibrary() throws Exception {
        final Attributes manifest = manifest(LIBRARY);
        assertEquals("org.framedock.camera.bgapi2.library", manifest.getValue(Constants.BUNDLE_SYMBOLICNAME));
        assertTrue(manifest.getValue(Constants.EXPORT_PACKAGE)
            .startsWith("org.framedock.camera.bgapi2.library;version=\"1.0.0\""));
        final List<String> packages = imports(manifest);
        assertTrue(packages.stream().noneMatch(name -> name.startsWith("org.framedock")), packages.toString());
        assertTrue(packages.containsAll(JNR) && packages.contains("com.kenai.jffi"), packages.toString());
    }

    @Test
    @DisplayName("the source can be replaced 50 times, a camera used each time, and leaves no class loader behind")
    void shouldReloadWithoutLeak(@TempDir final Path cache) throws Exception {
        Simulator.assumeBuilt();
        final Framework framework = new FrameworkFactory().newFramework(Map.of(
            Constants.FRAMEWORK_STORAGE, cache.toString(),
            Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, HOST_PACKAGES,
            Bgapi2SourceFactory.LIBRARY_PROPERTY, Simulator.PATH,
            Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
            "osgi.extender;osgi.extender=osgi.component;version:Version=1.5"));
        final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        framework.start();
        try {
            framework.getBundleContext().installBundle(LIBRARY.toURI().toString()).start();
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                loaders.add(useOnce(framework));
                assertEquals(0, Simulator.functions().bgapi2simOpenHandles(), "cycle " + cycle);
            }
            Simulator.await("all class loaders are gone", 60, () -> {
                System.gc();
                return loaders.stream().allMatch(loader -> loader.get() == null);
            });
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
        Simulator.await("no thread is left", 60, () -> Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().startsWith("bgapi2-")));
    }

    private static WeakReference<ClassLoader> useOnce(final Framework framework) throws Exception {
        final Bundle bundle = framework.getBundleContext().installBundle(ADAPTER.toURI().toString());
        bundle.start();
        final FrameSourceFactory factory = (FrameSourceFactory)bundle.loadClass(Bgapi2SourceFactory.class.getName())
            .getConstructor(BundleContext.class).newInstance(bundle.getBundleContext());
        final MemorySlots slots = new MemorySlots(16, 8, 64 * 32);
        final FrameSource source = factory.create(new SourceSettings(Map.of("device", "SIM0001", "width", "64",
            "height", "32", "exposure_time", "100")));
        source.start(new RecordingContext(slots));
        try {
            Simulator.await("3 frames", 60, () -> {
                source.poll();
                return slots.published() >= 3;
            });
        } finally {
            source.stop();
        }
        bundle.stop();
        bundle.uninstall();
        return new WeakReference<>(factory.getClass().getClassLoader());
    }

    private static Attributes manifest(final File jar) throws Exception {
        try (JarFile file = new JarFile(jar)) {
            return file.getManifest().getMainAttributes();
        }
    }

    private static List<String> imports(final Attributes manifest) {
        return Arrays.stream(manifest.getValue(Constants.IMPORT_PACKAGE).replaceAll("\"[^\"]*\"", "").split(","))
            .map(clause -> clause.split(";")[0]).toList();
    }
}
