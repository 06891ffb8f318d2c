package org.framedock.tools;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.agrona.BufferUtil;
import org.framedock.memory.RegionRefusedException;
import org.framedock.memory.RegionSpec;
import org.framedock.memory.Superblock;
import org.framedock.protocol.pool.RegionType;

/**
 * A region's file as it lies on disk: its superblock, and whether that and the file's length agree (W-2, W-8). Read by
 * copies and never mapped, so whatever happens to the file meanwhile harms nobody. No link is followed. Immutable but
 * for the file itself.
 */
final class RegionFileView implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final long lengthBytes;
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final RegionSpec spec;
    private final String fault;
    private final long pid;
    private final long startTimestampNs;
    private final long activityTimestampNs;

    private RegionFileView(final Path path, final FileChannel channel, final long lengthBytes) throws IOException {
        this.path = path;
        this.channel = channel;
        this.lengthBytes = lengthBytes;
        final ByteBuffer copy = ByteBuffer.allocateDirect(RegionSpec.SUPERBLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        readFully(copy, 0);
        final Superblock superblock = new Superblock(BufferUtil.address(copy));
        pid = superblock.pid();
        startTimestampNs = superblock.startTimestampNs();
        activityTimestampNs = superblock.activityTimestampNs();
        fill(superblock);
        spec = specOf(superblock);
        fault = faultOf(superblock);
        Reference.reachabilityFence(copy);
    }

    /**
     * Opens a file for reading.
     *
     * @throws ToolException if it is none that could be a region: absent, a link, no plain file, too short.
     */
    static RegionFileView open(final Path path) throws ToolException {
        try {
            final BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                throw ToolException.failure(path + " is " + (attributes.isSymbolicLink() ? "a link" : "no plain file")
                    + " and no region");
            }
            if (attributes.size() < RegionSpec.SUPERBLOCK_BYTES) {
                throw ToolException.failure(path + " has " + attributes.size() + " bytes; a region has at least the "
                    + RegionSpec.SUPERBLOCK_BYTES + " of its superblock");
            }
            final FileChannel channel =
                FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            RegionFileView view = null;
            try {
                view = new RegionFileView(path, channel, attributes.size());
                return view;
            } finally {
                if (view == null) {
                    channel.close();
                }
            }
        } catch (final IOException e) {
            throw ToolException.failure(path + " cannot be read: " + Shown.reason(e));
        }
    }

    private void fill(final Superblock superblock) {
        fields.put("magic", "0x" + Long.toHexString(superblock.magic()).toUpperCase(java.util.Locale.ROOT));
        fields.put("layoutVersion", superblock.layoutVersion());
        fields.put("epoch", Json.u64(superblock.epoch()));
        fields.put("streamId", superblock.streamId());
        fields.put("regionType", MessageReader.name(raw -> RegionType.get((short)raw), superblock.regionType()));
        fields.put("poolId", superblock.poolId());
        fields.put("nslots", superblock.slotCount());
        fields.put("slotBytes", superblock.slotBytes());
        fields.put("strideBytes", superblock.strideBytes());
        fields.put("pid", Json.u64(pid));
        fields.put("startTimestampNs", Json.u64(startTimestampNs));
        fields.put("activityTimestampNs", Json.u64(activityTimestampNs));
    }

    private static RegionSpec specOf(final Superblock superblock) {
        final int slotCount = (int)superblock.slotCount();
        return superblock.regionType() == RegionType.HEADER_RING.value()
            ? RegionSpec.headerRing(superblock.epoch(), superblock.streamId(), slotCount)
            : RegionSpec.payloadPool(superblock.epoch(), superblock.streamId(), superblock.poolId(), slotCount,
                (int)superblock.strideBytes());
    }

    private String faultOf(final Superblock superblock) {
        if (superblock.magic() != Superblock.MAGIC) {
            return "it is no region: its magic is " + fields.get("magic") + " and not 0x"
                + Long.toHexString(Superblock.MAGIC).toUpperCase(java.util.Locale.ROOT);
        }
        final short type = superblock.regionType();
        if (type != RegionType.HEADER_RING.value() && type != RegionType.PAYLOAD_POOL.value()) {
            return "its regionType " + type + " is neither 1 (HEADER_RING) nor 2 (PAYLOAD_POOL)";
        }
        try {
            spec.requireSound();
        } catch (final RegionRefusedException e) {
            return e.getMessage().substring(e.getMessage().indexOf(": ") + 2);
        }
        final String difference = superblock.differenceFrom(spec);
        if (difference != null) {
            return "its superblock contradicts itself: " + difference;
        }
        return lengthBytes >= spec.lengthBytes() ? null
            : "it has " + lengthBytes + " bytes, and its superblock speaks of " + spec.lengthBytes();
    }

    /** Copies bytes of the file. */
    void readFully(final ByteBuffer into, final long from) throws IOException {
        long at = from;
        while (into.hasRemaining()) {
            final int read = channel.read(into, at);
            if (read < 0) {
                throw new IOException("it ends at byte " + at);
            }
            at += read;
        }
        into.flip();
    }

    Path path() {
        return path;
    }

    long lengthBytes() {
        return lengthBytes;
    }

    /** The superblock's fields, named as in the protocol. */
    Map<String, Object> fields() {
        return fields;
    }

    /** What it says it is; to be believed only without a {@link #fault}. */
    RegionSpec spec() {
        return spec;
    }

    /** What is wrong with it, or null. */
    String fault() {
        return fault;
    }

    boolean isHeaderRing() {
        return spec.type() == RegionType.HEADER_RING;
    }

    long pid() {
        return pid;
    }

    long startTimestampNs() {
        return startTimestampNs;
    }

    long activityTimestampNs() {
        return activityTimestampNs;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException readOnly) {
            // Nothing was written.
        }
    }
}
