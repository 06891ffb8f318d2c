package org.framedock.operator.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.framedock.deploy.DeployStatus;
import org.framedock.dock.Dock;
import org.framedock.driver.DriverStatus;
import org.framedock.memory.MemoryFault;
import org.framedock.operator.DriverView;
import org.framedock.operator.EventView;
import org.framedock.operator.Health;
import org.framedock.operator.LeaseView;
import org.framedock.operator.Operator;
import org.framedock.operator.PluginView;
import org.framedock.operator.ProcessView;
import org.framedock.operator.Snapshot;
import org.framedock.operator.SourceView;
import org.framedock.operator.StreamView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that looks, and the snapshot that it leaves. */
public final class Watch implements Operator, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long STALE_MS = 3_000;
    private static final long END_MS = 2_000;
    private static final long QUIET_MS = 1_000;

    private final Services services;
    private final ProcessView process;
    private final QosListener qos = new QosListener();
    private final StreamBook streamBook = new StreamBook();
    private final LeaseBook leaseBook = new LeaseBook();
    private final SharedMemoryMeter memory = new SharedMemoryMeter();
    private final HealthRules rules = new HealthRules();
    private final EventRing events = new EventRing();
    private final Map<String, Loss> losses = new TreeMap<>();
    private final DeviceFinder devices = new DeviceFinder();
    private final Thread thread;
    private volatile Snapshot snapshot;
    private volatile boolean closed;
    private long toldFailureMs;

    /** What a stream had lost when that was told last. */
    private record Loss(long frames, long atMs) {
    }

    /**
     * Begins to look.
     *
     * @param services what to look at.
     * @param process  this process, its uptime left out.
     */
    public Watch(final Services services, final ProcessView process) {
        this.services = services;
        this.process = process;
        look();
        thread = new Thread(this::run, "framedock-operator");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                LockSupport.parkNanos(INTERVAL_NS);
                if (!closed) {
                    look();
                }
            } catch (final InternalError owed) {
                // Somebody has shortened a file of the driver's while it was looked at.
                if (!MemoryFault.isOne(owed)) {
                    throw owed;
                }
            }
        }
        qos.close();
    }

    private void look() {
        try {
            snapshot = take(System.nanoTime(), System.currentTimeMillis());
        } catch (final RuntimeException | LinkageError failure) {
            // A service that goes while it is asked; the next look tells more.
            if (System.currentTimeMillis() - toldFailureMs > QUIET_MS * 60) {
                toldFailureMs = System.currentTimeMillis();
                LOG.warn("the operator's view is not complete: {}", failure.toString());
                LOG.debug("failed look", failure);
            }
            if (snapshot == null) {
                snapshot = nothing();
            }
        }
    }

    private Snapshot nothing() {
        return new Snapshot(System.currentTimeMillis(), aged(process), new Health(Health.Level.LIVE, List.of(
            new Health.Reason(false, "operator", "nothing was seen yet", "wait a moment"))), List.of(), List.of(),
            List.of(), List.of(), List.of(), -1, noDriver(), List.of());
    }

    private Snapshot take(final long nowNs, final long nowMs) {
        final DriverStatus status = services.driver().get();
        final DriverStatus.Snapshot driver = status == null
            ? DriverStatus.Snapshot.of("", DriverStatus.State.ENDED, "") : status.snapshot();
        final DriverStatus.Place place = status == null ? DriverStatus.Place.NONE : status.place();
        final Dock dock = services.dock().get();
        final DeployStatus deploy = services.deploy().get();
        memory.look(place.sharedMemory(), nowNs);
        qos.poll(place, nowNs);
        final List<StreamView> streams = streamBook.look(dock, driver, place.sharedMemory(), qos, nowNs);
        final List<LeaseView> leases = leaseBook.look(driver, place, qos, streamBook, streams, nowNs);
        final DriverView driverView = status == null ? noDriver() : driverView(driver, place);
        final List<PluginView> plugins = deploy == null ? List.of() : deploy.files().stream()
            .map(file -> new PluginView(file.fileName(), file.symbolicName(), file.version(), file.state().name(),
                file.reason())).toList();
        final List<SourceView> sources = dock == null ? List.of() : dock.offers().stream()
            .map(offer -> new SourceView(offer.kind(), offer.bundle(), offer.version(), offer.users())).toList();
        observe(nowMs, driverView, streams, leases, plugins, sources);
        return new Snapshot(nowMs, aged(process), health(driverView, streams, leases, plugins, nowNs), streams, leases,
            plugins, sources, devices.list(dock == null ? Map.of() : dock.devicesInUse()), devices.askedMs(),
            driverView, events.list());
    }

    private static ProcessView aged(final ProcessView process) {
        final long ageMs = Math.max(0, System.currentTimeMillis() - process.startedMs());
        return new ProcessView(process.pid(), process.kind(), process.home(), process.startedMs(),
            TimeUnit.MILLISECONDS.toNanos(ageMs), process.version(), process.java());
    }

    private static DriverView noDriver() {
        return new DriverView("", "MISSING", "", 0, "", "", "", "", -1, -1, -1, Map.of(), List.of());
    }

    private DriverView driverView(final DriverStatus.Snapshot driver, final DriverStatus.Place place) {
        final DriverStatus.Counters counted = driver.counters();
        final Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("malformed", counted.malformed());
        counters.put("unsent", counted.lost());
        counters.put("errors", counted.errors());
        counters.put("leases_expired", counted.expired());
        counters.put("epochs_made", counted.epochsMade());
        counters.put("epochs_deleted", counted.epochsDeleted());
        counters.put("limited", counted.limited());
        return new DriverView(driver.instanceId(), driver.state().name(), driver.detail(), driver.uptimeNs(),
            place.settings(), place.mediaDriver(), place.aeronDirectory(), place.sharedMemory(), memory.usedBytes(),
            memory.freeBytes(), memory.totalBytes(), counters, driver.bounds().stream()
                .map(bound -> new DriverView.LimitView(bound.limit().name().toLowerCase(Locale.ROOT), bound.value(),
                    bound.refused())).toList());
    }

    private Health health(final DriverView driver, final List<StreamView> streams, final List<LeaseView> leases,
        final List<PluginView> plugins, final long nowNs) {
        rules.begin();
        rules.driver(driver);
        streams.forEach(stream -> rules.stream(stream, streamBook.lostLately(stream, nowNs)));
        leases.forEach(lease -> rules.lease(lease, leaseBook.lostLately(lease, nowNs)));
        plugins.forEach(rules::plugin);
        return rules.conclude();
    }

    private void observe(final long nowMs, final DriverView driver, final List<StreamView> streams,
        final List<LeaseView> leases, final List<PluginView> plugins, final List<SourceView> sources) {
        events.observe(nowMs, EventView.Kind.DRIVER, Map.of(driver.instanceId().isEmpty() ? "driver"
            : driver.instanceId(), words(driver.state(), "", driver.detail())), "gone");
        final Map<String, String> states = new LinkedHashMap<>();
        streams.forEach(stream -> {
            final boolean speaks = !stream.detail().equals("NONE");
            states.put(stream.name(),
                words(stream.state(), speaks ? stream.detail() : "", speaks ? stream.text() : ""));
        });
        events.observe(nowMs, EventView.Kind.STREAM, states, "not configured any more");
        final Map<String, String> held = new LinkedHashMap<>();
        leases.forEach(lease -> held.put("client " + lease.clientId(),
            lease.role().toLowerCase(Locale.ROOT) + " of stream " + lease.stream()));
        events.observe(nowMs, EventView.Kind.LEASE, held, "lease ended");
        final Map<String, String> files = new LinkedHashMap<>();
        plugins.forEach(plugin -> files.put(plugin.file(), words(plugin.state(), plugin.version(), plugin.reason())));
        events.observe(nowMs, EventView.Kind.PLUGIN, files, "removed");
        final Map<String, String> kinds = new LinkedHashMap<>();
        sources.forEach(source -> kinds.putIfAbsent(source.kind(),
            "offered by " + source.bundle() + " " + source.version()));
        events.observe(nowMs, EventView.Kind.SOURCE, kinds, "not offered any more");
        streams.forEach(stream -> observeLoss(nowMs, stream));
        losses.keySet().retainAll(states.keySet());
    }

    private static String words(final String state, final String detail, final String text) {
        return state + (detail.isEmpty() ? "" : " (" + detail + ")") + (text.isEmpty() ? "" : ": " + text);
    }

    private void observeLoss(final long nowMs, final StreamView stream) {
        final Loss before = losses.get(stream.name());
        final long frames = stream.lostTotal();
        if (before == null || frames < before.frames) {
            losses.put(stream.name(), new Loss(frames, 0));
        } else if (frames > before.frames && nowMs - before.atMs >= QUIET_MS) {
            losses.put(stream.name(), new Loss(frames, nowMs));
            events.add(nowMs, EventView.Kind.LOSS, stream.name(), "lost " + (frames - before.frames) + " frames, "
                + frames + " in all");
        }
    }

    @Override
    public Snapshot snapshot() {
        final Snapshot taken = snapshot;
        final long ageMs = System.currentTimeMillis() - taken.takenMs();
        if (ageMs < STALE_MS) {
            return taken;
        }
        final HealthRules stale = new HealthRules();
        stale.hangs("what is shown is " + ageMs + " ms old: the thread framedock-operator is held up");
        taken.health().reasons().forEach(stale::add);
        return new Snapshot(taken.takenMs(), taken.process(), stale.conclude(), taken.streams(), taken.leases(),
            taken.plugins(), taken.sources(), taken.devices(), taken.devicesAskedMs(), taken.driver(),
            taken.events());
    }

    @Override
    public void findDevices() {
        devices.find(services.dock().get());
    }

    /** Ends the thread. Closing twice is harmless. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(END_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
