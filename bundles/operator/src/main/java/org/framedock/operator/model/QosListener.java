package org.framedock.operator.model;

import java.util.HashMap;
import java.util.Map;
import org.framedock.client.ClientContext;
import org.framedock.client.QosMonitor;
import org.framedock.client.QosSnapshot;
import org.framedock.client.TensorPoolClient;
import org.framedock.driver.DriverStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what producers and consumers report (W-24), wherever the driver of the moment has them report. One thread. */
final class QosListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QosListener.class);
    private static final int MOST_POLLS = 32;

    private DriverStatus.Place place = DriverStatus.Place.NONE;
    private TensorPoolClient client;
    private QosMonitor monitor;
    private Map<Long, QosSnapshot> byClient = Map.of();

    void poll(final DriverStatus.Place now, final long nowNs) {
        if (!now.equals(place)) {
            close();
            place = now;
            if (!now.aeronDirectory().isEmpty()) {
                open();
            }
        }
        if (monitor == null) {
            byClient = Map.of();
            return;
        }
        int polls = 0;
        while (polls < MOST_POLLS && monitor.poll(nowNs) > 0) {
            polls++;
        }
        final Map<Long, QosSnapshot> heard = new HashMap<>();
        for (final QosSnapshot report : monitor.snapshots()) {
            heard.merge(report.clientId(), report,
                (one, other) -> one.heardNs() - other.heardNs() > 0 ? one : other);
        }
        byClient = heard;
    }

    private void open() {
        try {
            client = TensorPoolClient.connect(new ClientContext()
                .aeronDirectory(place.aeronDirectory())
                .qosChannel(place.qosChannel())
                .qosStreamId(place.qosStreamId()));
            monitor = client.addQosMonitor();
        } catch (final RuntimeException e) {
            LOG.warn("reports of producers and consumers are not heard: {}", e.getMessage());
            close();
        }
    }

    /** The last report of a client; null if none has come for a while. */
    QosSnapshot of(final long clientId) {
        return byClient.get(clientId);
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
        client = null;
        monitor = null;
        place = DriverStatus.Place.NONE;
    }
}
