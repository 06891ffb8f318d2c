package org.framedock.settings;

import java.nio.file.Path;
import java.util.List;

/**
 * What a consumer needs to know: {@code [consumer]} of the client file, filled up from the driver's file. Immutable;
 * may be read from any thread. Times are in nanoseconds.
 */
public final class ConsumerSettings {

    private final DriverSettings driver;
    private final ClientEndpoints endpoints;
    private final long consumerId;
    private final int expectedLayoutVersion;
    private final ConsumerMode mode;
    private final int maxOutstandingSeqGap;
    private final boolean supportsProgress;
    private final int maxRateHz;
    private final String payloadFallbackUri;
    private final boolean requireHugepages;
    private final List<Path> allowedBaseDirs;
    private final long progressIntervalNs;
    private final int progressBytesDelta;
    private final long helloIntervalNs;
    private final long qosIntervalNs;
    private final long announceFreshnessNs;

    ConsumerSettings(final SettingsReader file, final DriverSettings driver) {
        final TableReader table = file.table("consumer");
        this.driver = driver;
        endpoints = new ClientEndpoints(table, driver);
        endpoints.check(file, table, driver);
        consumerId = table.number("consumer_id", 0L, 0, TableReader.MAX_U32);
        expectedLayoutVersion = table.integer("expected_layout_version", 1, 0, Integer.MAX_VALUE);
        mode = ConsumerMode.valueOf(table.choice("mode", "STREAM", "STREAM", "RATE_LIMITED"));
        maxOutstandingSeqGap = table.integer("max_outstanding_seq_gap", 256, 1, Integer.MAX_VALUE);
        supportsProgress = table.flag("supports_progress", false);
        maxRateHz = table.integer("max_rate_hz", 0, 0, Integer.MAX_VALUE);
        payloadFallbackUri = table.text("payload_fallback_uri", "");
        requireHugepages = table.flag("require_hugepages", driver.requireHugepages());
        allowedBaseDirs = table.directories("allowed_base_dirs", driver.allowedBaseDirs());
        progressIntervalNs = table.micros("progress_interval_us", 250, 0);
        progressBytesDelta = table.integer("progress_bytes_delta", 65_536, 0, Integer.MAX_VALUE);
        helloIntervalNs = table.nanos("hello_interval_ns", 1_000_000_000L, 1);
        qosIntervalNs = table.nanos("qos_interval_ns", 1_000_000_000L, 1);
        announceFreshnessNs = table.nanos("announce_freshness_ns", 3 * driver.announcePeriodNs(), 1);
    }

    /** Directory of the Aeron media driver, names expanded; empty means Aeron's default. The driver's unless given. */
    public String aeronDir() {
        return endpoints.aeronDir;
    }

    /** Aeron channel of the descriptor and metadata streams, verbatim ({@code consumer.aeron_uri}). */
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

    /** Protocol stream id to read; the first stream of the driver's file unless given, 0 if there is none. */
    public long streamId() {
        return endpoints.streamId;
    }

    /** Client id, or 0 to choose one (D-2; {@code consumer.consumer_id}). */
    public long consumerId() {
        return consumerId;
    }

    /** Layout version to ask for, 0 for any (D-4; {@code consumer.expected_layout_version}). */
    public int expectedLayoutVersion() {
        return expectedLayoutVersion;
    }

    /** How frames are taken ({@code consumer.mode}). */
    public ConsumerMode mode() {
        return mode;
    }

    /** Sequences to fall behind before jumping to the newest frame (W-23; {@code consumer.max_outstanding_seq_gap}). */
    public int maxOutstandingSeqGap() {
        return maxOutstandingSeqGap;
    }

    /** Whether to ask for progress messages (W-27; {@code consumer.supports_progress}). */
    public boolean supportsProgress() {
        return supportsProgress;
    }

    /** Frames a second to ask for, 0 for all (W-25; {@code consumer.max_rate_hz}). */
    public int maxRateHz() {
        return maxRateHz;
    }

    /** Where payloads come from if shared memory is refused; empty for nowhere (W-34). */
    public String payloadFallbackUri() {
        return payloadFallbackUri;
    }

    /** Whether regions have to lie on hugetlbfs (W-31); the driver's unless given. */
    public boolean requireHugepages() {
        return requireHugepages;
    }

    /** Absolute directories that regions may be mapped from (W-30); the driver's unless given; immutable. */
    public List<Path> allowedBaseDirs() {
        return allowedBaseDirs;
    }

    /** Nanoseconds between progress messages to ask for (W-27; {@code consumer.progress_interval_us}). */
    public long progressIntervalNs() {
        return progressIntervalNs;
    }

    /** Bytes between progress messages to ask for (W-27; {@code consumer.progress_bytes_delta}). */
    public int progressBytesDelta() {
        return progressBytesDelta;
    }

    /** Nanoseconds from one hello to the next (W-24; {@code consumer.hello_interval_ns}). */
    public long helloIntervalNs() {
        return helloIntervalNs;
    }

    /** Nanoseconds from one QoS message to the next (W-24; {@code consumer.qos_interval_ns}). */
    public long qosIntervalNs() {
        return qosIntervalNs;
    }

    /** Age in nanoseconds from which an announce counts as old (W-21); three of the driver's periods unless given. */
    public long announceFreshnessNs() {
        return announceFreshnessNs;
    }
}
