package org.framedock.deploy.internal;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the watcher when the system says that something happened in its folders. Only a help: some file systems say
 * nothing, and a system may have no watches left, so what counts is what a scan finds. Used by the watcher thread only.
 */
final class FolderEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderEvents.class);

    private final List<Path> folders;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    /** Null if the system has none to give. */
    private final WatchService service;

    /** Begins at once, as far as the folders are there. */
    FolderEvents(final List<Path> folders) {
        this.folders = List.copyOf(folders);
        service = newService();
        register();
    }

    private static WatchService newService() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (final IOException | UnsupportedOperationException ex) {
            LOG.info("the system tells no changes of folders ({}): they are looked at twice a second", ex.getMessage());
            return null;
        }
    }

    /**
     * Waits until something happens.
     *
     * @param ms for so long at most.
     * @return false if nothing was heard of.
     * @throws InterruptedException if the thread is interrupted meanwhile.
     */
    boolean await(final long ms) throws InterruptedException {
        if (service == null) {
            TimeUnit.MILLISECONDS.sleep(ms);
            return false;
        }
        register();
        final WatchKey first = service.poll(ms, TimeUnit.MILLISECONDS);
        for (WatchKey key = first; key != null; key = service.poll()) {
            key.pollEvents();
            key.reset();
        }
        return first != null;
    }

    /** Also a folder that was deleted and made anew: its former key is not valid any more. */
    private void register() {
        for (final Path folder : service == null ? List.<Path>of() : folders) {
            final WatchKey key = keys.get(folder);
            if (key == null || !key.isValid()) {
                keys.remove(folder);
                try {
                    keys.put(folder, folder.register(service, StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE));
                } catch (final IOException | RuntimeException notNow) {
                    LOG.debug("{} tells no changes: {}", folder, notNow.toString());
                }
            }
        }
    }

    @Override
    public void close() {
        if (service != null) {
            try {
                service.close();
            } catch (final IOException ex) {
                LOG.debug("a watch was not closed: {}", ex.toString());
            }
        }
    }
}
