package org.framedock.memory;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A region's file as its maker, the driver, holds it: made exclusively, sized, its superblock written and synced before
 * anybody hears of it (W-7). Only the superblock is mapped, unless the memory is to be locked. Not thread-safe.
 */
public final class RegionFile implements AutoCloseable {

    private static final int PAGE_BYTES = 4096;
    private static final int MAX_INTERRUPTIONS = 1000;

    private final Path path;
    private final RegionSpec spec;
    private final long address;
    private final long mappedBytes;
    private final Superblock superblock;
    private boolean closed;

    private RegionFile(final Path path, final RegionSpec spec, final long address, final long mappedBytes) {
        this.path = path;
        this.spec = spec;
        this.address = address;
        this.mappedBytes = mappedBytes;
        this.superblock = new Superblock(address);
    }

    /**
     * How regions are made.
     *
     * @param fileMode  permission bits, none of them for others, applied whatever the umask (W-33).
     * @param prefault  whether all pages are allocated and zeroed at once, so that no writer can run out of space.
     * @param lock      whether the pages are locked into memory; a failure is an error.
     * @param hugepages whether the region has to lie on hugetlbfs (W-31).
     * @param pageBytes size of a huge page, to which the file's length is rounded on hugetlbfs.
     */
    public record Options(int fileMode, boolean prefault, boolean lock, boolean hugepages, int pageBytes) {
    }

    /**
     * Makes a region. Nothing is left behind if that fails.
     *
     * @param path    file that does not exist yet, in an existing directory.
     * @param spec    what the region is.
     * @param options how it is made.
     * @param nowNs   CLOCK_MONOTONIC.
     * @return the region, to be closed by the caller; closing does not delete the file.
     * @throws OutOfSpaceException     if the file system has too little room, or too few huge pages are free (D-17).
     * @throws RegionRefusedException  for any other reason, named in the message.
     */
    public static RegionFile create(final Path path, final RegionSpec spec, final Options options, final long nowNs)
        throws RegionRefusedException, OutOfSpaceException {
        spec.requireSound();
        RegionDirectories.requirePrivate(path, options.fileMode());
        requireSpace(path, spec.lengthBytes());
        final int flags = Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL | Posix.O_NOFOLLOW | Posix.O_CLOEXEC;
        final int fd = Posix.c().open(path.toString(), flags, 0600);
        if (fd < 0) {
            throw failed(path, "create", Posix.errno());
        }
        RegionFile region = null;
        boolean made = false;
        try {
            region = initialise(fd, path, spec, options);
            region.superblock.write(spec, ProcessHandle.current().pid(), nowNs);
            if (Posix.c().msync(Posix.pointer(region.address), PAGE_BYTES, Posix.MS_SYNC) != 0) {
                throw failed(path, "sync", Posix.errno());
            }
            // Only now may others open it.
            if (Posix.c().fchmod(fd, options.fileMode()) != 0) {
                throw failed(path, "set the mode of", Posix.errno());
            }
            made = true;
            return region;
        } finally {
            Posix.c().close(fd);
            if (!made) {
                if (region != null) {
                    region.close();
                }
                deleteQuietly(path);
            }
        }
    }

    private static RegionFile initialise(
        final int fd, final Path path, final RegionSpec spec, final Options options)
        throws RegionRefusedException, OutOfSpaceException {
        final boolean hugetlbfs = Posix.isHugetlbfs(fd);
        if (options.hugepages() && !hugetlbfs) {
            throw new RegionRefusedException(
                "cannot make " + path + ": huge pages are required and it does not lie on hugetlbfs");
        }
        final long page = hugetlbfs ? options.pageBytes() : 1;
        final long length = (spec.lengthBytes() + page - 1) / page * page;
        size(fd, path, length, options.prefault() && !hugetlbfs);
        final long mappedBytes = options.lock() || hugetlbfs ? length : Math.min(length, PAGE_BYTES);
        final long address = Posix.map(fd, mappedBytes, Posix.PROT_READ | Posix.PROT_WRITE, Posix.MAP_SHARED);
        if (address == -1) {
            final int error = Posix.errno();
            if (hugetlbfs && error == Posix.ENOMEM) {
                // Huge pages are reserved when they are mapped, so only now does it show that there are too few.
                throw new OutOfSpaceException(path, length, usableBytes(path));
            }
            throw failed(path, "map", error);
        }
        final RegionFile region = new RegionFile(path, spec, address, mappedBytes);
        if (options.lock() && Posix.c().mlock(Posix.pointer(address), mappedBytes) != 0) {
            final RegionRefusedException e = failed(path, "lock into memory", Posix.errno());
            region.close();
            throw e;
        }
        return region;
    }

    private static void size(final int fd, final Path path, final long length, final boolean allocate)
        throws RegionRefusedException, OutOfSpaceException {
        if (allocate) {
            // Allocates, so that a later write past the end of a full tmpfs cannot kill a writer (D-17).
            final int error = allocate(fd, length);
            if (error == 0) {
                return;
            }
            if (error == Posix.ENOSPC) {
                throw new OutOfSpaceException(path, length, usableBytes(path));
            }
            if (error != Posix.EOPNOTSUPP) {
                throw failed(path, "allocate " + length + " bytes for", error);
            }
        }
        if (Posix.c().ftruncate(fd, length) != 0) {
            throw failed(path, "size", Posix.errno());
        }
    }

    /** Returns 0 or the error. A signal may interrupt it, and a large region takes long enough for many signals. */
    private static int allocate(final int fd, final long length) {
        int error = Posix.EINTR;
        for (int i = 0; i < MAX_INTERRUPTIONS && error == Posix.EINTR; i++) {
            error = Posix.c().fallocate(fd, 0, 0, length) == 0 ? 0 : Posix.errno();
        }
        return error;
    }

    private static void requireSpace(final Path path, final long neededBytes) throws OutOfSpaceException {
        final long usableBytes = usableBytes(path);
        if (usableBytes < neededBytes) {
            throw new OutOfSpaceException(path, neededBytes, usableBytes);
        }
    }

    private static long usableBytes(final Path path) {
        try {
            final FileStore store = Files.getFileStore(path.getParent());
            // A hugetlbfs mounted without a limit says 0 of 0 bytes, whatever the machine has set aside for it.
            return store.getTotalSpace() == 0 ? Long.MAX_VALUE : store.getUsableSpace();
        } catch (final IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    private static RegionRefusedException failed(final Path path, final String action, final int errno) {
        return new RegionRefusedException("cannot " + action + " " + path + ": " + Posix.describe(errno));
    }

    private static void deleteQuietly(final Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (final IOException leftBehind) {
            // The failure that led here is the one to report; clean-up of epochs takes the file later.
        }
    }

    /**
     * What the region is.
     *
     * @return as given to {@link #create}.
     */
    public RegionSpec spec() {
        return spec;
    }

    /**
     * The region's file.
     *
     * @return absolute path.
     */
    public Path path() {
        return path;
    }

    /**
     * The region's superblock.
     *
     * @return view on the mapping.
     */
    public Superblock superblock() {
        return superblock;
    }

    /**
     * Whether the file is still there in its full length. If somebody has deleted or shortened it, nobody can map it
     * any more, and writing into the superblock may fail as {@link MemoryFault} tells. For the cadence of announces.
     *
     * @return false if the region is lost.
     */
    public boolean isIntact() {
        return path.toFile().length() >= spec.lengthBytes();
    }

    /** Unmaps the region and leaves its file. Closing twice is harmless. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Posix.c().munmap(Posix.pointer(address), mappedBytes);
        }
    }
}
