package org.framedock.pattern.verifier;

import java.nio.file.Path;
import java.util.Optional;
import org.framedock.client.ClientContext;
import org.framedock.settings.ClientSettings;
import org.framedock.settings.ConsumerSettings;
import org.framedock.settings.DriverSettings;
import org.framedock.settings.Profile;
import org.framedock.settings.ProducerSettings;
import org.framedock.settings.SettingsFileException;
import org.framedock.settings.StreamEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the two TOML files say of a program's place: how its client reaches the driver, and which stream is its own.
 * Immutable.
 */
final class Setting {

    private static final long MAX_STREAM_ID = 0xFFFF_FFFEL;

    private final DriverSettings driver;
    private final ClientSettings client;

    private Setting(final DriverSettings driver, final ClientSettings client) {
        this.driver = driver;
        this.client = client;
    }

    /**
     * Reads the files; environment variables override them (C-1).
     *
     * @param files which they are.
     * @return what they say.
     * @throws SettingsFileException if one holds mistakes.
     */
    static Setting load(final Positionals files) throws SettingsFileException {
        return load(files.driverConfig(), files.clientConfig());
    }

    private static Setting load(final Path driverConfig, final Path clientConfig) throws SettingsFileException {
        final DriverSettings driver = DriverSettings.load(driverConfig, System.getenv());
        final ClientSettings client = ClientSettings.load(clientConfig, driver, System.getenv());
        if (!client.warnings().isEmpty()) {
            final Logger log = LoggerFactory.getLogger(Setting.class);
            client.warnings().forEach(log::warn);
        }
        return new Setting(driver, client);
    }

    /**
     * What the client file says to producers.
     *
     * @return its settings.
     */
    ProducerSettings producer() {
        return client.producer();
    }

    /**
     * What the client file says to consumers.
     *
     * @return its settings.
     */
    ConsumerSettings consumer() {
        return client.consumer();
    }

    /**
     * How a producer reaches the driver.
     *
     * @return a context that is not concluded.
     */
    ClientContext producerContext() {
        final ProducerSettings producer = client.producer();
        return context()
            .aeronDirectory(producer.aeronDir())
            .controlStreamId(producer.controlStreamId())
            .descriptorChannel(producer.aeronUri())
            .descriptorStreamId(producer.descriptorStreamId())
            .qosStreamId(producer.qosStreamId())
            .qosIntervalNs(producer.qosIntervalNs())
            .metadataChannel(producer.aeronUri())
            .metadataStreamId(producer.metadataStreamId())
            .allowedDirectories(driver.allowedBaseDirs());
    }

    /**
     * How a consumer reaches the driver.
     *
     * @return a context that is not concluded.
     */
    ClientContext consumerContext() {
        final ConsumerSettings consumer = client.consumer();
        return context()
            .aeronDirectory(consumer.aeronDir())
            .controlStreamId(consumer.controlStreamId())
            .descriptorChannel(consumer.aeronUri())
            .descriptorStreamId(consumer.descriptorStreamId())
            .qosStreamId(consumer.qosStreamId())
            .qosIntervalNs(consumer.qosIntervalNs())
            .metadataChannel(consumer.aeronUri())
            .metadataStreamId(consumer.metadataStreamId())
            .announceFreshnessNs(consumer.announceFreshnessNs())
            .allowedDirectories(consumer.allowedBaseDirs());
    }

    private ClientContext context() {
        return new ClientContext()
            .instanceId(driver.instanceId())
            .controlChannel(driver.controlChannel())
            .announceChannel(driver.announceChannel())
            .announceStreamId(driver.announceStreamId())
            .qosChannel(driver.qosChannel())
            .announcePeriodNs(driver.announcePeriodNs())
            .perConsumerStreamsByDriver(
                driver.descriptorStreamIdRange() != null || driver.controlStreamIdRange() != null)
            .keepaliveIntervalNs(driver.leaseKeepaliveIntervalNs());
    }

    /**
     * Finds a stream by what the command line calls it.
     *
     * @param nameOrId   a stream's name in the driver's file, or the id of any stream; null for the default.
     * @param defaultId  id if the command line is silent.
     * @return the stream's id.
     * @throws UsageException if there is no stream of that name, or none is named anywhere.
     */
    long streamId(final String nameOrId, final long defaultId) throws UsageException {
        if (nameOrId == null && defaultId == 0) {
            throw new UsageException("--stream has to name one by its id, from 1 to " + MAX_STREAM_ID + ": "
                + driver.origin() + " names no stream, nor does the client's file say stream_id");
        }
        if (nameOrId == null) {
            return defaultId;
        }
        final StreamEntry stream = driver.streams().get(nameOrId);
        if (stream != null) {
            return stream.streamId();
        }
        if (!Numbers.isWhole(nameOrId)) {
            throw new UsageException("--stream '" + nameOrId + "' has to be an id or one of the streams of "
                + driver.origin() + ": " + String.join(", ", driver.streams().keySet()));
        }
        return Numbers.whole("--stream", nameOrId, 1, MAX_STREAM_ID);
    }

    /**
     * What the driver's file calls a stream.
     *
     * @param streamId id of the stream.
     * @return its name; empty if the file does not list it.
     */
    String streamName(final long streamId) {
        return find(streamId).map(StreamEntry::name).orElse("");
    }

    /**
     * The shape of a stream's memory.
     *
     * @param streamId id of the stream.
     * @return its profile; the default one if the driver's file does not list the stream.
     */
    Profile profile(final long streamId) {
        return find(streamId).map(StreamEntry::profile).orElse(driver.defaultProfile());
    }

    private Optional<StreamEntry> find(final long streamId) {
        return driver.streams().values().stream().filter(stream -> stream.streamId() == streamId).findFirst();
    }
}
