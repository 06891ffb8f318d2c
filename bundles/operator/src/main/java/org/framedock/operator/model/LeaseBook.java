package org.framedock.operator.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.framedock.client.QosSnapshot;
import org.framedock.driver.DriverStatus;
import org.framedock.operator.LeaseView;
import org.framedock.operator.StreamView;

/** Puts together what driver, media driver and reports say of each lease. One thread. */
final class LeaseBook {

    private static final long RECENT_NS = TimeUnit.SECONDS.toNanos(10);

    private final LeaseHolders holders = new LeaseHolders();
    /** What each consumer has lost, by its lease. */
    private final Map<Long, RateWindow> drops = new HashMap<>();

    List<LeaseView> look(final DriverStatus.Snapshot driver, final DriverStatus.Place place, final QosListener qos,
        final StreamBook book, final List<StreamView> streams, final long nowNs) {
        holders.look(driver, place, streams.stream().filter(stream -> stream.openSlots() >= 0)
            .map(StreamView::producerClientId).toList(), nowNs);
        final List<LeaseView> views = new ArrayList<>();
        for (final DriverStatus.Lease lease : driver.leases()) {
            views.add(view(lease, driver, qos.of(lease.clientId()), book, streams, nowNs));
        }
        drops.keySet().retainAll(views.stream().map(LeaseView::leaseId).toList());
        return views;
    }

    private LeaseView view(final DriverStatus.Lease lease, final DriverStatus.Snapshot driver,
        final QosSnapshot heardOrNull, final StreamBook book, final List<StreamView> streams, final long nowNs) {
        final boolean consumer = lease.role() == DriverStatus.Role.CONSUMER;
        final QosSnapshot report = heardOrNull != null && heardOrNull.streamId() == lease.streamId()
            && heardOrNull.isProducer() != consumer ? heardOrNull : null;
        final AeronClients.Program program = holders.of(lease.leaseId());
        final boolean reads = consumer && report != null;
        if (reads) {
            drops.computeIfAbsent(lease.leaseId(), id -> new RateWindow(RECENT_NS))
                .add(nowNs, report.gaps() + report.late());
        }
        final String stream = driver.streams().stream().filter(each -> each.streamId() == lease.streamId())
            .map(DriverStatus.Stream::name).findFirst().orElse("");
        return new LeaseView(lease.leaseId(), lease.streamId(), stream, lease.role().name(), lease.clientId(),
            program.pid(), program.name(), lease.nodeId(), lease.ageNs(), lease.keepaliveAgeNs(),
            report == null ? -1 : Math.max(0, nowNs - report.heardNs()), report == null ? -1 : report.epoch(),
            report == null ? -1 : report.seq(), reads ? book.lagOf(report, streams) : -1,
            reads ? report.gaps() : -1, reads ? report.late() : -1, reads && report.isLimited());
    }

    /** Frames that a consumer has lost in the last ten seconds or so. */
    long lostLately(final LeaseView lease, final long nowNs) {
        final RateWindow window = drops.get(lease.leaseId());
        return window == null ? 0 : window.grownWithin(RECENT_NS, nowNs);
    }
}
