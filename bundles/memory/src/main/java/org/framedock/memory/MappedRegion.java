package org.framedock.memory;

/**
 * A mapping of a region's file, which stays open as long. Ends by {@link #close}; afterwards no address of it may be
 * used. Not thread-safe.
 */
public final class MappedRegion implements AutoCloseable {

    private final RegionSpec spec;
    private final String path;
    private final long address;
    private final long mappedBytes;
    private final int fd;
    private final Superblock superblock;
    private final long pid;
    private final long startTimestampNs;
    private boolean closed;

    /** Owns the mapping and the file descriptor from now on. */
    MappedRegion(
        final RegionSpec spec, final String path, final long address, final long mappedBytes, final int fd) {
        this.spec = spec;
        this.path = path;
        this.address = address;
        this.mappedBytes = mappedBytes;
        this.fd = fd;
        this.superblock = new Superblock(address);
        this.pid = superblock.pid();
        this.startTimestampNs = superblock.startTimestampNs();
    }

    /**
     * What the region is.
     *
     * @return the region's description, checked against its superblock.
     */
    public RegionSpec spec() {
        return spec;
    }

    /**
     * The region's file.
     *
     * @return absolute path.
     */
    public String path() {
        return path;
    }

    /**
     * Start of the mapping, where the superblock lies.
     *
     * @return native address.
     */
    public long address() {
        return address;
    }

    /**
     * Start of a slot (W-2). No check of the index.
     *
     * @param slot index of the slot.
     * @return native address.
     */
    public long slotAddress(final int slot) {
        return address + RegionSpec.SUPERBLOCK_BYTES + (long)slot * spec.strideBytes();
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
     * Whether the region is still the one that was mapped: a changed pid or start time means two writers (W-8).
     *
     * @return false if somebody wrote another superblock over it.
     */
    public boolean isStillTheSame() {
        return superblock.pid() == pid && superblock.startTimestampNs() == startTimestampNs
            && superblock.magic() == Superblock.MAGIC && superblock.epoch() == spec.epoch();
    }

    /**
     * Whether the file is still as long as it was. Whoever shortens a mapped file takes pages away under the mapping:
     * reads then give any value, writes are lost, and the virtual machine says so later or not at all, see {@link
     * MemoryFault}. One call of the operating system, about a microsecond; for the cadence of liveness, not for each
     * frame. Never throws: an error that the virtual machine still owes this thread ends here.
     *
     * @return false if the region has to be unmapped.
     */
    public boolean isIntact() {
        try {
            return Posix.c().lseek(fd, 0, Posix.SEEK_END) >= mappedBytes;
        } catch (final InternalError owed) {
            if (!MemoryFault.isOne(owed)) {
                throw owed;
            }
            // It may be owed for another region of this thread, so that only the length decides.
            return Posix.c().lseek(fd, 0, Posix.SEEK_END) >= mappedBytes;
        }
    }

    /** Unmaps the region. Closing twice is harmless. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Posix.c().munmap(Posix.pointer(address), mappedBytes);
            Posix.c().close(fd);
        }
    }
}
