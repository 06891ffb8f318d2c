package org.framedock.settings;

import java.util.Iterator;

/** The keys that {@code [producer]} and {@code [consumer]} share: where a client meets its driver and its peers. */
final class ClientEndpoints {

    /** No file names a stream. */
    static final long NO_STREAM = 0;

    final String aeronDir;
    final String aeronUri;
    final int descriptorStreamId;
    final int controlStreamId;
    final int qosStreamId;
    final int metadataStreamId;
    final long streamId;

    ClientEndpoints(final TableReader table, final DriverSettings driver) {
        aeronDir = table.expanded("aeron_dir", driver.aeronDir());
        aeronUri = table.channel("aeron_uri", DriverSection.DEFAULT_CHANNEL);
        descriptorStreamId = table.streamId("descriptor_stream_id", 1100);
        controlStreamId = table.streamId("control_stream_id", driver.controlStreamId());
        qosStreamId = table.streamId("qos_stream_id", driver.qosStreamId());
        metadataStreamId = table.streamId("metadata_stream_id", 1300);
        final Iterator<StreamEntry> streams = driver.streams().values().iterator();
        // A driver that makes its streams on demand may name none: then it is for the program to be told one.
        final Long first = streams.hasNext() ? (Long) streams.next().streamId() : NO_STREAM;
        final Long given = table.number("stream_id", first, 1, TableReader.MAX_U32);
        streamId = given == null ? NO_STREAM : given;
    }

    /** The shared streams may not lie in a range that the driver hands out from (D-15). */
    void check(final SettingsReader file, final TableReader table, final DriverSettings driver) {
        final StreamIdPlan plan = driver.streamIdPlan();
        plan.checkId(file, table.key("descriptor_stream_id"), descriptorStreamId);
        plan.checkId(file, table.key("metadata_stream_id"), metadataStreamId);
    }
}
