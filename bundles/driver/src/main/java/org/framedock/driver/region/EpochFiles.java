package org.framedock.driver.region;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.framedock.memory.OutOfSpaceException;
import org.framedock.memory.RegionDirectories;
import org.framedock.memory.RegionFile;
import org.framedock.memory.RegionRefusedException;
import org.framedock.memory.RegionSpec;
import org.framedock.memory.RegionUri;
import org.framedock.settings.Pool;
import org.framedock.settings.Profile;

/**
 * The region files of one stream in one epoch, all of them or none (D-17): the header ring and a file for each pool
 * (W-1). Holds the driver's mapping of their superblocks until it is closed; the files stay.
 */
public final class EpochFiles implements AutoCloseable {

    static final String HEADER_FILE = "header.ring";
    static final String POOL_SUFFIX = ".pool";

    private final long epoch;
    private final int slotCount;
    private final List<RegionFile> regions;
    private final byte[] headerUri;
    private final byte[][] poolUris;

    private EpochFiles(final long epoch, final int slotCount, final List<RegionFile> regions, final boolean hugepages) {
        this.epoch = epoch;
        this.slotCount = slotCount;
        this.regions = regions;
        headerUri = uri(regions.get(0), hugepages);
        poolUris = new byte[regions.size() - 1][];
        for (int i = 0; i < poolUris.length; i++) {
            poolUris[i] = uri(regions.get(i + 1), hugepages);
        }
    }

    private static byte[] uri(final RegionFile region, final boolean hugepages) {
        return new RegionUri(region.path().toString(), hugepages).format().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Makes the files of an epoch. If that fails nothing is left of them.
     *
     * @param directory where the driver keeps its streams.
     * @param streamId  the stream.
     * @param epoch     an epoch that has no files yet.
     * @param profile   the stream's shape.
     * @param nowNs     CLOCK_MONOTONIC.
     * @return the files, to be closed by the caller.
     * @throws OutOfSpaceException    if the file system has too little room for all of them.
     * @throws RegionRefusedException for any other reason, named in the message.
     */
    public static EpochFiles create(
        final DriverDirectory directory, final long streamId, final long epoch, final Profile profile,
        final long nowNs) throws RegionRefusedException, OutOfSpaceException {
        final List<RegionSpec> specs = specs(streamId, epoch, profile);
        final Path streamDirectory = directory.stream(streamId);
        final Path epochDirectory = streamDirectory.resolve(Long.toString(epoch));
        final RegionFile.Options options = directory.options();
        requireSpace(directory.path(), epochDirectory, specs);
        RegionDirectories.makeOwned(streamDirectory, options.fileMode());
        RegionDirectories.makeOwned(epochDirectory, options.fileMode());
        final List<RegionFile> made = new ArrayList<>();
        boolean complete = false;
        try {
            for (final RegionSpec spec : specs) {
                made.add(RegionFile.create(epochDirectory.resolve(fileName(spec)), spec, options, nowNs));
            }
            complete = true;
        } finally {
            if (!complete) {
                discard(epochDirectory, made);
            }
        }
        return new EpochFiles(epoch, profile.headerSlotCount(), made, options.hugepages());
    }

    private static List<RegionSpec> specs(final long streamId, final long epoch, final Profile profile) {
        final List<RegionSpec> specs = new ArrayList<>();
        specs.add(RegionSpec.headerRing(epoch, streamId, profile.headerSlotCount()));
        for (final Pool pool : profile.pools()) {
            specs.add(RegionSpec.payloadPool(
                epoch, streamId, pool.poolId(), profile.headerSlotCount(), pool.strideBytes()));
        }
        return specs;
    }

    private static String fileName(final RegionSpec spec) {
        return spec.poolId() == 0 ? HEADER_FILE : spec.poolId() + POOL_SUFFIX;
    }

    private static void requireSpace(final Path existing, final Path epochDirectory, final List<RegionSpec> specs)
        throws OutOfSpaceException {
        long neededBytes = 0;
        for (final RegionSpec spec : specs) {
            neededBytes += spec.lengthBytes();
        }
        try {
            final FileStore store = Files.getFileStore(existing);
            final long freeBytes = store.getUsableSpace();
            // A hugetlbfs mounted without a limit says 0 of 0 bytes, whatever the machine has set aside for it.
            if (store.getTotalSpace() != 0 && freeBytes < neededBytes) {
                throw new OutOfSpaceException(epochDirectory, neededBytes, freeBytes);
            }
        } catch (final IOException unknown) {
            // Each file is checked again when it is made.
        }
    }

    private static void discard(final Path epochDirectory, final List<RegionFile> made) {
        for (final RegionFile region : made) {
            region.close();
            deleteQuietly(region.path());
        }
        deleteQuietly(epochDirectory);
    }

    private static void deleteQuietly(final Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (final IOException leftBehind) {
            // Clean-up of epochs takes it later; the failure that led here is the one to report.
        }
    }

    /**
     * The epoch.
     *
     * @return at least 1.
     */
    public long epoch() {
        return epoch;
    }

    /**
     * Slots of the header ring and of every pool.
     *
     * @return a power of two.
     */
    public int slotCount() {
        return slotCount;
    }

    /**
     * Payload pools.
     *
     * @return how many.
     */
    public int poolCount() {
        return poolUris.length;
    }

    /**
     * What a pool is.
     *
     * @param index from 0.
     * @return its description.
     */
    public RegionSpec pool(final int index) {
        return regions.get(index + 1).spec();
    }

    /**
     * Where a pool lies.
     *
     * @param index from 0.
     * @return its URI in ASCII; not to be changed.
     */
    public byte[] poolUri(final int index) {
        return poolUris[index];
    }

    /**
     * Where the header ring lies.
     *
     * @return its URI in ASCII; not to be changed.
     */
    public byte[] headerUri() {
        return headerUri;
    }

    /**
     * Says in every superblock that the regions are alive (W-9). No allocation.
     *
     * @param nowNs CLOCK_MONOTONIC.
     */
    public void refreshActivity(final long nowNs) {
        for (int i = 0; i < regions.size(); i++) {
            regions.get(i).superblock().activityTimestampNs(nowNs);
        }
    }

    /** Unmaps the superblocks and leaves the files. Closing twice is harmless. */
    @Override
    public void close() {
        regions.forEach(RegionFile::close);
    }
}
