package org.framedock.dock.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.framedock.dock.SourceOffer;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.FrameSourceFactory;
import org.framedock.source.SourceDevice;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source factories that are there now, by kind. Called by the framework on any thread; {@link #best} may be called
 * on any thread and takes no lock.
 *
 * <p>A service that goes is not let go before every stream has stopped its source, since the classes of its bundle may
 * go next; the wait is bounded, and no lock is held meanwhile.
 */
final class SourceRegistry implements ServiceTrackerCustomizer<FrameSourceFactory, FactoryHandle> {

    private static final Logger LOG = LoggerFactory.getLogger(SourceRegistry.class);
    /** What a stop that was waited for to its end needs besides. */
    private static final long SLACK_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long INTERRUPTED_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final BundleContext context;
    private final Runnable streamsWakeUp;
    private final long stopTimeoutNs;
    private volatile FactoryHandle[] handles = new FactoryHandle[0];

    /**
     * Empty.
     *
     * @param context       fetches the services.
     * @param streamsWakeUp makes every stream look at this registry again; called on any thread.
     * @param stopTimeoutNs what a source's stop may take.
     */
    SourceRegistry(final BundleContext context, final Runnable streamsWakeUp, final long stopTimeoutNs) {
        this.context = context;
        this.streamsWakeUp = streamsWakeUp;
        this.stopTimeoutNs = stopTimeoutNs;
    }

    /** The factory of that kind with the highest service ranking, the oldest among equals; null if there is none. */
    FactoryHandle best(final String kind) {
        for (final FactoryHandle handle : handles) {
            if (handle.kind().equals(kind) && !handle.isRetired()) {
                return handle;
            }
        }
        return null;
    }

    /** Every factory that is there now, in order of the kinds. */
    List<SourceOffer> offers() {
        final List<SourceOffer> offers = new ArrayList<>();
        for (final FactoryHandle handle : handles) {
            offers.add(handle.offer());
        }
        offers.sort(Comparator.comparing(SourceOffer::kind));
        return List.copyOf(offers);
    }

    /** The devices of a kind; null if none is to be told. The factory cannot go meanwhile. */
    List<SourceDevice> devices(final String kind) throws DeviceUnavailableException {
        final FactoryHandle handle = best(kind);
        if (handle == null || !handle.tryUse()) {
            return null;
        }
        try {
            final List<SourceDevice> found = handle.factory().devices();
            return found == null ? null : List.copyOf(found);
        } catch (final RuntimeException | LinkageError failure) {
            LOG.debug("devices of kind {}", kind, failure);
            throw new DeviceUnavailableException("devices() of " + handle.bundle() + " threw " + OneLine.of(failure));
        } finally {
            handle.release();
        }
    }

    /** The kinds that are there now, for people. */
    String kinds() {
        final TreeSet<String> kinds = new TreeSet<>();
        for (final FactoryHandle handle : handles) {
            kinds.add(handle.kind());
        }
        return kinds.isEmpty() ? "none is there now" : "there now: " + String.join(", ", kinds);
    }

    @Override
    public FactoryHandle addingService(final ServiceReference<FrameSourceFactory> reference) {
        final Object kind = reference.getProperty(FrameSourceFactory.KIND);
        if (!(kind instanceof String text) || text.isBlank()) {
            LOG.warn("bundle {} offers a frame source without a kind: the service property {} has to be a text such as"
                + " pattern; it is not used", reference.getBundle().getSymbolicName(), FrameSourceFactory.KIND);
            return null;
        }
        final FrameSourceFactory factory = context.getService(reference);
        if (factory == null) {
            return null;
        }
        final FactoryHandle handle = new FactoryHandle(reference, factory, text.strip());
        put(handle, true);
        LOG.info("source kind {} is offered by {}", handle.kind(), handle.bundle());
        streamsWakeUp.run();
        return handle;
    }

    @Override
    public void modifiedService(final ServiceReference<FrameSourceFactory> reference, final FactoryHandle handle) {
        // The ranking may have changed; a kind is for life.
        put(handle, true);
        streamsWakeUp.run();
    }

    @Override
    public void removedService(final ServiceReference<FrameSourceFactory> reference, final FactoryHandle handle) {
        handle.retire();
        put(handle, false);
        streamsWakeUp.run();
        if (!(Thread.currentThread() instanceof DockThread)
            && !handle.awaitUnused(stopTimeoutNs + SLACK_NS, INTERRUPTED_NS)) {
            LOG.warn("source kind {} goes while a stream still uses it: {} may run without its classes", handle.kind(),
                handle.bundle());
        }
        LOG.info("source kind {} is not offered by {} any more", handle.kind(), handle.bundle());
        context.ungetService(reference);
    }

    private synchronized void put(final FactoryHandle handle, final boolean present) {
        final List<FactoryHandle> changed = new ArrayList<>(List.of(handles));
        changed.remove(handle);
        if (present && !handle.isRetired()) {
            changed.add(handle);
        }
        changed.sort(Comparator.comparing(FactoryHandle::reference).reversed());
        handles = changed.toArray(new FactoryHandle[0]);
    }
}
