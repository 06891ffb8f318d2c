package org.framedock.deploy.internal;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.apache.felix.framework.FrameworkFactory;
import org.framedock.deploy.DeployedFile;
import org.framedock.deploy.DeployedFile.State;
import org.framedock.deploy.probe.ProbeActivator;
import org.junit.jupiter.api.Assertions;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.LoggerFactory;

/**
 * A Felix framework with the Configuration Admin, and the watcher on its system bundle's context, so that tests see its
 * types. Bundles of an earlier container in the same folder are there again.
 */
final class TestContainer implements AutoCloseable {

    static final long OVERDUE_NS = 300_000_000;

    final Path home;
    final Path deploy;
    final Path streams;
    final Framework framework;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private DeployComponent component;

    TestContainer(final Path folder) throws BundleException {
        home = folder.resolve("home");
        deploy = home.resolve("deploy");
        streams = home.resolve("config/streams");
        final Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString());
        settings.put(DeployComponent.HOME_PROPERTY, home.toString());
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
            "org.slf4j;version=2.0.20,org.osgi.service.cm;version=1.6.1");
        framework = new FrameworkFactory().newFramework(settings);
        framework.start();
        if (framework.getBundleContext().getBundles().length == 1) {
            install(org.apache.felix.cm.impl.ConfigurationManager.class).start();
        }
        clearProbes();
        log.start();
        logger().addAppender(log);
    }

    /** Starts watching. */
    TestContainer watch() throws IOException {
        component = new DeployComponent(context(), admin(), OVERDUE_NS);
        return this;
    }

    /** Ends watching; the framework goes on. */
    void unwatch() {
        component.close();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    ConfigurationAdmin admin() {
        return context().getService(context().getServiceReference(ConfigurationAdmin.class));
    }

    /** Installs the bundle on the test's class path that holds a class. */
    Bundle install(final Class<?> inside) throws BundleException {
        try {
            return context().installBundle(
                inside.getProtectionDomain().getCodeSource().getLocation().toURI().toString());
        } catch (final URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }

    List<DeployedFile> files() {
        return component.files();
    }

    /** What is known of a file, named by its path below home; null if nothing is. */
    DeployedFile file(final String name) {
        return files().stream().filter(file -> file.fileName().equals(name)).findFirst().orElse(null);
    }

    DeployedFile await(final String name, final State state) {
        return await(name, state, "");
    }

    DeployedFile await(final String name, final State state, final String reasonPart) {
        Await.until(this::files, () -> {
            final DeployedFile file = file(name);
            return file != null && file.state() == state && file.reason().contains(reasonPart);
        });
        return file(name);
    }

    /** Waits until the given version of a probe runs; null waits until none does. */
    void awaitRunning(final String symbolicName, final String version) {
        Await.until(
            () -> running(symbolicName) + " " + files(),
            () -> version == null ? running(symbolicName) == null : version.equals(running(symbolicName)));
    }

    static String running(final String symbolicName) {
        return System.getProperty(ProbeActivator.VERSION + symbolicName);
    }

    static int starts(final String symbolicName) {
        return Integer.getInteger(ProbeActivator.STARTS + symbolicName, 0);
    }

    /** The bundles of a symbolic name. */
    List<Bundle> bundles(final String symbolicName) {
        return List.of(context().getBundles()).stream()
            .filter(bundle -> symbolicName.equals(bundle.getSymbolicName())).collect(Collectors.toList());
    }

    /** Waits until a jar that was dropped now runs, so that every change made before was seen. */
    void awaitScan() throws IOException {
        final Path marker = Files.createTempFile(deploy, "zz-marker", ".jar");
        Files.writeString(marker, "marker");
        await("deploy/" + marker.getFileName(), State.REFUSED);
        Files.delete(marker);
        Await.until(this::files, () -> file("deploy/" + marker.getFileName()) == null);
    }

    /** The log's lines of a file so far. */
    List<String> logged(final String part) {
        synchronized (log) {
            return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(part)).collect(Collectors.toList());
        }
    }

    @Override
    public void close() throws Exception {
        logger().detachAppender(log);
        if (framework.getState() == Bundle.ACTIVE) {
            if (component != null) {
                component.close();
            }
            framework.stop();
            Assertions.assertEquals(FrameworkEvent.STOPPED, framework.waitForStop(20_000).getType());
        }
        clearProbes();
    }

    private static Logger logger() {
        return (Logger)LoggerFactory.getLogger("org.framedock.deploy");
    }

    private static void clearProbes() {
        final Properties properties = System.getProperties();
        properties.keySet().removeIf(key -> String.valueOf(key).startsWith("probe."));
    }
}
