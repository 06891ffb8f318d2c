package org.framedock.page.component;

import java.nio.file.Files;
import java.nio.file.Path;
import org.framedock.client.ClientContext;
import org.framedock.page.picture.NoPictureException;
import org.framedock.page.picture.Viewers;
import org.framedock.settings.ClientSettings;
import org.framedock.settings.ConsumerSettings;
import org.framedock.settings.DriverSettings;
import org.framedock.settings.SettingsFileException;

/** How a consumer reaches the driver that config/driver.toml of the home describes. Any thread. */
final class DriverContext implements Viewers.ContextSupplier {

    private final Path home;

    DriverContext(final Path home) {
        this.home = home;
    }

    @Override
    public ClientContext get() throws NoPictureException {
        final Path clientToml = home.resolve("config/client.toml");
        try {
            final DriverSettings driver = DriverSettings.load(home.resolve("config/driver.toml"), System.getenv());
            return context(driver, ClientSettings.load(
                Files.exists(clientToml) ? clientToml : null, driver, System.getenv()).consumer());
        } catch (final SettingsFileException e) {
            throw Viewers.notNow("no consumer can be made: " + e.getMessage());
        }
    }

    private static ClientContext context(final DriverSettings driver, final ConsumerSettings consumer) {
        return new ClientContext()
            .instanceId(driver.instanceId())
            .aeronDirectory(consumer.aeronDir())
            .controlChannel(driver.controlChannel())
            .controlStreamId(consumer.controlStreamId())
            .announceChannel(driver.announceChannel())
            .announceStreamId(driver.announceStreamId())
            .descriptorChannel(consumer.aeronUri())
            .descriptorStreamId(consumer.descriptorStreamId())
            .metadataChannel(consumer.aeronUri())
            .metadataStreamId(consumer.metadataStreamId())
            .qosChannel(driver.qosChannel())
            .qosStreamId(consumer.qosStreamId())
            .qosIntervalNs(consumer.qosIntervalNs())
            .announcePeriodNs(driver.announcePeriodNs())
            .announceFreshnessNs(consumer.announceFreshnessNs())
            .keepaliveIntervalNs(driver.leaseKeepaliveIntervalNs())
            .allowedDirectories(consumer.allowedBaseDirs())
            .perConsumerStreamsByDriver(
                driver.descriptorStreamIdRange() != null || driver.controlStreamIdRange() != null);
    }
}
