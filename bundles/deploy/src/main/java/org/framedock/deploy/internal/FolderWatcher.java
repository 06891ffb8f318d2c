package org.framedock.deploy.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that looks at the watched folders and hands their changes on: in quick turns while something moves,
 * else when the system says that something happened, and now and then in any case.
 */
final class FolderWatcher implements AutoCloseable {

    /** Time between two scans while something moves. A file is taken when two scans in a row found it the same. */
    static final long POLL_MS = 150;
    /** Time between two scans while nothing is heard of. */
    static final long QUIET_MS = 500;
    /** What has just moved often moves on. */
    private static final long MOVING_NS = TimeUnit.SECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatcher.class);
    private static final long CLOSE_TIMEOUT_MS = 2_000;

    private static final class Watch {
        private final FolderScanner scanner;
        private final FolderHandler handler;
        private boolean unreachable;
        private String lastFailure = "";

        private Watch(final FolderScanner scanner, final FolderHandler handler) {
            this.scanner = scanner;
            this.handler = handler;
        }
    }

    private final List<Watch> watches = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "framedock-deploy");
    private volatile boolean closed;
    private volatile long movedNs = System.nanoTime();

    /** Adds a folder. Before {@link #start()} only. */
    void add(final Path folder, final String suffix, final FolderHandler handler) {
        watches.add(new Watch(new FolderScanner(folder, suffix), handler));
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Scans come in quick turns for a while, since something may be due. Any thread; returns at once. */
    void hurry() {
        movedNs = System.nanoTime();
    }

    /** No change is taken from now on. Does not wait. */
    void stopSoon() {
        closed = true;
        thread.interrupt();
    }

    /** Ends the thread and waits for it. */
    @Override
    public void close() {
        stopSoon();
        try {
            thread.join(CLOSE_TIMEOUT_MS);
        } catch (final InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (FolderEvents events = new FolderEvents(watches.stream().map(watch -> watch.scanner.folder()).toList())) {
            while (!closed) {
                watches.forEach(this::lookUnlessItFails);
                if (System.nanoTime() - movedNs < MOVING_NS) {
                    TimeUnit.MILLISECONDS.sleep(POLL_MS);
                } else if (events.await(QUIET_MS)) {
                    hurry();
                }
            }
        } catch (final InterruptedException ending) {
            LOG.debug("the folders are not watched any more");
        }
    }

    private void lookUnlessItFails(final Watch watch) {
        try {
            look(watch);
            watch.lastFailure = "";
        } catch (final RuntimeException ex) {
            if (!closed && !ex.toString().equals(watch.lastFailure)) {
                LOG.error("watching {} failed and goes on", watch.scanner.folder(), ex);
                watch.lastFailure = ex.toString();
            }
        }
    }

    private void look(final Watch watch) {
        if (watch.handler.wantsAll()) {
            watch.scanner.readAllAgain();
        }
        final FolderScanner.Scan scan = watch.scanner.scan();
        final Path folder = watch.scanner.folder();
        if (!scan.trouble().isEmpty()) {
            if (!watch.unreachable) {
                LOG.warn("{} cannot be read: {}; what runs goes on, and the folder is watched again when it is back",
                    folder, scan.trouble());
                watch.unreachable = true;
            }
            return;
        }
        if (watch.unreachable) {
            LOG.info("{} is back and watched again", folder);
            watch.unreachable = false;
        }
        if (scan.isMoving()) {
            hurry();
        }
        scan.unsettled().forEach(watch.handler::unsettled);
        for (final Map.Entry<String, FileStamp> file : scan.changed().entrySet()) {
            if (closed) {
                return;
            }
            if (!watch.handler.changed(file.getKey(), folder.resolve(file.getKey()), file.getValue())) {
                watch.scanner.readAgain(file.getKey());
            }
        }
        scan.removed().forEach(watch.handler::removed);
        watch.handler.scanned();
    }
}
