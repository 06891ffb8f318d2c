package org.framedock.deploy.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.framedock.deploy.DeployedFile;
import org.framedock.deploy.DeployedFile.State;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one configuration per file of a folder. A file that is refused leaves the configuration as it was. The watcher
 * thread brings the changes; {@link #files()} is safe on any thread.
 */
abstract class ConfigFileKeeper implements FolderHandler {

    /** Location of a configuration that any bundle may receive. */
    static final String ANY_BUNDLE = "?";

    private static final Logger LOG = LoggerFactory.getLogger(ConfigFileKeeper.class);
    private static final String KEPT = "; the earlier settings stay in force";

    private final ConfigurationAdmin admin;
    private final String folderName;
    private final Map<String, DeployedFile> files = new TreeMap<>();
    private boolean leftoversDeleted;

    /**
     * With the service that keeps the configurations.
     *
     * @param folderName name of the folder as operators know it, for instance {@code config/streams}.
     */
    ConfigFileKeeper(final ConfigurationAdmin admin, final String folderName) {
        this.admin = admin;
        this.folderName = folderName;
    }

    /**
     * PID of a file's configuration.
     *
     * @throws RefusedException if the file has a name that no configuration can have.
     */
    abstract String pidOf(String fileName) throws RefusedException;

    /** Name of the file that a configuration comes from. */
    abstract String fileOf(String pid);

    /** Filter of all configurations that come from files of the folder. */
    abstract String filter();

    /** The configuration of a file, made if there is none. */
    abstract Configuration configuration(ConfigurationAdmin from, String fileName)
        throws IOException, RefusedException;

    @Override
    public void unsettled(final String name) {
        synchronized (files) {
            files.computeIfAbsent(
                name, key -> file(key, "", State.WAITING, "it is looked at when it has stopped changing"));
        }
    }

    @Override
    public boolean changed(final String name, final Path file, final FileStamp stamp) {
        String pid = "";
        try {
            pid = pidOf(name);
            if (!stamp.isReadable()) {
                throw new RefusedException(
                    "it cannot be read: " + stamp.trouble() + "; accepted is a readable text file in UTF-8");
            }
            final Dictionary<String, Object> settings = ConfigFile.read(file);
            if (!FileStamp.of(file).equals(stamp)) {
                return false;
            }
            if (configuration(admin, name).updateIfDifferent(settings)) {
                LOG.info("{}/{}: {} has its settings", folderName, name, pid);
            }
            put(file(name, pid, State.ACTIVE, ""));
        } catch (final RefusedException ex) {
            refuse(name, pid, ex.getMessage());
        } catch (final IOException | RuntimeException ex) {
            refuse(name, pid, "the configuration service does not take it: " + ex.getMessage()
                + "; it is tried again when the file changes");
        }
        return true;
    }

    @Override
    public void removed(final String name) {
        synchronized (files) {
            files.remove(name);
        }
        try {
            delete("(service.pid=" + pidOf(name) + ")");
        } catch (final RefusedException ex) {
            // A file of that name never had a configuration.
            LOG.debug("{}/{} is gone", folderName, name);
        }
    }

    /** Once, after the first scan: deletes the configurations of an earlier run whose files are gone. */
    @Override
    public void scanned() {
        if (!leftoversDeleted) {
            leftoversDeleted = true;
            delete(filter());
        }
    }

    /** What became of each file, in order of the file name. Safe on any thread. */
    List<DeployedFile> files() {
        synchronized (files) {
            return new ArrayList<>(files.values());
        }
    }

    /** Deletes those of the filter's configurations that have no file. */
    private void delete(final String filter) {
        try {
            final Configuration[] found = admin.listConfigurations(filter);
            for (final Configuration configuration : found == null ? new Configuration[0] : found) {
                final String pid = configuration.getPid();
                if (!isPresent(fileOf(pid))) {
                    configuration.delete();
                    LOG.info("{}/{} is not there: {} deleted", folderName, fileOf(pid), pid);
                }
            }
        } catch (final IOException | InvalidSyntaxException | RuntimeException ex) {
            LOG.warn("{}: configurations {} cannot be deleted: {}", folderName, filter, ex.toString());
        }
    }

    private boolean isPresent(final String name) {
        synchronized (files) {
            return files.containsKey(name);
        }
    }

    private void refuse(final String name, final String pid, final String reason) {
        final DeployedFile old;
        synchronized (files) {
            old = files.get(name);
        }
        final boolean known = old != null && (old.state() == State.ACTIVE || old.reason().endsWith(KEPT));
        final String text = known ? reason + KEPT : reason;
        LOG.warn("{}/{} refused: {}", folderName, name, text);
        put(file(name, pid, State.REFUSED, text));
    }

    private void put(final DeployedFile file) {
        synchronized (files) {
            files.put(file.fileName().substring(folderName.length() + 1), file);
        }
    }

    private DeployedFile file(final String name, final String pid, final State state, final String reason) {
        return new DeployedFile(folderName + "/" + name, pid, "", state, reason);
    }
}
