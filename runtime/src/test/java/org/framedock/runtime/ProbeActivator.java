package org.framedock.runtime;

import java.lang.reflect.InvocationTargetException;
import java.util.Hashtable;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Lives in a test bundle: publishes the probe its bundle names as a Callable, the one type the test can share. */
public final class ProbeActivator implements BundleActivator {

    /** Manifest header that names the probe class. */
    static final String PROBE_HEADER = "Probe-Class";

    @Override
    public void start(final BundleContext context) throws ClassNotFoundException, NoSuchMethodException,
            InstantiationException, IllegalAccessException, InvocationTargetException {
        final String probeClass = context.getBundle().getHeaders().get(PROBE_HEADER);
        final Object probe = context.getBundle().loadClass(probeClass).getDeclaredConstructor().newInstance();
        context.registerService(Callable.class, (Callable<?>) probe, new Hashtable<>());
    }

    @Override
    public void stop(final BundleContext context) {
        // The framework takes the registration back.
    }
}
