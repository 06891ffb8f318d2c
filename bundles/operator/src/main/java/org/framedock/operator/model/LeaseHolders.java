package org.framedock.operator.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.framedock.driver.DriverStatus;

/**
 * Which process holds which lease, where that can be told for sure: by the counters of its client; by a session that
 * is one client's; for streams that this container feeds, this process; else, if all of the media driver's clients are
 * named and only one of the other processes has mapped the stream's memory and has no such counters, that one. Nothing
 * is said where two could be meant. One thread.
 */
final class LeaseHolders {

    private static final int MOST_MAPS_BYTES = 4 << 20;
    /** A client's counters are there at once, its name up to a second later; some have none at all. */
    private static final int LOOKS_FOR_A_NAME = 5;

    private final long ownPid = ProcessHandle.current().pid();
    private final AeronClients clients = new AeronClients();
    private final Map<Long, AeronClients.Program> byLease = new HashMap<>();
    private final Map<Long, Integer> looksByLease = new HashMap<>();
    private final Map<Long, String> mapsByPid = new HashMap<>();

    AeronClients.Program of(final long leaseId) {
        return byLease.getOrDefault(leaseId, AeronClients.Program.UNKNOWN);
    }

    /**
     * Looks again if some lease's process is not known, or has no name yet.
     *
     * @param own client ids of the producers of this process.
     */
    void look(final DriverStatus.Snapshot driver, final DriverStatus.Place place, final List<Long> own,
        final long nowNs) {
        final List<Long> leaseIds = driver.leases().stream().map(DriverStatus.Lease::leaseId).toList();
        byLease.keySet().retainAll(leaseIds);
        looksByLease.keySet().retainAll(leaseIds);
        if (leaseIds.stream().allMatch(this::isSettled)
            || !clients.look(place.aeronDirectory(), place.controlStreamId(), driver.instanceId(),
                nowNs)) {
            return;
        }
        final Map<Long, List<DriverStatus.Lease>> unknown = new HashMap<>();
        for (final DriverStatus.Lease lease : driver.leases()) {
            final AeronClients.Program byCounters = clients.of(lease.streamId(), lease.clientId());
            final AeronClients.Program bySession = clients.of(lease.sessionId());
            if (byCounters.pid() >= 0) {
                byLease.put(lease.leaseId(), byCounters);
            } else if (bySession.pid() >= 0) {
                byLease.put(lease.leaseId(), bySession);
            } else if (own.contains(lease.clientId())) {
                byLease.put(lease.leaseId(),
                    clients.byPid().getOrDefault(ownPid, new AeronClients.Program("", ownPid)));
            } else if (!byLease.containsKey(lease.leaseId())) {
                unknown.computeIfAbsent(lease.streamId(), id -> new ArrayList<>()).add(lease);
            }
        }
        leaseIds.forEach(leaseId -> looksByLease.merge(leaseId, 1, Integer::sum));
        mapsByPid.clear();
        unknown.forEach((streamId, leases) -> infer(place.sharedMemory() + "/" + streamId + "/", leases));
        mapsByPid.clear();
    }

    private boolean isSettled(final long leaseId) {
        final AeronClients.Program program = byLease.get(leaseId);
        return program != null
            && (!program.name().isEmpty() || looksByLease.getOrDefault(leaseId, 0) >= LOOKS_FOR_A_NAME);
    }

    private void infer(final String files, final List<DriverStatus.Lease> leases) {
        final List<AeronClients.Program> candidates = clients.byPid().values().stream()
            .filter(program -> program.pid() != ownPid && !clients.counts(program.pid())
                && maps(program.pid()).contains(files)).toList();
        // With a client that has no name, the one named process may be one that only listens, as hz does.
        if (candidates.size() == 1 && !clients.hasUnnamed()) {
            leases.forEach(lease -> byLease.put(lease.leaseId(), candidates.get(0)));
        }
    }

    /** What a process has mapped; empty if it is not to be seen. */
    private String maps(final long pid) {
        return mapsByPid.computeIfAbsent(pid, id -> {
            try (var in = Files.newInputStream(Path.of("/proc", Long.toString(id), "maps"))) {
                return new String(in.readNBytes(MOST_MAPS_BYTES), StandardCharsets.UTF_8);
            } catch (final IOException notToBeSeen) {
                return "";
            }
        });
    }
}
