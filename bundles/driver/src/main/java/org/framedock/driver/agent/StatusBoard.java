package org.framedock.driver.agent;

import java.util.ArrayList;
import java.util.List;
import org.framedock.driver.DriverStatus;

/** The driver's status: written by the agent's thread, read by any. */
final class StatusBoard implements DriverStatus {

    private final String instanceId;
    private final long startNs;
    private final Place place;
    private volatile Snapshot snapshot;

    StatusBoard(final String instanceId, final long startNs, final Place place) {
        this.instanceId = instanceId;
        this.startNs = startNs;
        this.place = place;
        snapshot = Snapshot.of(instanceId, State.STARTING, "starting");
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public Place place() {
        return place;
    }

    void publish(final State state, final String detail, final StreamTable streams, final LeaseTable leases,
        final Counters counters, final List<Bound> bounds, final long nowNs) {
        final List<Stream> streamList = new ArrayList<>();
        for (final StreamState stream : streams.all()) {
            streamList.add(describe(stream));
        }
        final List<DriverStatus.Lease> leaseList = new ArrayList<>();
        for (final org.framedock.driver.agent.Lease lease : leases.all()) {
            leaseList.add(new DriverStatus.Lease(lease.leaseId, lease.stream.streamId, lease.clientId,
                lease.isProducer() ? Role.PRODUCER : Role.CONSUMER, nowNs - lease.sinceNs,
                nowNs - lease.lastKeepaliveNs, lease.nodeId, lease.sessionId));
        }
        snapshot = new Snapshot(instanceId, state, detail, nowNs - startNs, streamList, leaseList, counters,
            bounds);
    }

    private static Stream describe(final StreamState stream) {
        final int slotCount = stream.profile.headerSlotCount();
        final List<DriverStatus.Pool> pools = new ArrayList<>();
        for (final org.framedock.settings.Pool pool : stream.profile.pools()) {
            pools.add(new DriverStatus.Pool(pool.poolId(), slotCount, pool.strideBytes()));
        }
        return new Stream(stream.streamId, stream.name, stream.isProvisioned() ? stream.files.epoch() : 0,
            stream.producerClientId(), stream.consumerCount, slotCount, List.copyOf(pools), stream.detail);
    }
}
