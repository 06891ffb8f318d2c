package org.framedock.dock.internal;

import java.nio.file.Path;
import java.util.List;
import org.framedock.settings.DriverSettings;
import org.framedock.settings.ProducerSettings;

/**
 * Where a client meets its driver and its consumers. Streams of equal wiring share one client.
 *
 * @param instance            name of the driver's instance, for the labels of counters.
 * @param aeronDir            directory of the media driver, empty for Aeron's default.
 * @param controlChannel      channel of the control stream.
 * @param controlStreamId     Aeron stream id of the control stream.
 * @param announceChannel     channel of announces.
 * @param announceStreamId    Aeron stream id of announces.
 * @param descriptorChannel   channel of frame descriptors.
 * @param descriptorStreamId  Aeron stream id of frame descriptors.
 * @param qosChannel          channel of QoS messages.
 * @param qosStreamId         Aeron stream id of QoS messages.
 * @param allowedDirectories  directories that regions are mapped from (W-30).
 * @param announcePeriodNs    from one announce to the next.
 * @param keepaliveIntervalNs from one keepalive to the next (D-5).
 * @param qosIntervalNs       from one QoS message to the next.
 * @param metadataStreamId    Aeron stream id of metadata, on the channel of the descriptors.
 * @param perConsumerStreamsByDriver whether the driver grants consumers streams of their own (D-15).
 */
record ClientWiring(
    String instance, String aeronDir, String controlChannel, int controlStreamId, String announceChannel,
    int announceStreamId, String descriptorChannel, int descriptorStreamId, String qosChannel, int qosStreamId,
    List<Path> allowedDirectories, long announcePeriodNs, long keepaliveIntervalNs, long qosIntervalNs,
    int metadataStreamId, boolean perConsumerStreamsByDriver) {

    static ClientWiring of(final DriverSettings driver, final ProducerSettings producer) {
        return new ClientWiring(
            driver.instanceId(), producer.aeronDir(), producer.controlChannel(), producer.controlStreamId(),
            producer.announceChannel(), producer.announceStreamId(), producer.aeronUri(),
            producer.descriptorStreamId(), producer.qosChannel(), producer.qosStreamId(),
            driver.allowedBaseDirs(), driver.announcePeriodNs(),
            driver.leaseKeepaliveIntervalNs(), producer.qosIntervalNs(), producer.metadataStreamId(),
            driver.descriptorStreamIdRange() != null || driver.controlStreamIdRange() != null);
    }
}
