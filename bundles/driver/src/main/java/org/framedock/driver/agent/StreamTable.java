package org.framedock.driver.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.framedock.driver.DriverLimit;
import org.framedock.driver.region.EpochCollector;
import org.framedock.settings.DriverSettings;
import org.framedock.settings.IdRange;
import org.framedock.settings.Profile;
import org.framedock.settings.StreamEntry;

/** The streams of the settings and those that an attach made (D-4). */
final class StreamTable {

    private final DriverSettings settings;
    private final EpochCollector onDisk;
    private final Tally tally;
    private final Long2ObjectHashMap<StreamState> byId = new Long2ObjectHashMap<>();
    private final List<StreamState> inOrder = new ArrayList<>();

    /** Reads from disk which epochs the streams of the settings have had. */
    StreamTable(final DriverSettings settings, final EpochCollector onDisk, final Tally tally) throws IOException {
        this.settings = settings;
        this.onDisk = onDisk;
        this.tally = tally;
        for (final StreamEntry entry : settings.streams().values()) {
            add(entry.streamId(), entry.name(), entry.profile());
        }
    }

    /**
     * A new epoch lies above all on disk. It also lies above what a former driver can have given if its files are gone
     * by now, so that no client takes one for the other: hence the time of day, in milliseconds.
     */
    private StreamState add(final long streamId, final String name, final Profile profile) throws IOException {
        final long lastEpoch = Math.max(onDisk.highestEpoch(streamId), System.currentTimeMillis() - 1);
        final StreamState stream = new StreamState(streamId, name, profile, lastEpoch,
            tally.limit(DriverLimit.YOUNG_EPOCHS_PER_STREAM));
        byId.put(streamId, stream);
        inOrder.add(stream);
        return stream;
    }

    StreamState find(final long streamId) {
        return byId.get(streamId);
    }

    /** All streams, those of the settings first; a view. */
    List<StreamState> all() {
        return inOrder;
    }

    /** Whether an attach may make a stream. */
    boolean allowsDynamic() {
        return settings.allowDynamicStreams();
    }

    /** Why no stream of this id can be made, or null. Id 0 asks for any free one. */
    String whyNotMade(final long streamId) {
        final IdRange range = settings.streamIdRange();
        if (range == null) {
            return "no stream can be made: driver.stream_id_range is not set";
        }
        if (streamId != 0) {
            return range.contains(streamId) ? null
                : "stream_id " + streamId + " is outside driver.stream_id_range " + range;
        }
        return freeId(range) == 0 ? "driver.stream_id_range " + range + " is used up" : null;
    }

    /** Whether there are as many streams as there may be. */
    boolean isFull() {
        return inOrder.size() >= tally.limit(DriverLimit.STREAMS);
    }

    /** Makes a stream for which {@link #whyNotMade} is null. */
    StreamState make(final long streamId) throws IOException {
        final long id = streamId == 0 ? freeId(settings.streamIdRange()) : streamId;
        return add(id, "dynamic-" + id, settings.defaultProfile());
    }

    private long freeId(final IdRange range) {
        for (long id = range.first(); id <= range.last(); id++) {
            if (!byId.containsKey(id)) {
                return id;
            }
        }
        return 0;
    }
}
