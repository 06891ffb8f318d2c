package org.framedock.jnr;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Starts jnr-ffi's one thread, which frees native memory that is not used any more, before anybody else does. It would
 * otherwise be started by the first plugin that makes a native call, and belong to that plugin's thread group and keep
 * its class loader for as long as the container lives.
 */
public final class JnrActivator implements BundleActivator {

    /** Its initialisation starts the thread; no native code is loaded by that. */
    private static final String THREAD_OWNER = "jnr.ffi.provider.jffi.NativeFinalizer$SingletonHolder";

    /** Made by the framework. */
    public JnrActivator() {
        super();
    }

    @Override
    public void start(final BundleContext context) throws ClassNotFoundException {
        final Thread thread = Thread.currentThread();
        final ClassLoader loader = thread.getContextClassLoader();
        // A thread takes over its maker's; with none it keeps nobody's classes in memory.
        thread.setContextClassLoader(null);
        try {
            Class.forName(THREAD_OWNER);
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    @Override
    public void stop(final BundleContext context) {
        // The thread ends when the bundle's classes are no longer used.
    }
}
