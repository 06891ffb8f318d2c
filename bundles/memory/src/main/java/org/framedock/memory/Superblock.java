package org.framedock.memory;

import java.nio.ByteOrder;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.RegionSuperblockDecoder;
import org.framedock.protocol.pool.RegionSuperblockEncoder;
import org.framedock.protocol.pool.RegionType;

/**
 * The first 64 bytes of a region, in memory without a message header.
 *
 * <pre>
 *  0 magic            u64   24 regionType  i16   40 pid                  u64
 *  8 layoutVersion    u32   26 poolId      u16   48 startTimestampNs     u64
 * 12 epoch            u64   28 nslots      u32   56 activityTimestampNs  u64
 * 20 streamId         u32   32 slotBytes   u32
 *                           36 strideBytes u32
 * </pre>
 *
 * <p>One object wraps one mapped region. The activity timestamp may be refreshed and read by different processes.
 */
public final class Superblock {

    /** Marks a region of this protocol. */
    public static final long MAGIC = 0x544F504C53484D31L;
    /** {@code slotBytes} that some drivers write into pools instead of the stride. */
    static final long SLOT_BYTES_UNSET = 0xFFFF_FFFFL;

    private static final int ACTIVITY_OFFSET = RegionSuperblockDecoder.activityTimestampNsEncodingOffset();

    private final long address;
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final RegionSuperblockDecoder decoder = new RegionSuperblockDecoder();

    /**
     * Wraps the start of a region.
     *
     * @param address native address of a mapped region, at least 64 bytes.
     */
    public Superblock(final long address) {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalStateException("regions are little-endian and this machine is not");
        }
        this.address = address;
        buffer.wrap(address, RegionSpec.SUPERBLOCK_BYTES);
        decoder.wrap(buffer, 0, RegionSpec.SUPERBLOCK_BYTES, RegionSuperblockDecoder.SCHEMA_VERSION);
    }

    /**
     * Writes all fields but leaves the magic to the end, so that a half-written superblock is no superblock (W-7).
     *
     * @param spec  what the region is.
     * @param pid   the creating process.
     * @param nowNs CLOCK_MONOTONIC, start and first activity.
     */
    public void write(final RegionSpec spec, final long pid, final long nowNs) {
        final boolean ring = spec.type() == RegionType.HEADER_RING;
        new RegionSuperblockEncoder().wrap(buffer, 0)
            .magic(0)
            .layoutVersion(RegionSpec.LAYOUT_VERSION)
            .epoch(spec.epoch())
            .streamId(spec.streamId())
            .regionType(spec.type())
            .poolId(spec.poolId())
            .nslots(spec.slotCount())
            .slotBytes(spec.strideBytes())
            .strideBytes(ring ? 0 : spec.strideBytes())
            .pid(pid)
            .startTimestampNs(nowNs)
            .activityTimestampNs(nowNs);
        UnsafeApi.putLongRelease(null, address, MAGIC);
    }

    /**
     * Compares every field with what was announced or granted (W-8).
     *
     * @param expected what the region has to be.
     * @return null if they agree, else what differs, for a message.
     */
    public String differenceFrom(final RegionSpec expected) {
        final boolean ring = expected.type() == RegionType.HEADER_RING;
        if (magic() != MAGIC) {
            return "magic is 0x" + Long.toHexString(magic());
        }
        if (decoder.layoutVersion() != RegionSpec.LAYOUT_VERSION) {
            return differs("layoutVersion", decoder.layoutVersion(), RegionSpec.LAYOUT_VERSION);
        }
        if (epoch() != expected.epoch()) {
            return differs("epoch", epoch(), expected.epoch());
        }
        if (streamId() != expected.streamId()) {
            return differs("streamId", streamId(), expected.streamId());
        }
        if (regionType() != expected.type().value()) {
            return differs("regionType", regionType(), expected.type().value());
        }
        if (poolId() != expected.poolId()) {
            return differs("poolId", poolId(), expected.poolId());
        }
        if (slotCount() != expected.slotCount()) {
            return differs("nslots", slotCount(), expected.slotCount());
        }
        final long slotBytes = slotBytes();
        if (slotBytes != expected.strideBytes() && (ring || slotBytes != SLOT_BYTES_UNSET)) {
            return differs("slotBytes", slotBytes, expected.strideBytes());
        }
        final long strideBytes = ring ? 0 : expected.strideBytes();
        if (strideBytes() != strideBytes) {
            return differs("strideBytes", strideBytes(), strideBytes);
        }
        return null;
    }

    /**
     * Says that the region is alive (W-9). Any process that may write.
     *
     * @param nowNs CLOCK_MONOTONIC.
     */
    public void activityTimestampNs(final long nowNs) {
        UnsafeApi.putLongRelease(null, address + ACTIVITY_OFFSET, nowNs);
    }

    /**
     * When the region was last said to be alive.
     *
     * @return CLOCK_MONOTONIC nanoseconds, 0 if never.
     */
    public long activityTimestampNs() {
        return UnsafeApi.getLongAcquire(null, address + ACTIVITY_OFFSET);
    }

    /**
     * Whether the region is kept alive (W-9).
     *
     * @param nowNs    CLOCK_MONOTONIC.
     * @param maxAgeNs oldest accepted activity: 3 announce periods.
     * @return false if the last activity is older, or there was none.
     */
    boolean isKeptAlive(final long nowNs, final long maxAgeNs) {
        final long activityNs = activityTimestampNs();
        return activityNs != 0 && nowNs - activityNs <= maxAgeNs;
    }

    /**
     * The magic number, with acquire semantics: whoever sees it sees all that was written before it.
     *
     * @return {@link #MAGIC} in a region of this protocol.
     */
    public long magic() {
        return UnsafeApi.getLongAcquire(null, address);
    }

    /**
     * Version of the layout.
     *
     * @return u32.
     */
    public long layoutVersion() {
        return decoder.layoutVersion();
    }

    /**
     * The stream's epoch.
     *
     * @return unsigned.
     */
    public long epoch() {
        return decoder.epoch();
    }

    /**
     * The stream.
     *
     * @return u32.
     */
    public long streamId() {
        return decoder.streamId();
    }

    /**
     * Header ring or payload pool.
     *
     * @return raw value, listed or not.
     */
    public short regionType() {
        return decoder.regionTypeRaw();
    }

    /**
     * The pool.
     *
     * @return u16, 0 for a header ring.
     */
    public int poolId() {
        return decoder.poolId();
    }

    /**
     * Slots in the region.
     *
     * @return u32.
     */
    public long slotCount() {
        return decoder.nslots();
    }

    /**
     * Bytes of a slot.
     *
     * @return u32; some drivers leave it unset in pools.
     */
    public long slotBytes() {
        return decoder.slotBytes();
    }

    /**
     * Bytes from slot to slot.
     *
     * @return u32, 0 for a header ring.
     */
    public long strideBytes() {
        return decoder.strideBytes();
    }

    /**
     * The process that made the region. Proves nothing alone (W-8).
     *
     * @return process id.
     */
    public long pid() {
        return decoder.pid();
    }

    /**
     * When the region was made.
     *
     * @return CLOCK_MONOTONIC nanoseconds.
     */
    public long startTimestampNs() {
        return decoder.startTimestampNs();
    }

    private static String differs(final String field, final long found, final long expected) {
        return field + " is " + Long.toUnsignedString(found) + " and not " + Long.toUnsignedString(expected);
    }
}
