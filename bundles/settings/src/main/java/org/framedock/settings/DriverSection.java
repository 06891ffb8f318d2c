package org.framedock.settings;

/** The keys of {@code [driver]}. */
final class DriverSection {

    static final String DEFAULT_CHANNEL = "aeron:ipc?term-length=4m";

    final String instanceId;
    final String aeronDir;
    final String controlChannel;
    final int controlStreamId;
    final String announceChannel;
    final int announceStreamId;
    final String qosChannel;
    final int qosStreamId;
    final IdRange streamIdRange;
    final IdRange descriptorStreamIdRange;
    final IdRange controlStreamIdRange;

    DriverSection(final TableReader table) {
        instanceId = table.text("instance_id", "driver-01");
        aeronDir = table.expanded("aeron_dir", "");
        controlChannel = table.channel("control_channel", DEFAULT_CHANNEL);
        controlStreamId = table.streamId("control_stream_id", 1000);
        announceChannel = table.channel("announce_channel", controlChannel);
        announceStreamId = table.streamId("announce_stream_id", controlStreamId);
        qosChannel = table.channel("qos_channel", DEFAULT_CHANNEL);
        qosStreamId = table.streamId("qos_stream_id", 1200);
        streamIdRange = table.range("stream_id_range", TableReader.MAX_U32);
        descriptorStreamIdRange = table.range("descriptor_stream_id_range", Integer.MAX_VALUE);
        controlStreamIdRange = table.range("control_stream_id_range", Integer.MAX_VALUE);
    }
}
