package org.framedock.deploy.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.framedock.deploy.DeployedFile;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which jar of deploy/ runs under which symbolic name: the highest version that did not fail, and among equal
 * ones that which runs already. The watcher thread brings the changes; a worker thread per symbolic name does what
 * takes time. The monitor of this object guards the decisions and is never held during a call into the framework.
 */
final class BundleKeeper implements FolderHandler {

    /** A start or stop that takes longer than this is reported, once. */
    static final long OVERDUE_NS = 10_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(BundleKeeper.class);
    private static final long NS_PER_MS = 1_000_000;
    private static final long NS_PER_S = 1_000_000_000;

    private final BundleContext context;
    private final JarInspector inspector;
    private final String folderName;
    private final long overdueNs;
    private final Map<String, JarEntry> entries = new TreeMap<>();
    private final Map<String, BundleSlot> slots = new TreeMap<>();
    private final JarReport report = new JarReport(this::best, slots::get);
    private final AtomicBoolean bundlesChanged = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Adopts the bundles that an earlier run left installed.
     *
     * @param folderName name of the folder as operators know it, for instance {@code deploy}.
     * @param overdueNs  time after which a start or stop is reported as slow.
     */
    BundleKeeper(
        final BundleContext context, final JarInspector inspector, final String folderName, final long overdueNs) {
        this.context = context;
        this.inspector = inspector;
        this.folderName = folderName;
        this.overdueNs = overdueNs;
        for (final Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(NamedBundle.LOCATION_PREFIX)) {
                final String name = bundle.getLocation().substring(NamedBundle.LOCATION_PREFIX.length());
                slots.put(name, new BundleSlot(new NamedBundle(context, name, bundle)));
            }
        }
    }

    /** Some bundle changed, so that what was missing may be there now. Safe on any thread; returns at once. */
    void bundlesChanged() {
        bundlesChanged.set(true);
    }

    @Override
    public boolean wantsAll() {
        return inspector.haveRulesChanged();
    }

    @Override
    public synchronized void unsettled(final String name) {
        entry(name);
    }

    @Override
    public boolean changed(final String name, final Path file, final FileStamp stamp) {
        Jar jar = null;
        RefusedException refusal = null;
        try {
            final Optional<Jar> taken = inspector.take(file, stamp);
            if (taken.isEmpty()) {
                return false;
            }
            jar = taken.get();
        } catch (final RefusedException ex) {
            refusal = ex;
        }
        synchronized (this) {
            final JarEntry entry = entry(name);
            final Jar live = liveJar(entry);
            if (refusal != null) {
                entry.refuse(refusal, live);
            } else if (live != null && sameContent(live, jar)) {
                entry.refusal = null;
                entry.keepOnly(live);
                if (!slots.get(entry.symbolicName()).bundle.isRunning()) {
                    entry.offers.get(0).verdict = Outcome.Verdict.UNTRIED;
                }
                JarInspector.delete(jar.copy());
            } else {
                entry.offer(jar, live);
            }
            log(entry);
        }
        return true;
    }

    @Override
    public synchronized void removed(final String name) {
        final JarEntry entry = entries.remove(name);
        if (entry != null) {
            entry.keepOnly(null);
        }
    }

    @Override
    public synchronized void scanned() {
        if (closed) {
            return;
        }
        final boolean retry = bundlesChanged.getAndSet(false);
        for (final JarEntry entry : entries.values()) {
            for (final JarEntry.Offer offer : entry.offers) {
                if (offer.verdict == Outcome.Verdict.TOO_EARLY || retry && offer.verdict == Outcome.Verdict.PARKED) {
                    offer.verdict = Outcome.Verdict.UNTRIED;
                }
            }
            if (!entry.offers.isEmpty()) {
                slots.computeIfAbsent(
                    entry.symbolicName(), key -> new BundleSlot(new NamedBundle(context, key, null)));
            }
        }
        final long nowNs = System.nanoTime();
        for (final BundleSlot slot : slots.values()) {
            if (slot.worker == null && hasWork(slot)) {
                slot.worker = new Thread(() -> work(slot), "framedock-deploy " + slot.bundle.symbolicName());
                slot.worker.setDaemon(true);
                slot.begin(slot.bundle.symbolicName(), nowNs);
                slot.worker.start();
            } else if (slot.worker != null && !slot.overdue && nowNs - slot.taskSinceNs > overdueNs) {
                slot.overdue = true;
                LOG.warn("{}/{}: {} after {} s; other jars are not held up", folderName, slot.fileName, slot.task,
                    overdueNs / NS_PER_S);
            }
        }
        slots.values().removeIf(slot -> slot.worker == null && !slot.bundle.isInstalled() && best(slot) == null);
    }

    /** What became of each file, in order of the file name. Safe on any thread. */
    synchronized List<DeployedFile> files() {
        final List<DeployedFile> files = new ArrayList<>();
        for (final JarEntry entry : entries.values()) {
            files.add(withFolder(report.of(entry)));
        }
        for (final BundleSlot slot : slots.values()) {
            if (slot.worker != null && !slot.fileName.isEmpty() && !entries.containsKey(slot.fileName)) {
                files.add(withFolder(report.ofRemoved(slot)));
            }
        }
        return files;
    }

    /** No worker begins anything from now on; what is begun is ended. Bundles stay installed. Returns at once. */
    void stopSoon() {
        closed = true;
    }

    /** As {@link #stopSoon()}, and wakes starts and stops that wait for something, so that the framework can end. */
    synchronized void stopNow() {
        closed = true;
        for (final BundleSlot slot : slots.values()) {
            if (slot.worker != null) {
                slot.worker.interrupt();
            }
        }
    }

    private void work(final BundleSlot slot) {
        for (;;) {
            final JarEntry entry;
            final JarEntry.Offer wanted;
            final String before;
            synchronized (this) {
                if (closed || !hasWork(slot)) {
                    slot.worker = null;
                    return;
                }
                entry = best(slot);
                wanted = entry == null ? null : entry.eligible();
                before = slot.bundle.version();
                if (wanted == null) {
                    slot.begin("still stopping " + slot.bundle.symbolicName(), System.nanoTime());
                } else {
                    slot.fileName = entry.fileName;
                    slot.begin("still starting " + wanted.jar, System.nanoTime());
                }
            }
            if (wanted == null) {
                final boolean running = slot.bundle.isRunning();
                slot.bundle.uninstall();
                if (running) {
                    LOG.info("{} {} stopped and uninstalled: no file in {}/ offers it now",
                        slot.bundle.symbolicName(), before, folderName);
                }
            } else {
                final boolean running = slot.bundle.isRunning() && slot.bundle.content() != wanted.jar;
                final Outcome outcome = slot.bundle.run(wanted.jar);
                settle(slot, entry, wanted, outcome, running ? " instead of " + before : "");
            }
        }
    }

    private synchronized void settle(
        final BundleSlot slot, final JarEntry entry, final JarEntry.Offer tried, final Outcome outcome,
        final String replaced) {
        tried.verdict = outcome.verdict();
        tried.reason = outcome.reason();
        for (final JarEntry other : entries.values()) {
            for (final JarEntry.Offer offer : other.offers) {
                final boolean stopped = offer.jar != slot.bundle.content() && offer.verdict == Outcome.Verdict.LIVE;
                if (stopped && offer.jar.symbolicName().equals(slot.bundle.symbolicName())) {
                    offer.verdict = Outcome.Verdict.UNTRIED;
                }
            }
        }
        if (closed || entries.get(entry.fileName) != entry || !entry.owns(tried.jar)) {
            return;
        }
        if (outcome.verdict() == Outcome.Verdict.LIVE) {
            LOG.info("{}/{}: {} started{} in {} ms", folderName, entry.fileName, tried.jar, replaced,
                (System.nanoTime() - slot.taskSinceNs) / NS_PER_MS);
            if (entry.offers.get(0) == tried) {
                entry.keepOnly(tried.jar);
            }
        }
        entries.values().forEach(this::log);
    }

    private boolean hasWork(final BundleSlot slot) {
        final JarEntry entry = best(slot);
        if (entry != null) {
            return entry.eligible().verdict == Outcome.Verdict.UNTRIED;
        }
        return slot.bundle.isInstalled() && !isWaiting(slot.bundle.content());
    }

    /** Whether the jar lies installed and unstarted in the framework, to be tried again. */
    private boolean isWaiting(final Jar jar) {
        for (final JarEntry entry : entries.values()) {
            final JarEntry.Offer offer = jar == null ? null : entry.offerOf(jar);
            if (offer != null) {
                return offer.verdict == Outcome.Verdict.PARKED || offer.verdict == Outcome.Verdict.TOO_EARLY;
            }
        }
        return false;
    }

    /** The file whose jar is to run under the slot's name; null if there is none. */
    private JarEntry best(final BundleSlot slot) {
        final Jar content = slot.bundle.content();
        return entries.values().stream()
            .filter(entry -> entry.eligible() != null && entry.symbolicName().equals(slot.bundle.symbolicName()))
            .max(Comparator.<JarEntry, Version>comparing(entry -> entry.eligible().jar.version())
                .thenComparing(entry -> content != null && entry.owns(content))
                .thenComparing(entry -> entry.fileName, Comparator.reverseOrder()))
            .orElse(null);
    }

    /** The content of the file that runs now; null if none does. */
    private static Jar liveJar(final JarEntry entry) {
        for (final JarEntry.Offer offer : entry.offers) {
            if (offer.verdict == Outcome.Verdict.LIVE) {
                return offer.jar;
            }
        }
        return null;
    }

    private static boolean sameContent(final Jar one, final Jar other) {
        try {
            return Files.mismatch(one.copy(), other.copy()) == -1;
        } catch (final IOException ex) {
            return false;
        }
    }

    private JarEntry entry(final String name) {
        return entries.computeIfAbsent(name, JarEntry::new);
    }

    private void log(final JarEntry entry) {
        final DeployedFile file = report.of(entry);
        final String reason = file.state() == DeployedFile.State.REFUSED ? file.reason() : "";
        // A reason that only grew by what goes on running is no news.
        if (!reason.isEmpty() && (entry.loggedReason.isEmpty() || !reason.startsWith(entry.loggedReason))) {
            LOG.warn("{}/{} refused: {}", folderName, entry.fileName, reason);
        }
        entry.loggedReason = reason;
    }

    private DeployedFile withFolder(final DeployedFile file) {
        return new DeployedFile(folderName + "/" + file.fileName(), file.symbolicName(), file.version(), file.state(),
            file.reason());
    }
}
