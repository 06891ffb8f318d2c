package org.framedock.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code [profiles.NAME]} and {@code [streams.NAME]}. Both maps keep the order of the file. */
final class ProfileTables {

    private static final int STRIDE_UNIT_BYTES = 64;
    /** The largest multiple of 64 that an int holds, so that one slot fits a Java buffer. */
    private static final long MAX_STRIDE_BYTES = (1L << 31) - STRIDE_UNIT_BYTES;
    private static final long MAX_STRICT_STRIDE_BYTES = 1L << 30;
    private static final String ACCEPTED_STRIDES = "a multiple of " + STRIDE_UNIT_BYTES + " from " + STRIDE_UNIT_BYTES
        + " to " + MAX_STRIDE_BYTES + " (one slot has to fit a Java buffer)";
    private static final int HEADER_SLOT_BYTES = 256;
    private static final int MAX_DIMS = 8;
    private static final int MAX_POOL_ID = 0xFFFE;

    private ProfileTables() {
    }

    static Map<String, Profile> readProfiles(final SettingsReader file) {
        final Map<String, Profile> profiles = new LinkedHashMap<>();
        for (final Map.Entry<String, TableReader> entry : file.namedTables("profiles").entrySet()) {
            profiles.put(entry.getKey(), profile(file, entry.getKey(), entry.getValue()));
        }
        if (profiles.isEmpty() && !file.isRefused("profiles")) {
            file.mistake("profiles is missing: it has to be at least one table [profiles.NAME] with payload_pools");
        }
        return Collections.unmodifiableMap(profiles);
    }

    private static Profile profile(final SettingsReader file, final String name, final TableReader table) {
        final int headerSlotCount = table.powerOfTwo("header_nslots", 1024, 1);
        table.fixed("header_slot_bytes", HEADER_SLOT_BYTES);
        table.fixed("max_dims", MAX_DIMS);
        return new Profile(name, headerSlotCount, pools(file, table));
    }

    private static List<Pool> pools(final SettingsReader file, final TableReader profile) {
        final List<Pool> pools = new ArrayList<>();
        final Map<Long, String> keyById = new HashMap<>();
        final List<TableReader> elements = profile.elements("payload_pools");
        for (final TableReader element : elements) {
            if (file.isRefused(element.path())) {
                continue;
            }
            final Long poolId = element.requiredNumber("pool_id", 1, MAX_POOL_ID);
            final Integer strideBytes = strideBytes(file, element);
            final String earlier = poolId == null ? null : keyById.putIfAbsent(poolId, element.key("pool_id"));
            if (earlier != null) {
                element.refuse("pool_id", "an id of its own, and " + earlier + " has the same");
            }
            if (poolId != null && strideBytes != null) {
                pools.add(new Pool(poolId.intValue(), strideBytes));
            }
        }
        if (elements.isEmpty() && !file.isRefused(profile.key("payload_pools")) && !file.isRefused(profile.path())) {
            profile.missing("payload_pools",
                "at least one pool, as payload_pools = [ { pool_id = 1, stride_bytes = 1048576 } ]");
        }
        return pools;
    }

    private static Integer strideBytes(final SettingsReader file, final TableReader pool) {
        final String name = "stride_bytes";
        if (pool.isAbsent(name)) {
            pool.missing(name, ACCEPTED_STRIDES);
            return null;
        }
        final Long stride = pool.number(name, null, Long.MIN_VALUE, Long.MAX_VALUE);
        if (stride == null) {
            return null;
        }
        if (stride < STRIDE_UNIT_BYTES || stride > MAX_STRIDE_BYTES || stride % STRIDE_UNIT_BYTES != 0) {
            final long inside = Math.max(STRIDE_UNIT_BYTES, Math.min(MAX_STRIDE_BYTES, stride));
            final long valid = (inside + STRIDE_UNIT_BYTES - 1) / STRIDE_UNIT_BYTES * STRIDE_UNIT_BYTES;
            pool.refuse(name, ACCEPTED_STRIDES + "; the next valid value is " + valid);
            return null;
        }
        if (Long.bitCount(stride) != 1) {
            final String next = stride > MAX_STRICT_STRIDE_BYTES
                ? "there is no greater strict value, the greatest is " + MAX_STRICT_STRIDE_BYTES
                : "the next strict value is " + 2 * Long.highestOneBit(stride);
            file.warn(pool.key(name) + " = " + stride + " is not 64 times a power of two: strict readers of other "
                + "implementations refuse it; " + next);
        }
        return stride.intValue();
    }

    static Map<String, StreamEntry> readStreams(final SettingsReader file, final Map<String, Profile> profiles) {
        final Map<String, StreamEntry> streams = new LinkedHashMap<>();
        final Map<Long, String> keyById = new HashMap<>();
        for (final Map.Entry<String, TableReader> entry : file.namedTables("streams").entrySet()) {
            final TableReader table = entry.getValue();
            if (file.isRefused(table.path())) {
                continue;
            }
            final Long streamId = table.requiredNumber("stream_id", 1, TableReader.MAX_U32);
            final String earlier = streamId == null ? null : keyById.putIfAbsent(streamId, table.key("stream_id"));
            if (earlier != null) {
                table.refuse("stream_id", "an id of its own, and " + earlier + " has the same");
            }
            final Profile profile = profile(table, profiles);
            if (streamId != null && profile != null) {
                streams.put(entry.getKey(), new StreamEntry(entry.getKey(), streamId, profile));
            }
        }
        return Collections.unmodifiableMap(streams);
    }

    private static Profile profile(final TableReader stream, final Map<String, Profile> profiles) {
        final String accepted = "the name of a profile; " + names(profiles);
        final String name = stream.requiredText("profile", accepted);
        final Profile profile = name == null ? null : profiles.get(name);
        if (name != null && profile == null) {
            stream.refuse("profile", accepted);
        }
        return profile;
    }

    /** For messages: which profiles the file has. */
    static String names(final Map<String, Profile> profiles) {
        return profiles.isEmpty() ? "the file has none" : "the file has " + String.join(", ", profiles.keySet());
    }
}
