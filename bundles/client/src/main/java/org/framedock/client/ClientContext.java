package org.framedock.client;

import io.aeron.CommonContext;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.ErrorHandler;

/**
 * Where the driver is reached and in what rhythm. Filled by the application, checked by {@link #conclude}; the channels
 * have to be those of the driver to the letter, since Aeron refuses publishers of one stream that disagree on its
 * terms.
 */
public final class ClientContext implements Cloneable {

    /** Channel of every stream unless configured otherwise. */
    public static final String DEFAULT_CHANNEL = "aeron:ipc?term-length=4m";
    /** Stream of attach, keepalive and revocation messages. */
    public static final int DEFAULT_CONTROL_STREAM_ID = 1000;
    /** Stream of frame descriptors. */
    public static final int DEFAULT_DESCRIPTOR_STREAM_ID = 1100;
    /** Stream of quality-of-service messages. */
    public static final int DEFAULT_QOS_STREAM_ID = 1200;
    /** Metadata stream unless configured. */
    public static final int DEFAULT_METADATA_STREAM_ID = 1300;

    /** How many periods an announce, or the activity of a region, may be late (W-9, W-21). */
    static final int FRESHNESS_PERIODS = 3;

    private String aeronDirectory = "";
    private String instanceId = "";
    private ErrorHandler errorHandler = error -> { };
    private String controlChannel = DEFAULT_CHANNEL;
    private int controlStreamId = DEFAULT_CONTROL_STREAM_ID;
    private String announceChannel;
    private int announceStreamId;
    private String descriptorChannel = DEFAULT_CHANNEL;
    private int descriptorStreamId = DEFAULT_DESCRIPTOR_STREAM_ID;
    private String qosChannel = DEFAULT_CHANNEL;
    private int qosStreamId = DEFAULT_QOS_STREAM_ID;
    private String metadataChannel;
    private int metadataStreamId = DEFAULT_METADATA_STREAM_ID;
    private boolean perConsumerStreamsByDriver;
    private long announceFreshnessNs;
    private List<Path> allowedDirectories = List.of(Path.of("/dev/shm"));
    private long announcePeriodNs = TimeUnit.SECONDS.toNanos(1);
    private long keepaliveIntervalNs = TimeUnit.SECONDS.toNanos(1);
    private long attachTimeoutNs = TimeUnit.SECONDS.toNanos(5);
    private long qosIntervalNs = TimeUnit.SECONDS.toNanos(1);

    /**
     * Fills what was left open and checks the rest.
     *
     * @return this.
     * @throws IllegalArgumentException if a value is out of range; the message names field, value and range.
     */
    public ClientContext conclude() {
        if (aeronDirectory.isEmpty()) {
            aeronDirectory = CommonContext.getAeronDirectoryName();
        }
        if (announceChannel == null) {
            announceChannel = controlChannel;
        }
        if (metadataChannel == null) {
            metadataChannel = descriptorChannel;
        }
        if (announceStreamId == 0) {
            announceStreamId = controlStreamId;
        }
        requirePositive("announcePeriodNs", announcePeriodNs);
        requirePositive("keepaliveIntervalNs", keepaliveIntervalNs);
        requirePositive("attachTimeoutNs", attachTimeoutNs);
        requirePositive("qosIntervalNs", qosIntervalNs);
        if (announceFreshnessNs < 0) {
            throw new IllegalArgumentException(
                "announceFreshnessNs=" + announceFreshnessNs + " has to be positive, or 0 for three announce periods");
        }
        if (allowedDirectories.isEmpty()) {
            throw new IllegalArgumentException("allowedDirectories is empty: no region could ever be mapped");
        }
        return this;
    }

    private static void requirePositive(final String field, final long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(field + "=" + value + " has to be positive");
        }
    }

    /** {@inheritDoc} */
    @Override
    public ClientContext clone() {
        try {
            return (ClientContext)super.clone();
        } catch (final CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Whether announces come on the control stream.
     *
     * @return true if one subscription serves both.
     */
    boolean announcesOnControlStream() {
        return announceStreamId == controlStreamId && announceChannel.equals(controlChannel);
    }

    /**
     * The oldest accepted announce and the oldest accepted activity of a region.
     *
     * @return nanoseconds.
     */
    long freshnessNs() {
        return announceFreshnessNs == 0 ? FRESHNESS_PERIODS * announcePeriodNs : announceFreshnessNs;
    }

    /**
     * Name of the driver's instance, for the labels of counters; empty = not known.
     *
     * @param instance as in driver.instance_id.
     * @return this.
     */
    public ClientContext instanceId(final String instance) {
        this.instanceId = instance;
        return this;
    }

    /**
     * Name of the driver's instance.
     *
     * @return empty if it is not known.
     */
    public String instanceId() {
        return instanceId;
    }

    /**
     * Who hears of errors that nobody expected, such as those of the Aeron client; they are logged in any case.
     *
     * @param handler called on any thread.
     * @return this.
     */
    public ClientContext errorHandler(final ErrorHandler handler) {
        this.errorHandler = handler;
        return this;
    }

    /**
     * Who hears of errors that nobody expected.
     *
     * @return one that does nothing unless configured.
     */
    public ErrorHandler errorHandler() {
        return errorHandler;
    }

    /**
     * Directory of the media driver; empty = Aeron's default.
     *
     * @param directory absolute path.
     * @return this.
     */
    public ClientContext aeronDirectory(final String directory) {
        this.aeronDirectory = directory;
        return this;
    }

    /**
     * Directory of the media driver.
     *
     * @return absolute path.
     */
    public String aeronDirectory() {
        return aeronDirectory;
    }

    /**
     * Channel of the control stream.
     *
     * @param channel Aeron channel.
     * @return this.
     */
    public ClientContext controlChannel(final String channel) {
        this.controlChannel = channel;
        return this;
    }

    /**
     * Channel of the control stream.
     *
     * @return Aeron channel.
     */
    public String controlChannel() {
        return controlChannel;
    }

    /**
     * Id of the control stream.
     *
     * @param streamId Aeron stream id.
     * @return this.
     */
    public ClientContext controlStreamId(final int streamId) {
        this.controlStreamId = streamId;
        return this;
    }

    /**
     * Id of the control stream.
     *
     * @return Aeron stream id.
     */
    public int controlStreamId() {
        return controlStreamId;
    }

    /**
     * Channel of the announce stream; by default that of the control stream.
     *
     * @param channel Aeron channel.
     * @return this.
     */
    public ClientContext announceChannel(final String channel) {
        this.announceChannel = channel;
        return this;
    }

    /**
     * Channel of the announce stream.
     *
     * @return Aeron channel.
     */
    public String announceChannel() {
        return announceChannel;
    }

    /**
     * Id of the announce stream; by default that of the control stream.
     *
     * @param streamId Aeron stream id.
     * @return this.
     */
    public ClientContext announceStreamId(final int streamId) {
        this.announceStreamId = streamId;
        return this;
    }

    /**
     * Id of the announce stream.
     *
     * @return Aeron stream id.
     */
    public int announceStreamId() {
        return announceStreamId;
    }

    /**
     * Channel of the descriptor stream.
     *
     * @param channel Aeron channel.
     * @return this.
     */
    public ClientContext descriptorChannel(final String channel) {
        this.descriptorChannel = channel;
        return this;
    }

    /**
     * Channel of the descriptor stream.
     *
     * @return Aeron channel.
     */
    public String descriptorChannel() {
        return descriptorChannel;
    }

    /**
     * Id of the descriptor stream.
     *
     * @param streamId Aeron stream id.
     * @return this.
     */
    public ClientContext descriptorStreamId(final int streamId) {
        this.descriptorStreamId = streamId;
        return this;
    }

    /**
     * Id of the descriptor stream.
     *
     * @return Aeron stream id.
     */
    public int descriptorStreamId() {
        return descriptorStreamId;
    }

    /**
     * Channel of the quality-of-service stream.
     *
     * @param channel Aeron channel.
     * @return this.
     */
    public ClientContext qosChannel(final String channel) {
        this.qosChannel = channel;
        return this;
    }

    /**
     * Channel of the quality-of-service stream.
     *
     * @return Aeron channel.
     */
    public String qosChannel() {
        return qosChannel;
    }

    /**
     * Id of the quality-of-service stream.
     *
     * @param streamId Aeron stream id.
     * @return this.
     */
    public ClientContext qosStreamId(final int streamId) {
        this.qosStreamId = streamId;
        return this;
    }

    /**
     * Id of the quality-of-service stream.
     *
     * @return Aeron stream id.
     */
    public int qosStreamId() {
        return qosStreamId;
    }

    /**
     * Directories below which regions are mapped (W-30).
     *
     * @param directories absolute paths.
     * @return this.
     */
    public ClientContext allowedDirectories(final List<Path> directories) {
        this.allowedDirectories = List.copyOf(directories);
        return this;
    }

    /**
     * Directories below which regions are mapped (W-30).
     *
     * @return absolute paths.
     */
    public List<Path> allowedDirectories() {
        return allowedDirectories;
    }

    /**
     * The driver's announce period.
     *
     * @param periodNs nanoseconds.
     * @return this.
     */
    public ClientContext announcePeriodNs(final long periodNs) {
        this.announcePeriodNs = periodNs;
        return this;
    }

    /**
     * The driver's announce period.
     *
     * @return nanoseconds.
     */
    public long announcePeriodNs() {
        return announcePeriodNs;
    }

    /**
     * How often a lease is kept alive (D-5).
     *
     * @param intervalNs nanoseconds.
     * @return this.
     */
    public ClientContext keepaliveIntervalNs(final long intervalNs) {
        this.keepaliveIntervalNs = intervalNs;
        return this;
    }

    /**
     * How often a lease is kept alive (D-5).
     *
     * @return nanoseconds.
     */
    public long keepaliveIntervalNs() {
        return keepaliveIntervalNs;
    }

    /**
     * Channel of the metadata stream.
     *
     * @param channel Aeron channel.
     * @return this.
     */
    public ClientContext metadataChannel(final String channel) {
        this.metadataChannel = channel;
        return this;
    }

    /**
     * Channel of the metadata stream.
     *
     * @return Aeron channel.
     */
    public String metadataChannel() {
        return metadataChannel;
    }

    /**
     * Stream id of metadata (W-28).
     *
     * @param streamId Aeron stream id.
     * @return this.
     */
    public ClientContext metadataStreamId(final int streamId) {
        this.metadataStreamId = streamId;
        return this;
    }

    /**
     * Stream id of metadata (W-28).
     *
     * @return Aeron stream id.
     */
    public int metadataStreamId() {
        return metadataStreamId;
    }

    /**
     * Age from which an announce, or the activity of a region, counts as old (W-9, W-21); 0 = three announce periods.
     *
     * @param ageNs nanoseconds.
     * @return this.
     */
    public ClientContext announceFreshnessNs(final long ageNs) {
        this.announceFreshnessNs = ageNs;
        return this;
    }

    /**
     * Age from which an announce, or the activity of a region, counts as old (W-9, W-21); 0 = three announce periods.
     *
     * @return nanoseconds.
     */
    public long announceFreshnessNs() {
        return announceFreshnessNs;
    }

    /**
     * Whether the driver, having ranges of ids for it, answers consumers that ask for streams of their own (D-15); else
     * producers do.
     *
     * @param byDriver true if the driver does.
     * @return this.
     */
    public ClientContext perConsumerStreamsByDriver(final boolean byDriver) {
        this.perConsumerStreamsByDriver = byDriver;
        return this;
    }

    /**
     * Whether the driver, having ranges of ids for it, answers consumers that ask for streams of their own (D-15); else
     * producers do.
     *
     * @return true if the driver does.
     */
    public boolean perConsumerStreamsByDriver() {
        return perConsumerStreamsByDriver;
    }

    /**
     * How long an attach waits for its response (D-12).
     *
     * @param timeoutNs nanoseconds.
     * @return this.
     */
    public ClientContext attachTimeoutNs(final long timeoutNs) {
        this.attachTimeoutNs = timeoutNs;
        return this;
    }

    /**
     * How long an attach waits for its response (D-12).
     *
     * @return nanoseconds.
     */
    public long attachTimeoutNs() {
        return attachTimeoutNs;
    }

    /**
     * How often quality of service is reported (W-24).
     *
     * @param intervalNs nanoseconds.
     * @return this.
     */
    public ClientContext qosIntervalNs(final long intervalNs) {
        this.qosIntervalNs = intervalNs;
        return this;
    }

    /**
     * How often quality of service is reported (W-24).
     *
     * @return nanoseconds.
     */
    public long qosIntervalNs() {
        return qosIntervalNs;
    }
}
