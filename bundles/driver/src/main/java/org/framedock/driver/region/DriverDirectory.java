package org.framedock.driver.region;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.framedock.driver.DriverStartException;
import org.framedock.memory.RegionDirectories;
import org.framedock.memory.RegionFile;
import org.framedock.memory.RegionRefusedException;
import org.framedock.settings.DriverSettings;

/**
 * The directory of one driver, {@code <base_dir>/tensorpool-<user>/<namespace>} (W-1), made or checked (D-19b) and
 * locked (D-18). Belongs to the driver from before its start to its end.
 */
public final class DriverDirectory implements AutoCloseable {

    private static final String HUGETLBFS = "hugetlbfs";

    private final Path path;
    private final boolean onHugePages;
    private final RegionFile.Options options;
    private final DriverLock lock;

    private DriverDirectory(
        final Path path, final boolean onHugePages, final RegionFile.Options options, final DriverLock lock) {
        this.path = path;
        this.onHugePages = onHugePages;
        this.options = options;
        this.lock = lock;
    }

    /**
     * Makes the directory and takes its lock.
     *
     * @param settings says where.
     * @return the directory, to be closed by the caller.
     * @throws DriverStartException if it cannot be made or used, or another driver is alive in it.
     */
    public static DriverDirectory acquire(final DriverSettings settings) throws DriverStartException {
        try {
            // Some readers refuse a path that has a link anywhere in it.
            final Path base = settings.baseDir().toRealPath();
            final FileStore store = Files.getFileStore(base);
            final boolean onHugePages = HUGETLBFS.equals(store.type());
            if (settings.requireHugepages() && !onHugePages) {
                throw new DriverStartException("shm.require_hugepages = true needs a shm.base_dir on hugetlbfs, and "
                    + base + " is on " + store.type());
            }
            final int pageBytes =
                onHugePages ? (int)Math.max(settings.pageSizeBytes(), store.getBlockSize()) : settings.pageSizeBytes();
            final Path owned = base.resolve("tensorpool-" + sanitised(System.getProperty("user.name", "")));
            RegionDirectories.makeOwned(owned, settings.permissionsMode());
            final Path path = owned.resolve(settings.namespace());
            RegionDirectories.makeOwned(path, settings.permissionsMode());
            final RegionFile.Options options = new RegionFile.Options(settings.permissionsMode(),
                settings.prefaultShm(), settings.mlockShm(), settings.requireHugepages(), pageBytes);
            return new DriverDirectory(path, onHugePages, options, DriverLock.acquire(path));
        } catch (final IOException e) {
            throw new DriverStartException("shm.base_dir = " + settings.baseDir() + " cannot be used (" + e
                + "): it has to be a directory that exists and that this user may write to");
        } catch (final RegionRefusedException e) {
            throw new DriverStartException(e.getMessage());
        }
    }

    /** A user's name as part of a directory's name, so that it cannot lead out of its directory (W-1). */
    static String sanitised(final String user) {
        final StringBuilder safe = new StringBuilder();
        for (int i = 0; i < user.length(); i++) {
            final char c = user.charAt(i);
            final boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-'
                || c == '_' || c == '.';
            safe.append(plain ? c : '_');
        }
        return safe.length() == 0 ? "unknown" : safe.toString();
    }

    /**
     * The directory.
     *
     * @return absolute path without links.
     */
    public Path path() {
        return path;
    }

    /**
     * The directory of a stream, existing or not.
     *
     * @param streamId the stream.
     * @return absolute path.
     */
    public Path stream(final long streamId) {
        return path.resolve(Long.toString(streamId));
    }

    /**
     * Whether regions made here lie on huge pages.
     *
     * @return true on hugetlbfs.
     */
    public boolean onHugePages() {
        return onHugePages;
    }

    /**
     * How regions are made here.
     *
     * @return options for {@link RegionFile#create}.
     */
    public RegionFile.Options options() {
        return options;
    }

    /** Gives the lock back; files stay. Closing twice is harmless. */
    @Override
    public void close() {
        lock.close();
    }
}
