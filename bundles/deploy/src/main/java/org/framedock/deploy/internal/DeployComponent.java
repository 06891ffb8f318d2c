package org.framedock.deploy.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.framedock.deploy.DeployStatus;
import org.framedock.deploy.DeployedFile;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the folders of the container's home while it is active. Deactivation leaves the bundles installed; when the
 * component is activated again it adopts them, and starts each one anew from its file.
 */
@Component(immediate = true, service = DeployStatus.class)
public final class DeployComponent implements DeployStatus, SynchronousBundleListener {

    /** Framework property with the absolute path of the container's home. */
    static final String HOME_PROPERTY = "framedock.home";

    private static final Logger LOG = LoggerFactory.getLogger(DeployComponent.class);
    private static final String DEPLOY = "deploy";
    private static final String STREAMS = "config/streams";

    private final BundleContext context;
    private final FolderWatcher watcher = new FolderWatcher();
    private final BundleKeeper jars;
    private final StreamFileKeeper streams;

    /**
     * Starts watching. Declarative Services call it; it does not wait for any bundle.
     *
     * @param context of this bundle.
     * @param admin   keeps the streams' configurations.
     * @throws IOException           if this bundle's private folder cannot be written.
     * @throws IllegalStateException if the framework property framedock.home is not set.
     */
    @Activate
    public DeployComponent(final BundleContext context, @Reference final ConfigurationAdmin admin) throws IOException {
        this(context, admin, BundleKeeper.OVERDUE_NS);
    }

    DeployComponent(final BundleContext context, final ConfigurationAdmin admin, final long overdueNs)
        throws IOException {
        final String home = context.getProperty(HOME_PROPERTY);
        if (home == null || home.isBlank()) {
            LOG.error("the framework property {} is not set; accepted is the absolute path of the folder with deploy/"
                + " and config/; no jar and no stream file is taken", HOME_PROPERTY);
            throw new IllegalStateException("the framework property " + HOME_PROPERTY + " is not set");
        }
        this.context = context;
        final Path homeFolder = Path.of(home).toAbsolutePath();
        final Path copies = context.getDataFile("jars").toPath();
        final Path deploy = folder(homeFolder, DEPLOY);
        final InstallRules rules = new InstallRules(homeFolder, deploy, copies,
            context.getProperty(InstallRules.CERTIFICATES_PROPERTY),
            context.getProperty(InstallRules.REQUIRED_PROPERTY));
        jars = new BundleKeeper(context, new JarInspector(copies, rules), DEPLOY, overdueNs);
        streams = new StreamFileKeeper(admin, STREAMS);
        watcher.add(folder(homeFolder, STREAMS), ".cfg", streams);
        watcher.add(deploy, ".jar", jars);
        context.addBundleListener(this);
        watcher.start();
    }

    /** Stops watching. Bundles stay installed. */
    @Deactivate
    public void close() {
        jars.stopSoon();
        watcher.close();
        context.removeBundleListener(this);
    }

    @Override
    public List<DeployedFile> files() {
        final List<DeployedFile> files = new ArrayList<>(jars.files());
        files.addAll(streams.files());
        return List.copyOf(files);
    }

    /** Notes that imports may be there now, and that the framework ends. Called on any thread; returns at once. */
    @Override
    public void bundleChanged(final BundleEvent event) {
        final boolean framework = event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID;
        if (framework && event.getType() == BundleEvent.STOPPING) {
            watcher.stopSoon();
            jars.stopNow();
        }
        final int interesting = BundleEvent.INSTALLED | BundleEvent.UNINSTALLED | BundleEvent.UPDATED
            | BundleEvent.RESOLVED | BundleEvent.UNRESOLVED;
        if ((event.getType() & interesting) != 0) {
            jars.bundlesChanged();
            watcher.hurry();
        }
    }

    private static Path folder(final Path home, final String name) {
        final Path folder = home.resolve(name);
        try {
            Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (final IOException ex) {
            LOG.warn("{} cannot be created: {}; it is watched as soon as it is there", folder, FileStamp.describe(ex));
        }
        return folder;
    }
}
