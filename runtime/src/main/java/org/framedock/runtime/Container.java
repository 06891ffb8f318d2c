package org.framedock.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OSGi framework with the distribution's bundles in it, on one home. Started and closed by the main thread; one
 * process may hold several on different homes.
 */
final class Container implements AutoCloseable {

    /** Framework property with the absolute path of the home, read by the bundles. */
    static final String HOME_PROPERTY = "framedock.home";

    private static final String SLF4J_VERSION = ";version=2.0.20";

    /**
     * Agrona needs the first; the others come from the launcher's class path, so that bundles and launcher log to one
     * place.
     */
    private static final String EXTRA_PACKAGES = String.join(",",
            "jdk.internal.misc",
            "org.slf4j" + SLF4J_VERSION,
            "org.slf4j.event" + SLF4J_VERSION,
            "org.slf4j.helpers" + SLF4J_VERSION,
            "org.slf4j.spi" + SLF4J_VERSION);

    private static final String SHELL_BUNDLE = "org.apache.felix.gogo.shell";
    private static final long LONGEST_STOP_MS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(Container.class);

    private final Framework framework;
    private final HomeLock lock;

    private Container(final Framework framework, final HomeLock lock) {
        this.framework = framework;
        this.lock = lock;
    }

    /**
     * Boots the framework and starts every bundle of the distribution.
     *
     * @param distribution where the bundles come from.
     * @param home with its folders and configuration in place.
     * @param interactive whether an operator's shell reads the standard input.
     * @return the running container.
     * @throws UserError if the home is in use or a bundle does not start; nothing is left running then.
     */
    static Container start(final Distribution distribution, final Home home, final boolean interactive)
            throws UserError {
        final long startNs = System.nanoTime();
        final HomeLock lock = HomeLock.take(home);
        final Framework framework = new FrameworkFactory().newFramework(settings(home, interactive));
        final Container container = new Container(framework, lock);
        boolean started = false;
        try {
            framework.start();
            final int bundles = container.startBundles(startOrder(distribution, interactive));
            started = true;
            LOG.info("container of {} bundles up in {} ms, home {}", bundles,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs), home.root());
            return container;
        } catch (final BundleException e) {
            throw new UserError("the framework did not start: " + Failures.rootCause(e), e);
        } finally {
            if (!started) {
                container.close();
            }
        }
    }

    /**
     * The framework's own context, for tests and for commands of the launcher.
     *
     * @return the system bundle's context.
     */
    BundleContext context() {
        return framework.getBundleContext();
    }

    /**
     * Waits on a thread of its own for a framework that is stopped from inside, as by the shell's {@code stop 0}.
     *
     * @param stop what to raise then.
     */
    void raiseWhenStopped(final StopSignal stop) {
        final Thread watch = new Thread(() -> {
            try {
                framework.waitForStop(0);
                stop.request();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "framedock-framework-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Stops every bundle and the framework, at most for 2 s, and gives the home back. */
    @Override
    public void close() {
        try {
            framework.stop();
            if (framework.waitForStop(LONGEST_STOP_MS).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                LOG.warn("the framework did not stop within {} ms", LONGEST_STOP_MS);
            }
        } catch (final BundleException e) {
            LOG.warn("the framework did not stop: {}", Failures.rootCause(e));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.close();
        }
    }

    private static Map<String, Object> settings(final Home home, final boolean interactive) {
        final Map<String, Object> settings = new HashMap<>();
        settings.put(HOME_PROPERTY, home.root().toString());
        settings.put(Constants.FRAMEWORK_STORAGE, home.data().resolve("bundle-cache").toString());
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, EXTRA_PACKAGES);
        settings.put("felix.log.logger", new FrameworkLog());
        settings.put("ds.loglevel", "warn");
        // Leaving the shell must not stop the container.
        settings.put("gosh.args", interactive ? "--noshutdown" : "--nointeractive");
        return settings;
    }

    private int startBundles(final List<Path> jars) throws UserError {
        final List<Bundle> bundles = new ArrayList<>();
        for (final Path jar : jars) {
            try {
                bundles.add(context().installBundle(jar.toUri().toString()));
            } catch (final BundleException e) {
                throw new UserError("bundle " + jar.getFileName() + " cannot be installed: "
                        + Failures.rootCause(e), e);
            }
        }
        for (final Bundle bundle : bundles) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                start(bundle);
            }
        }
        return bundles.size();
    }

    private static void start(final Bundle bundle) throws UserError {
        final long startNs = System.nanoTime();
        try {
            bundle.start();
        } catch (final BundleException e) {
            throw new UserError("bundle " + bundle.getSymbolicName() + " does not start: " + reason(e), e);
        }
        LOG.debug("{} started in {} us", bundle.getSymbolicName(),
                TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNs));
    }

    /** The framework says what a bundle misses twice over. */
    private static String reason(final BundleException failure) {
        if (failure.getType() == BundleException.RESOLVE_ERROR) {
            return failure.getMessage().replaceFirst("(?s) Unresolved requirements:.*", "");
        }
        return Failures.rootCause(failure);
    }

    /** The jars as the list in start-order.txt ranks them; those it does not name come last, by file name. */
    private static List<Path> startOrder(final Distribution distribution, final boolean interactive)
            throws UserError {
        final List<String> order = readOrder();
        final List<Path> jars = new ArrayList<>(Distribution.jars(distribution.bundles()));
        if (!interactive) {
            jars.removeIf(jar -> nameOf(jar).equals(SHELL_BUNDLE));
        }
        jars.sort(Comparator.comparingInt(jar -> {
            final int rank = order.indexOf(nameOf(jar));
            return rank < 0 ? order.size() : rank;
        }));
        return jars;
    }

    private static String nameOf(final Path jar) {
        return jar.getFileName().toString().replaceFirst("-\\d[^-]*\\.jar$", "");
    }

    private static List<String> readOrder() throws UserError {
        try (InputStream list = Container.class.getResourceAsStream("start-order.txt")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (final IOException e) {
            throw new UserError("the launcher's own start order cannot be read: " + Failures.rootCause(e), e);
        }
    }
}
