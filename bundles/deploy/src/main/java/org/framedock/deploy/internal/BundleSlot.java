package org.framedock.deploy.internal;

/** A symbolic name, its bundle, and what its worker thread does just now. Guarded by the keeper's monitor. */
final class BundleSlot {

    final NamedBundle bundle;
    /** The worker; null while there is nothing to do. */
    Thread worker;
    /** What the worker acts on, as "NAME VERSION"; for the log. */
    String task = "";
    /** The file whose jar the worker runs, or ran last. */
    String fileName = "";
    long taskSinceNs;
    boolean overdue;

    BundleSlot(final NamedBundle bundle) {
        this.bundle = bundle;
    }

    void begin(final String newTask, final long nowNs) {
        task = newTask;
        taskSinceNs = nowNs;
        overdue = false;
    }
}
