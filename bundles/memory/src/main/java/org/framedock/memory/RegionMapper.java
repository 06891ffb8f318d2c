package org.framedock.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * Maps the regions of others: first every check of the path (W-30), then of huge pages (W-31), then of the superblock
 * (W-8). A client never makes, sizes or deletes a region's file (W-32). Not thread-safe, not for the hot path.
 */
public final class RegionMapper {

    /**
     * A writer's pages are there before its first lap of the ring, which would take a page fault each otherwise. More
     * than this would take so long that the lease could end meanwhile.
     */
    private static final long MOST_POPULATED_BYTES = 256L << 20;
    private static final String IDENTITY = "unix:dev,ino,size,isRegularFile";

    private final AllowedDirectories allowed;
    private final long maxActivityAgeNs;
    private final boolean requireHugepages;

    /**
     * A mapper with the rules of one program.
     *
     * @param allowed          directories below which regions may lie.
     * @param maxActivityAgeNs the oldest accepted activity of a region: 3 announce periods (W-9).
     */
    public RegionMapper(final AllowedDirectories allowed, final long maxActivityAgeNs) {
        this(allowed, maxActivityAgeNs, false);
    }

    /**
     * A mapper with the rules of one program.
     *
     * @param allowed          directories below which regions may lie.
     * @param maxActivityAgeNs the oldest accepted activity of a region: 3 announce periods (W-9).
     * @param requireHugepages whether every region has to lie on hugetlbfs, whatever its URI says (W-31).
     */
    public RegionMapper(
        final AllowedDirectories allowed, final long maxActivityAgeNs, final boolean requireHugepages) {
        this.allowed = allowed;
        this.maxActivityAgeNs = maxActivityAgeNs;
        this.requireHugepages = requireHugepages;
    }

    /**
     * Maps a region.
     *
     * @param uri      where it lies, as announced or granted.
     * @param spec     what it has to be.
     * @param writable whether slots will be written; consumers map for reading only (W-29).
     * @param nowNs    CLOCK_MONOTONIC.
     * @return the mapping, to be closed by the caller.
     * @throws RegionRefusedException on any doubt, with the path and the reason.
     */
    public MappedRegion map(final String uri, final RegionSpec spec, final boolean writable, final long nowNs)
        throws RegionRefusedException {
        spec.requireSound();
        final RegionUri region = RegionUri.parse(uri);
        final Path real = resolve(region.path());
        final Map<String, Object> checked = attributes(real, real, LinkOption.NOFOLLOW_LINKS);
        if (!Boolean.TRUE.equals(checked.get("isRegularFile"))) {
            throw refused(region.path(), "it is not a regular file");
        }
        final int fd = open(region.path(), writable);
        MappedRegion mapped = null;
        try {
            requireSameFile(region.path(), real, fd, checked);
            mapped = mapOpened(region, spec, fd, writable, nowNs);
            return mapped;
        } finally {
            if (mapped == null) {
                Posix.c().close(fd);
            }
        }
    }

    private Path resolve(final String path) throws RegionRefusedException {
        final Path real;
        try {
            final Path given = Path.of(path);
            if (Files.isSymbolicLink(given)) {
                throw refused(path, "it is a link");
            }
            real = given.toRealPath();
        } catch (final InvalidPathException e) {
            throw refused(path, "it cannot be a path here (" + e.getReason() + ")");
        } catch (final IOException | SecurityException e) {
            throw refused(path, "it cannot be resolved (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")");
        }
        if (!allowed.contain(real)) {
            throw refused(path, "it does not lie below one of the allowed directories " + allowed);
        }
        return real;
    }

    private static int open(final String path, final boolean writable) throws RegionRefusedException {
        final int access = writable ? Posix.O_RDWR : Posix.O_RDONLY;
        // A pipe that has taken the file's place since the check must not hang the caller.
        final int flags = access | Posix.O_NOFOLLOW | Posix.O_NONBLOCK | Posix.O_CLOEXEC;
        final int fd = Posix.c().open(path, flags, 0);
        if (fd < 0) {
            throw refused(path, "it cannot be opened (" + Posix.describe(Posix.errno()) + ")");
        }
        return fd;
    }

    /** The opened file is the one that was checked, wherever links have been swapped in between. */
    private static void requireSameFile(
        final String path, final Path real, final int fd, final Map<String, Object> checked)
        throws RegionRefusedException {
        final Path opened = Path.of("/proc/self/fd/" + fd);
        final Map<String, Object> identity = attributes(opened, real);
        final boolean same = checked.get("dev").equals(identity.get("dev"))
            && checked.get("ino").equals(identity.get("ino"));
        try {
            if (!same || !Files.readSymbolicLink(opened).equals(real)) {
                throw refused(path, "it was replaced while it was being checked");
            }
        } catch (final IOException e) {
            throw refused(path, "the opened file cannot be identified (" + e.getMessage() + ")");
        }
    }

    private MappedRegion mapOpened(
        final RegionUri region, final RegionSpec spec, final int fd, final boolean writable, final long nowNs)
        throws RegionRefusedException {
        final boolean hugetlbfs = Posix.isHugetlbfs(fd);
        if ((requireHugepages || region.requireHugepages()) && !hugetlbfs) {
            throw refused(region.path(), "huge pages are required and it does not lie on hugetlbfs");
        }
        final Map<String, Object> identity = attributes(Path.of("/proc/self/fd/" + fd), Path.of(region.path()));
        final long size = (Long)identity.get("size");
        final long length = spec.lengthBytes();
        if (size < length || size != length && !hugetlbfs) {
            throw refused(region.path(), "it has " + size + " bytes and not " + length);
        }
        final int protection = writable ? Posix.PROT_READ | Posix.PROT_WRITE : Posix.PROT_READ;
        // On hugetlbfs a mapping ends at a huge page: the file's own length is the only one that can be unmapped again.
        final long mappedBytes = hugetlbfs ? size : length;
        final boolean populate = writable && mappedBytes <= MOST_POPULATED_BYTES;
        final long address = Posix.map(
            fd, mappedBytes, protection, populate ? Posix.MAP_SHARED | Posix.MAP_POPULATE : Posix.MAP_SHARED);
        if (address == -1) {
            throw refused(region.path(), "it cannot be mapped (" + Posix.describe(Posix.errno()) + ")");
        }
        final String doubt = doubt(new Superblock(address), spec, nowNs);
        if (doubt != null) {
            Posix.c().munmap(Posix.pointer(address), mappedBytes);
            throw refused(region.path(), doubt);
        }
        // It remembers who wrote the superblock, so it is made only when that is known to be written whole.
        return new MappedRegion(spec, region.path(), address, mappedBytes, fd);
    }

    private String doubt(final Superblock superblock, final RegionSpec spec, final long nowNs) {
        final String difference = superblock.differenceFrom(spec);
        if (difference != null) {
            return "its superblock disagrees: " + difference;
        }
        if (!superblock.isKeptAlive(nowNs, maxActivityAgeNs)) {
            return "it is not kept alive: last activity " + superblock.activityTimestampNs() + " ns, now "
                + nowNs + " ns";
        }
        return null;
    }

    private static Map<String, Object> attributes(final Path path, final Path named, final LinkOption... options)
        throws RegionRefusedException {
        try {
            return Files.readAttributes(path, IDENTITY, options);
        } catch (final IOException e) {
            throw refused(named.toString(), "it cannot be examined (" + e.getMessage() + ")");
        }
    }

    private static RegionRefusedException refused(final String path, final String reason) {
        return new RegionRefusedException("region " + path + " refused: " + reason);
    }
}
