package org.framedock.dock.internal;

import java.util.concurrent.TimeUnit;
import org.framedock.dock.SourceOffer;
import org.framedock.source.FrameSourceFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/**
 * A source factory and how many streams use it now. Once it is retired nobody can begin to use it; the thread that
 * takes the service away waits until the last user has let go. Any thread.
 */
final class FactoryHandle {

    private final ServiceReference<FrameSourceFactory> reference;
    private final FrameSourceFactory factory;
    private final String kind;
    private int users;
    private volatile boolean retired;

    FactoryHandle(
        final ServiceReference<FrameSourceFactory> reference, final FrameSourceFactory factory, final String kind) {
        this.reference = reference;
        this.factory = factory;
        this.kind = kind;
    }

    FrameSourceFactory factory() {
        return factory;
    }

    String kind() {
        return kind;
    }

    ServiceReference<FrameSourceFactory> reference() {
        return reference;
    }

    String bundle() {
        final Bundle bundle = reference.getBundle();
        return bundle == null ? "a bundle that is gone" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    /** For operators. */
    SourceOffer offer() {
        final Bundle bundle = reference.getBundle();
        return new SourceOffer(kind, bundle == null ? "" : bundle.getSymbolicName(),
            bundle == null ? "" : bundle.getVersion().toString(), users());
    }

    private synchronized int users() {
        return users;
    }

    boolean isRetired() {
        return retired;
    }

    /** False if it is retired; else {@link #release} has to follow. */
    synchronized boolean tryUse() {
        if (retired) {
            return false;
        }
        users++;
        return true;
    }

    synchronized void release() {
        users--;
        notifyAll();
    }

    synchronized void retire() {
        retired = true;
    }

    /**
     * Waits for the last user. An interrupt shortens the wait, since it means that the framework is ending.
     *
     * @return false if there still are users.
     */
    synchronized boolean awaitUnused(final long timeoutNs, final long interruptedTimeoutNs) {
        long deadlineNs = System.nanoTime() + timeoutNs;
        boolean interrupted = false;
        while (users > 0) {
            final long leftNs = deadlineNs - System.nanoTime();
            if (leftNs <= 0) {
                break;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, leftNs);
            } catch (final InterruptedException ending) {
                interrupted = true;
                deadlineNs = System.nanoTime() + Math.min(leftNs, interruptedTimeoutNs);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return users == 0;
    }
}
