package org.framedock.dock.internal;

/** A thread of the dock. A daemon, and with the dock's class loader, so that it keeps no plugin in memory. */
final class DockThread extends Thread {

    DockThread(final String name, final Runnable work) {
        super(work, name);
        setDaemon(true);
        setContextClassLoader(DockThread.class.getClassLoader());
    }
}
