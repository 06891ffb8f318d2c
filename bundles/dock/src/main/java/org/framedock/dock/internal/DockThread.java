package org.framedock.dock.internal;

/** A thread of the dock. A daemon, and with the dock's class loader, so that it keeps no plugin in memory. */
final class DockThread extends Thread {

    DockThread(final String name, final Runnable work) {
        this(null, name, work);
    }

    /** In a group, null for that of the caller. */
    DockThread(final ThreadGroup group, final String name, final Runnable work) {
        super(group, work, name);
        setDaemon(true);
        setContextClassLoader(DockThread.class.getClassLoader());
    }
}
