package org.framedock.settings;

/**
 * What a producer needs to know: {@code [producer]} of the client file, filled up from the driver's file. Immutable;
 * may be read from any thread. Times are in nanoseconds.
 */
public final class ProducerSettings {

    private final DriverSettings driver;
    private final ClientEndpoints endpoints;
    private final long producerId;
    private final int layoutVersion;
    private final long announceIntervalNs;
    private final long qosIntervalNs;
    private final long progressIntervalNs;
    private final int progressBytesDelta;
    private final String pattern;
    private final double rateHz;

    ProducerSettings(final SettingsReader file, final DriverSettings driver) {
        final TableReader table = file.table("producer");
        this.driver = driver;
        endpoints = new ClientEndpoints(table, driver);
        endpoints.check(file, table, driver);
        producerId = table.number("producer_id", 0L, 0, TableReader.MAX_U32);
        layoutVersion = table.integer("layout_version", 1, 0, Integer.MAX_VALUE);
        announceIntervalNs = table.nanos("announce_interval_ns", driver.announcePeriodNs(), 1);
        qosIntervalNs = table.nanos("qos_interval_ns", 1_000_000_000L, 1);
        progressIntervalNs = table.nanos("progress_interval_ns", 250_000L, 0);
        progressBytesDelta = table.integer("progress_bytes_delta", 65_536, 0, Integer.MAX_VALUE);
        pattern = table.choice("pattern", "counter", "counter", "interop");
        rateHz = table.decimal("rate_hz", 100, 0, 1_000_000);
    }

    /** Directory of the Aeron media driver, names expanded; empty means Aeron's default. The driver's unless given. */
    public String aeronDir() {
        return endpoints.aeronDir;
    }

    /** Aeron channel of the descriptor and metadata streams, verbatim ({@code producer.aeron_uri}). */
    public String aeronUri() {
        return endpoints.aeronUri;
    }

    /** Aeron stream id of frame descriptors, on {@link #aeronUri()}. */
    public int descriptorStreamId() {
        return endpoints.descriptorStreamId;
    }

    /** Aeron channel of the control stream: the driver's, verbatim. */
    public String controlChannel() {
        return driver.controlChannel();
    }

    /** Aeron stream id of the control stream; the driver's unless given. */
    public int controlStreamId() {
        return endpoints.controlStreamId;
    }

    /** Aeron channel of announces: the driver's, verbatim. */
    public String announceChannel() {
        return driver.announceChannel();
    }

    /** Aeron stream id of announces: the driver's. */
    public int announceStreamId() {
        return driver.announceStreamId();
    }

    /** Aeron channel of QoS messages: the driver's, verbatim. */
    public String qosChannel() {
        return driver.qosChannel();
    }

    /** Aeron stream id of QoS messages; the driver's unless given. */
    public int qosStreamId() {
        return endpoints.qosStreamId;
    }

    /** Aeron stream id of metadata, on {@link #aeronUri()}. */
    public int metadataStreamId() {
        return endpoints.metadataStreamId;
    }

    /** Protocol stream id to feed; the first stream of the driver's file unless given, 0 if there is none. */
    public long streamId() {
        return endpoints.streamId;
    }

    /** Client id, or 0 to choose one (D-2; {@code producer.producer_id}). */
    public long producerId() {
        return producerId;
    }

    /** Layout version to ask for, 0 for any (D-4; {@code producer.layout_version}). */
    public int layoutVersion() {
        return layoutVersion;
    }

    /** Nanoseconds from one data source announce to the next (W-28); the driver's announce period unless given. */
    public long announceIntervalNs() {
        return announceIntervalNs;
    }

    /** Nanoseconds from one QoS message to the next (W-24; {@code producer.qos_interval_ns}). */
    public long qosIntervalNs() {
        return qosIntervalNs;
    }

    /** Least nanoseconds between two progress messages (W-27; {@code producer.progress_interval_ns}). */
    public long progressIntervalNs() {
        return progressIntervalNs;
    }

    /** Least bytes between two progress messages (W-27; {@code producer.progress_bytes_delta}). */
    public int progressBytesDelta() {
        return progressBytesDelta;
    }

    /** Content of generated frames: {@code counter} or {@code interop} ({@code producer.pattern}). */
    public String pattern() {
        return pattern;
    }

    /** Frames a second, 0 for as many as it can ({@code producer.rate_hz}). */
    public double rateHz() {
        return rateHz;
    }
}
