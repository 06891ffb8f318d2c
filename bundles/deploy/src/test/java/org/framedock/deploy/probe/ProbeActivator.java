package org.framedock.deploy.probe;

import java.util.concurrent.locks.LockSupport;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Activator of the jars that tests drop. It shows in system properties which version of its bundle runs, and behaves as
 * the manifest header {@code Probe} says.
 */
public final class ProbeActivator implements BundleActivator {

    /** Prefix of the property that holds the running version of a symbolic name. */
    public static final String VERSION = "probe.version.";
    /** Prefix of the property that lets a hanging start return. */
    public static final String RELEASE = "probe.release.";
    /** Prefix of the property that counts the starts of a symbolic name. */
    public static final String STARTS = "probe.starts.";

    private static final long POLL_NS = 2_000_000;

    @Override
    public void start(final BundleContext context) throws InterruptedException {
        final String name = context.getBundle().getSymbolicName();
        final String behaviour = context.getBundle().getHeaders().get("Probe");
        System.setProperty(STARTS + name, String.valueOf(Integer.getInteger(STARTS + name, 0) + 1));
        if ("throws".equals(behaviour)) {
            throw new IllegalStateException("no camera\nfound");
        }
        if ("sleeps".equals(behaviour)) {
            Thread.sleep(Long.MAX_VALUE);
        }
        while ("hangs".equals(behaviour) && !Boolean.getBoolean(RELEASE + name)) {
            LockSupport.parkNanos(POLL_NS);
        }
        System.setProperty(VERSION + name, context.getBundle().getVersion().toString());
    }

    @Override
    public void stop(final BundleContext context) {
        System.clearProperty(VERSION + context.getBundle().getSymbolicName());
    }
}
