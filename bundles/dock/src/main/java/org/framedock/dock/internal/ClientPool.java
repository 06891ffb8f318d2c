package org.framedock.dock.internal;

import java.util.HashMap;
import java.util.Map;
import org.agrona.ErrorHandler;
import org.framedock.client.ClientContext;
import org.framedock.client.ProducerContext;
import org.framedock.client.TensorPoolClient;

/** One client for all streams of equal wiring, closed with the last of their ports. Any thread. */
final class ClientPool implements PortFactory {

    private final Map<ClientWiring, SharedClient> clients = new HashMap<>();
    private final ErrorHandler errors;

    /** Clients whose unexpected errors somebody hears of. */
    ClientPool(final ErrorHandler errors) {
        this.errors = errors;
    }

    @Override
    public synchronized StreamPort open(final StreamWiring wiring) {
        final SharedClient shared = clients.computeIfAbsent(
            wiring.client(), key -> new SharedClient(TensorPoolClient.connect(contextOf(key))));
        shared.ports++;
        try {
            return new ProducerPort(
                shared.client.addProducer(new ProducerContext().streamId(wiring.streamId())
                    .streamName(wiring.name()).maxOutstanding(StreamPlan.MOST_SLOTS_LENT)),
                () -> release(wiring.client()));
        } catch (final RuntimeException refused) {
            release(wiring.client());
            throw refused;
        }
    }

    private synchronized void release(final ClientWiring wiring) {
        final SharedClient shared = clients.get(wiring);
        if (--shared.ports == 0) {
            clients.remove(wiring);
            shared.client.close();
        }
    }

    private ClientContext contextOf(final ClientWiring wiring) {
        return new ClientContext()
            .instanceId(wiring.instance())
            .errorHandler(errors)
            .aeronDirectory(wiring.aeronDir())
            .controlChannel(wiring.controlChannel())
            .controlStreamId(wiring.controlStreamId())
            .announceChannel(wiring.announceChannel())
            .announceStreamId(wiring.announceStreamId())
            .descriptorChannel(wiring.descriptorChannel())
            .descriptorStreamId(wiring.descriptorStreamId())
            .metadataChannel(wiring.descriptorChannel())
            .qosChannel(wiring.qosChannel())
            .qosStreamId(wiring.qosStreamId())
            .allowedDirectories(wiring.allowedDirectories())
            .announcePeriodNs(wiring.announcePeriodNs())
            .keepaliveIntervalNs(wiring.keepaliveIntervalNs())
            .qosIntervalNs(wiring.qosIntervalNs())
            .metadataStreamId(wiring.metadataStreamId())
            .perConsumerStreamsByDriver(wiring.perConsumerStreamsByDriver());
    }

    private static final class SharedClient {

        private final TensorPoolClient client;
        private int ports;

        private SharedClient(final TensorPoolClient client) {
            this.client = client;
        }
    }
}
