package org.framedock.deploy.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns a folder into changes. A file counts as changed when its stamp differs from the last one and then stayed the
 * same for one scan; it counts as removed when it was absent in two scans, so that a tool that deletes and writes anew
 * makes one change of it. What lies there at the first scan is taken at once. Used by the watcher thread only.
 */
final class FolderScanner {

    /**
     * What one scan found: names in order; {@code trouble} is empty unless the folder could not be listed.
     *
     * @param isMoving whether something is being written or removed, or just was.
     */
    record Scan(
        List<String> unsettled, Map<String, FileStamp> changed, List<String> removed, boolean isMoving,
        String trouble) {
    }

    private static final class Seen {
        private FileStamp stamp;
        private boolean taken;
        private boolean absent;
    }

    private final Path folder;
    private final String suffix;
    private final Map<String, Seen> known = new TreeMap<>();
    private boolean first = true;

    FolderScanner(final Path folder, final String suffix) {
        this.folder = folder;
        this.suffix = suffix;
    }

    Path folder() {
        return folder;
    }

    /** Looks at the folder. If it cannot be listed, nothing counts as removed. */
    Scan scan() {
        final List<String> unsettled = new ArrayList<>();
        final Map<String, FileStamp> changed = new TreeMap<>();
        final List<String> removed = new ArrayList<>();
        final Map<String, FileStamp> present = new TreeMap<>();
        try {
            list(present);
        } catch (final NotDirectoryException ex) {
            return new Scan(unsettled, changed, removed, false, "it is not a folder");
        } catch (final IOException ex) {
            return new Scan(unsettled, changed, removed, false, FileStamp.describe(ex));
        }
        present.forEach((name, stamp) -> {
            final Seen seen = known.computeIfAbsent(name, key -> new Seen());
            final boolean same = stamp.equals(seen.stamp);
            seen.stamp = stamp;
            seen.absent = false;
            if (same && seen.taken) {
                return;
            }
            seen.taken = same || first;
            if (seen.taken) {
                changed.put(name, stamp);
            } else {
                unsettled.add(name);
            }
        });
        boolean isMoving = !unsettled.isEmpty() || !changed.isEmpty();
        for (final Iterator<Map.Entry<String, Seen>> it = known.entrySet().iterator(); it.hasNext();) {
            final Map.Entry<String, Seen> entry = it.next();
            if (present.containsKey(entry.getKey())) {
                continue;
            }
            isMoving = true;
            if (entry.getValue().absent) {
                removed.add(entry.getKey());
                it.remove();
            } else {
                entry.getValue().absent = true;
            }
        }
        first = false;
        return new Scan(unsettled, changed, removed, isMoving, "");
    }

    /** The file changed while it was read: it is reported again when it has settled. */
    void readAgain(final String name) {
        final Seen seen = known.get(name);
        if (seen != null) {
            seen.stamp = null;
            seen.taken = false;
        }
    }

    /** Every file counts as changed at the next scan in which it has settled. */
    void readAllAgain() {
        known.values().forEach(seen -> seen.taken = false);
    }

    private void list(final Map<String, FileStamp> present) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (final Path file : files) {
                final String name = file.getFileName().toString();
                if (name.endsWith(suffix) && !name.startsWith(".")) {
                    present.put(name, FileStamp.of(file));
                }
            }
        } catch (final DirectoryIteratorException ex) {
            throw ex.getCause();
        }
    }
}
