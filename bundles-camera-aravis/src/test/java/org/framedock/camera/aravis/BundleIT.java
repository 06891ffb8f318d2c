package org.framedock.camera.aravis;

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
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

@DisplayName("The bundle")
class BundleIT {

    private static final File JAR = new File(System.getProperty("framedock.test.bundle"));
    private static final int CYCLES = 50;
    private static final String HOST_PACKAGES = "org.framedock.source;version=1.3.0,"
        + "org.framedock.source.device;version=1.0.0,"
        + "org.slf4j;version=2.0.20,"
        + "com.kenai.jffi;version=1.4.7," + List.of("jnr.ffi", "jnr.ffi.mapper", "jnr.ffi.provider",
            "jnr.ffi.provider.converters", "jnr.ffi.provider.jffi", "jnr.ffi.util").stream()
        .map(name -> name + ";version=2.3.7").collect(Collectors.joining(","));

    @Test
    @DisplayName("imports the source SPI and nothing else of Framedock, all that jnr-ffi needs, and exports nothing")
    void shouldKeepWalls() throws Exception {
        try (JarFile jar = new JarFile(JAR)) {
            final var manifest = jar.getManifest().getMainAttributes();
            assertEquals("org.framedock.camera.aravis", manifest.getValue(Constants.BUNDLE_SYMBOLICNAME));
            assertFalse(manifest.containsKey(Constants.EXPORT_PACKAGE));
            final String imports = manifest.getValue(Constants.IMPORT_PACKAGE);
            final List<String> packages = Arrays.stream(imports.replaceAll("\"[^\"]*\"", "").split(","))
                .map(clause -> clause.split(";")[0]).toList();
            assertEquals(List.of("org.framedock.source", "org.framedock.source.device"),
                packages.stream().filter(name -> name.startsWith("org.framedock")).toList());
            assertTrue(packages.containsAll(List.of("jnr.ffi", "jnr.ffi.mapper", "jnr.ffi.provider",
                "jnr.ffi.provider.converters", "jnr.ffi.provider.jffi", "jnr.ffi.util", "com.kenai.jffi")), imports);
            assertTrue(imports.contains("org.framedock.source;version=\"[1.3,2)\""), imports);
        }
    }

    @Test
    @DisplayName("can be replaced 50 times while a camera is used each time, and leaves no class loader behind")
    void shouldReloadWithoutLeak(@TempDir final Path cache) throws Exception {
        FakeCamera.assumeInstalled();
        final Framework framework = new FrameworkFactory().newFramework(Map.of(
            Constants.FRAMEWORK_STORAGE, cache.toString(),
            Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, HOST_PACKAGES,
            Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
            "osgi.extender;osgi.extender=osgi.component;version:Version=1.5"));
        final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        framework.start();
        try (FakeCamera camera = FakeCamera.start("RL01")) {
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                loaders.add(useOnce(framework, camera));
            }
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
        FakeCamera.await("all class loaders are gone", 30, () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        });
    }

    private static WeakReference<ClassLoader> useOnce(final Framework framework, final FakeCamera camera)
        throws Exception {
        final Bundle bundle = framework.getBundleContext().installBundle(JAR.toURI().toString());
        bundle.start();
        final FrameSourceFactory factory = (FrameSourceFactory)bundle
            .loadClass(AravisSourceFactory.class.getName()).getConstructor().newInstance();
        final MemorySlots slots = new MemorySlots(16, 8, 64 * 64);
        final FrameSource source = factory.create(new SourceSettings(Map.of("device", "127.0.0.1", "width", "64",
            "height", "64", "frame_rate", "500")));
        source.start(new RecordingContext(slots));
        try {
            FakeCamera.await("3 frames of " + camera.deviceId(), 30, () -> {
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
}
