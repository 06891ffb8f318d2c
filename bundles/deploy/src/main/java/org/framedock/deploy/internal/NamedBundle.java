package org.framedock.deploy.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one bundle of a symbolic name. Its methods act on the framework and may block for as long as the bundle's own
 * start or stop does; only the worker thread of the name calls them. {@link #content()}, {@link #isRunning()} and
 * {@link #isInstalled()} are safe on any thread.
 *
 * <p>Bundles are started transiently, so that the next launch of the framework does not start them on its own thread,
 * where one that hangs would hold up the launch.
 */
final class NamedBundle {

    /** Location of the bundles that belong to deploy/, before the symbolic name. */
    static final String LOCATION_PREFIX = "framedock-deploy:";

    private static final Logger LOG = LoggerFactory.getLogger(NamedBundle.class);

    private final BundleContext context;
    private final Bundle framework;
    private final FrameworkWiring wiring;
    private final String symbolicName;
    private volatile Bundle bundle;
    private volatile Jar content;

    /** With the bundle of an earlier run, or null. */
    NamedBundle(final BundleContext context, final String symbolicName, final Bundle earlier) {
        this.context = context;
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        this.wiring = framework.adapt(FrameworkWiring.class);
        this.symbolicName = symbolicName;
        this.bundle = earlier;
    }

    String symbolicName() {
        return symbolicName;
    }

    /** The jar that the framework holds, started or not; null if it holds none, or one of an earlier run. */
    Jar content() {
        return content;
    }

    boolean isInstalled() {
        return bundle != null;
    }

    /** Version of the bundle in the framework; empty if there is none. */
    String version() {
        final Bundle current = bundle;
        return current == null ? "" : current.getVersion().toString();
    }

    /** Whether the bundle is active, or waits for its first class to be used. */
    boolean isRunning() {
        final Bundle current = bundle;
        return current != null && (current.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0;
    }

    /**
     * Makes the jar the content of the bundle and starts it. What can be checked is checked before a running bundle is
     * stopped.
     */
    Outcome run(final Jar jar) {
        if (bundle != null && bundle.getState() == Bundle.UNINSTALLED) {
            bundle = null;
            content = null;
        }
        final Bundle owner = bundle == null ? ownerOfName() : null;
        if (owner != null) {
            return Outcome.parked("the name " + symbolicName + " belongs to the container's own bundle "
                + owner.getBundleId() + ", version " + owner.getVersion()
                + "; accepted is a bundle with another Bundle-SymbolicName");
        }
        final String missing = missing(jar);
        final boolean replaces = jar != content && isRunning();
        if (jar != content) {
            if (replaces && !missing.isEmpty()) {
                return Outcome.parked(missing);
            }
            try {
                load(jar);
            } catch (final BundleException | IOException | RuntimeException ex) {
                return Outcome.failed(StartFailure.describe(ex));
            }
        }
        if (!missing.isEmpty()) {
            return Outcome.parked(missing);
        }
        final Outcome outcome = start();
        // What stopped a running bundle in vain is not tried again: each try would stop it again.
        return replaces && outcome.verdict() == Outcome.Verdict.PARKED ? Outcome.failed(outcome.reason()) : outcome;
    }

    /** Stops and uninstalls the bundle, if there is one. */
    void uninstall() {
        final Bundle old = bundle;
        if (old != null && old.getState() != Bundle.UNINSTALLED) {
            stop(old);
            try {
                old.uninstall();
            } catch (final BundleException | RuntimeException ex) {
                LOG.warn("{} {} cannot be uninstalled: {}", symbolicName, old.getVersion(), ex.toString());
            }
        }
        bundle = null;
        content = null;
    }

    private void load(final Jar jar) throws BundleException, IOException {
        // The framework copies the stream into its own store: neither file is needed by the live bundle.
        try (InputStream in = Files.newInputStream(jar.copy())) {
            if (bundle == null) {
                bundle = context.installBundle(LOCATION_PREFIX + symbolicName, in);
            } else {
                stop(bundle);
                bundle.update(in);
            }
        }
        content = jar;
    }

    private Outcome start() {
        final int level = bundle.adapt(BundleStartLevel.class).getStartLevel();
        if (level > framework.adapt(FrameworkStartLevel.class).getStartLevel()) {
            return new Outcome(Outcome.Verdict.TOO_EARLY, "it starts when the framework reaches start level " + level);
        }
        try {
            bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
            return Outcome.LIVE;
        } catch (final BundleException ex) {
            return StartFailure.isUnresolved(ex)
                ? Outcome.parked(StartFailure.describe(ex)) : Outcome.failed(StartFailure.describe(ex));
        } catch (final RuntimeException ex) {
            return Outcome.failed(StartFailure.describe(ex));
        }
    }

    private void stop(final Bundle running) {
        try {
            running.stop(Bundle.STOP_TRANSIENT);
        } catch (final BundleException | RuntimeException ex) {
            final Throwable cause = ex.getCause() == null ? ex : ex.getCause();
            LOG.warn("{} {} throws at stop and is stopped all the same: {}", symbolicName, running.getVersion(),
                cause.toString());
        }
    }

    private Bundle ownerOfName() {
        for (final Bundle other : context.getBundles()) {
            if (Objects.equals(symbolicName, other.getSymbolicName())
                && !other.getLocation().startsWith(LOCATION_PREFIX)) {
                return other;
            }
        }
        return null;
    }

    private String missing(final Jar jar) {
        final StringBuilder missing = new StringBuilder();
        for (final Need need : jar.needs()) {
            if (wiring.findProviders(need).isEmpty()) {
                missing.append(missing.length() == 0 ? "it needs " : ", ").append(need.text()).append(available(need));
            }
        }
        if (missing.length() > 0) {
            missing.append("; it is tried again whenever bundles change");
        }
        return missing.toString();
    }

    private String available(final Need need) {
        if (need.namespace().equals("osgi.ee")) {
            return ", and the container runs on Java " + Runtime.version().feature();
        }
        if (!need.namespace().equals(PackageNamespace.PACKAGE_NAMESPACE)) {
            return ", which no bundle provides";
        }
        final Need anyVersion =
            new Need(need.namespace(), "(" + need.namespace() + "=" + need.name() + ")", need.name(), need.text());
        final TreeSet<String> versions = new TreeSet<>();
        for (final BundleCapability capability : wiring.findProviders(anyVersion)) {
            versions.add(String.valueOf(capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE)));
        }
        return versions.isEmpty() ? ", which no bundle exports"
            : versions.stream().collect(Collectors.joining(" and ", ", which is exported only in version ", ""));
    }
}
