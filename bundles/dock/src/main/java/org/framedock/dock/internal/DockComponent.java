package org.framedock.dock.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.framedock.dock.Dock;
import org.framedock.dock.SourceOffer;
import org.framedock.dock.StreamFeed;
import org.framedock.dock.StreamStatus;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.FrameSourceFactory;
import org.framedock.source.SourceDevice;
import org.framedock.transport.ErrorLogFile;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the dock together while it is active: settings files, source factories, stream configurations. */
@Component(
    immediate = true, service = Dock.class, configurationPid = DockOptions.PID,
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = DockOptions.class)
public final class DockComponent implements Dock {

    /** Framework property with the absolute path of the container's home. */
    static final String HOME_PROPERTY = "framedock.home";
    /** Framework or system property with the idle strategy of streams' threads. */
    static final String IDLE_PROPERTY = "framedock.idle.strategy";

    private static final Logger LOG = LoggerFactory.getLogger(DockComponent.class);
    private static final long REFRESH_MS = 500;
    private static final long CLOSE_NS = TimeUnit.MILLISECONDS.toNanos(2_500);

    private final Timings timings;
    private final SourceRegistry registry;
    private final DeviceClaims claims;
    private final StreamDirectory directory;
    private final ServiceTracker<FrameSourceFactory, FactoryHandle> tracker;
    private final ServiceRegistration<ManagedServiceFactory> registration;
    private final ScheduledExecutorService settingsWatch;
    private final DockErrors errors;
    private final DockCounters counters = new DockCounters();
    private final LossLog losses = new LossLog();

    /**
     * Starts the dock. Declarative Services call it; it waits for no driver and no device.
     *
     * @param context of this bundle.
     * @param options how the dock runs.
     * @throws IllegalStateException if the framework property framedock.home is not set.
     */
    @Activate
    public DockComponent(final BundleContext context, final DockOptions options) {
        this(context, idleStrategy(context, options), Timings.withStopTimeoutMs(options.stop_timeout_ms()),
            null);
    }

    /** What the container was started with outranks the configuration. */
    private static String idleStrategy(final BundleContext context, final DockOptions options) {
        final String ofContainer = context.getProperty(IDLE_PROPERTY);
        return ofContainer == null || ofContainer.isBlank() ? options.idle_strategy() : ofContainer;
    }

    DockComponent(
        final BundleContext context, final String idleStrategy, final Timings timings, final PortFactory portsOrNull) {
        final String home = context.getProperty(HOME_PROPERTY);
        if (home == null || home.isBlank()) {
            LOG.error("the framework property {} is not set: it has to be the absolute path of the folder with"
                + " config/driver.toml; no stream is fed", HOME_PROPERTY);
            throw new IllegalStateException("the framework property " + HOME_PROPERTY + " is not set");
        }
        this.timings = timings;
        errors = new DockErrors(Path.of(home).toAbsolutePath().resolve("data").resolve(ErrorLogFile.FILE_NAME));
        final PortFactory ports = portsOrNull == null ? new ClientPool(errors) : portsOrNull;
        registry = new SourceRegistry(context, this::wakeUpStreams, timings.stopTimeoutNs());
        claims = new DeviceClaims(this::wakeUpStreams);
        directory = new StreamDirectory(
            new HomeSettings(Path.of(home).toAbsolutePath(), System.getenv()),
            (name, plan) -> new StreamAgent(
                name, new StreamController(name, plan, registry, ports, claims, timings),
                IdleStrategies.of(idleStrategy), errors));
        tracker = new ServiceTracker<>(context, FrameSourceFactory.class, registry);
        tracker.open();
        final Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_PID, StreamConfiguration.FACTORY_PID);
        registration = context.registerService(
            ManagedServiceFactory.class, new StreamConfigurations(directory, timings.stopTimeoutNs()), properties);
        settingsWatch = Executors.newSingleThreadScheduledExecutor(
            work -> new DockThread("framedock-dock-settings", work));
        settingsWatch.scheduleWithFixedDelay(this::refreshSettings, REFRESH_MS, REFRESH_MS, TimeUnit.MILLISECONDS);
    }

    /** Ends all streams within 3 s: sources stopped, leases given back, threads ended. */
    @Deactivate
    public void close() {
        settingsWatch.shutdownNow();
        registration.unregister();
        directory.close(timings.closeTimeoutNs(), CLOSE_NS);
        tracker.close();
        counters.close();
        errors.close();
    }

    private void refreshSettings() {
        try {
            directory.watchPolls(timings.stopTimeoutNs());
            directory.refresh();
            final long nowNs = System.nanoTime();
            counters.update(directory.controllers(), nowNs);
            losses.look(directory.controllers(), nowNs);
        } catch (final RuntimeException failure) {
            LOG.error("streams and settings files cannot be looked at", failure);
            errors.onError(failure);
        }
    }

    private void wakeUpStreams() {
        directory.controllers().forEach(stream -> stream.getValue().notes().wakeUp());
    }

    @Override
    public List<StreamStatus> streams() {
        final List<StreamStatus> statuses = new ArrayList<>();
        for (final Map.Entry<String, StreamController> stream : directory.controllers()) {
            statuses.add(statusOf(stream.getKey(), stream.getValue()));
        }
        return List.copyOf(statuses);
    }

    private static StreamStatus statusOf(final String name, final StreamController controller) {
        final StreamPlan plan = controller.notes().plan();
        final StatusLine.Shown shown = controller.shown();
        final StreamCounters counters = controller.counters();
        return new StreamStatus(
            name, plan.stream(), plan.wiring() == null ? controller.streamId() : plan.wiring().streamId(), plan.kind(),
            shown.state(), shown.detail(), shown.text(), counters.published(), counters.lost(),
            counters.interruptions(), counters.interruptedNs(), counters.slowPolls(),
            controller.epoch(), counters.lastSequence());
    }

    @Override
    public boolean start(final String name) {
        final StreamController controller = directory.controller(name);
        if (controller != null) {
            controller.notes().letGo();
        }
        return controller != null;
    }

    @Override
    public boolean stop(final String name) {
        final StreamController controller = directory.controller(name);
        if (controller != null) {
            controller.notes().hold();
        }
        return controller != null;
    }

    @Override
    public boolean swap(final String name, final String kind, final Map<String, String> settings) {
        return directory.swap(name, kind.strip(), settings);
    }

    @Override
    public List<StreamFeed> feeds() {
        final List<StreamFeed> feeds = new ArrayList<>();
        for (final Map.Entry<String, StreamController> stream : directory.controllers()) {
            final String name = stream.getKey();
            feeds.add(stream.getValue().progress().feed(
                name, stream.getValue().notes(), directory.isSwapped(name)));
        }
        return List.copyOf(feeds);
    }

    @Override
    public List<SourceOffer> offers() {
        return registry.offers();
    }

    @Override
    public List<SourceDevice> devices(final String kind) throws DeviceUnavailableException {
        return registry.devices(kind.strip());
    }

    @Override
    public Map<String, String> devicesInUse() {
        return Map.copyOf(claims.inUse());
    }
}
