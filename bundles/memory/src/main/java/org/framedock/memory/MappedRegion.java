package org.framedock.memory;

import java.lang.ref.Reference;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A mapping of a region's file, which stays open as long. Ends by {@link #close}; afterwards no address of it may be
 * used. Not thread-safe.
 */
public final class MappedRegion implements AutoCloseable {

    /**
     * Copies of this size and more are the C library's. It does without reading memory that is written over as a whole,
     * which the virtual machine's copy does not: half as fast again where a ring is larger than the caches.
     */
    static final int COPIED_BY_C_FROM_BYTES = 256 * 1024;
    /** A look at the file costs a microsecond, a tenth of such a copy. */
    static final long NS_BETWEEN_LOOKS = 100_000;

    private final RegionSpec spec;
    private final String path;
    private final long address;
    private final long mappedBytes;
    private final int fd;
    private final Superblock superblock;
    private final long pid;
    private final long startTimestampNs;
    private final UnsafeBuffer slotView = new UnsafeBuffer(0, 0);
    private long lookNs = System.nanoTime();
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
     * Copies bytes to the beginning of a slot. A large copy looks at the length of the file first, at most ten
     * thousand times a second, see {@link #isIntact}: a missing page would end the process in C, where it is an {@link
     * InternalError} in Java. No allocation.
     *
     * @param slot   index, not checked.
     * @param source the bytes.
     * @param offset of the first one.
     * @param length how many, at most the stride.
     * @throws IndexOutOfBoundsException if the source ends before.
     */
    public void copyIn(final int slot, final DirectBuffer source, final int offset, final int length) {
        final long to = slotAddress(slot);
        if (length >= COPIED_BY_C_FROM_BYTES && source.byteArray() == null && isStillIntact()) {
            source.boundsCheck(offset, length);
            Posix.c().memcpy(to, source.addressOffset() + offset, length);
            // The virtual machine may free the source's memory as soon as nobody asks for the buffer any more.
            Reference.reachabilityFence(source);
        } else {
            slotView.wrap(to, length);
            slotView.putBytes(0, source, offset, length);
        }
    }

    private boolean isStillIntact() {
        final long nowNs = System.nanoTime();
        if (nowNs - lookNs < 0) {
            return true;
        }
        final boolean intact = isIntact();
        if (intact) {
            lookNs = nowNs + NS_BETWEEN_LOOKS;
        }
        return intact;
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
     * frame. If it is not, no error is owed to this thread any more.
     *
     * @return false if the region has to be unmapped.
     */
    public boolean isIntact() {
        final boolean intact = Posix.c().lseek(fd, 0, Posix.SEEK_END) >= mappedBytes;
        if (!intact) {
            try {
                MemoryFault.settle();
            } catch (final InternalError owed) {
                // The very first call of it enters the virtual machine, too.
                if (!MemoryFault.isOne(owed)) {
                    throw owed;
                }
            }
        }
        return intact;
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
