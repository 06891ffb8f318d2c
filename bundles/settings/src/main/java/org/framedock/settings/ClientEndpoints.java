package org.framedock.settings;

import java.util.Iterator;

/** The keys that {@code [producer]} and {@code [consumer]} share: where a client meets its driver and its peers. */
final class ClientEndpoints {

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
        final Long first = streams.hasNext() ? (Long) streams.next().streamId() : null;
        final Long given = table.number("stream_id", first, 1, TableReader.MAX_U32);
        if (given == null && !table.isRefused("stream_id")) {
            table.missing("stream_id",
                "a whole number from 1 to " + TableReader.MAX_U32 + ", since " + driver.origin() + " names no stream");
        }
        streamId = given == null ? 0 : given;
    }

    /** The shared streams may not lie in a range that the driver hands out from (D-15). */
    void check(final SettingsReader file, final TableReader table, final DriverSettings driver) {
        final StreamIdPlan plan = driver.streamIdPlan();
        plan.checkId(file, table.key("descriptor_stream_id"), descriptorStreamId);
        plan.checkId(file, table.key("metadata_stream_id"), metadataStreamId);
    }
}
