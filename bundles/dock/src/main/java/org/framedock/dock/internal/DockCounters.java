package org.framedock.dock.internal;

import io.aeron.CommonContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.CloseHelper;
import org.framedock.dock.FrameLoss;
import org.framedock.transport.AeronConnection;
import org.framedock.transport.CounterGroup;
import org.framedock.transport.CounterType;

/**
 * State and losses of the dock's streams as Aeron counters. They live by a connection of their own, so they are there
 * for a stream that has no lease, too, and no stream's thread has a part in it. One thread, that of the settings.
 */
final class DockCounters implements AutoCloseable {

    private static final long CONDUCTOR_SLEEP_MS = 100;
    private static final int MAX_STREAMS = 128;
    private static final Map<FrameLoss, CounterType> LOSSES = Map.of(
        FrameLoss.DEVICE_DROPPED, CounterType.DOCK_DEVICE_DROPPED,
        FrameLoss.INCOMPLETE, CounterType.DOCK_INCOMPLETE,
        FrameLoss.NO_FREE_SLOT, CounterType.DOCK_NO_FREE_SLOT,
        FrameLoss.DID_NOT_FIT, CounterType.DOCK_DID_NOT_FIT,
        FrameLoss.BACK_PRESSURE, CounterType.DOCK_BACK_PRESSURE,
        FrameLoss.LEASE_LOST, CounterType.DOCK_LEASE_LOST);

    private final Map<Shown, CounterGroup> groups = new HashMap<>();
    private final Map<String, AeronConnection> connections = new HashMap<>();
    private boolean closed;

    /** What a stream's counters are told apart by. */
    private record Shown(StreamController controller, String name, long streamId, String aeronDir, String instance) {
    }

    /** Shows the streams as they are now; those that are gone, or are wired otherwise, lose their counters. */
    synchronized void update(final List<Map.Entry<String, StreamController>> streams, final long nowNs) {
        if (closed) {
            return;
        }
        final Set<Shown> present = new HashSet<>();
        final Set<String> directories = new HashSet<>();
        for (final Map.Entry<String, StreamController> stream : streams) {
            final Shown shown = shownOf(stream.getValue());
            if (shown != null && present.size() < MAX_STREAMS) {
                present.add(shown);
                directories.add(shown.aeronDir());
                final AeronConnection connection = connections.computeIfAbsent(shown.aeronDir(), DockCounters::connect);
                groups.computeIfAbsent(shown, DockCounters::groupOf).update(connection.poll(nowNs), nowNs);
            }
        }
        groups.entrySet().removeIf(entry -> {
            final boolean isGone = !present.contains(entry.getKey());
            if (isGone) {
                entry.getValue().close();
            }
            return isGone;
        });
        connections.entrySet().removeIf(entry -> {
            final boolean isUnused = !directories.contains(entry.getKey());
            if (isUnused) {
                entry.getValue().close();
            }
            return isUnused;
        });
    }

    /** What a stream is shown as; what it was shown as last if its plan is unsound; null if it never was. */
    private Shown shownOf(final StreamController controller) {
        final StreamWiring wiring = controller.notes().plan().wiring();
        if (wiring != null) {
            return new Shown(controller, wiring.name(), wiring.streamId(), wiring.client().aeronDir(),
                wiring.client().instance());
        }
        return groups.keySet().stream().filter(shown -> shown.controller() == controller).findFirst().orElse(null);
    }

    private static AeronConnection connect(final String aeronDir) {
        return new AeronConnection(
            aeronDir.isEmpty() ? CommonContext.getAeronDirectoryName() : aeronDir, CONDUCTOR_SLEEP_MS);
    }

    private static CounterGroup groupOf(final Shown shown) {
        final StreamController controller = shown.controller();
        final StreamCounters counters = controller.counters();
        final CounterGroup group = new CounterGroup(shown.instance())
            .add(CounterType.DOCK_STATE, shown.streamId(), shown.name(), 0,
                () -> controller.shown().state().ordinal())
            .add(CounterType.DOCK_PUBLISHED, shown.streamId(), shown.name(), 0, counters::published)
            .add(CounterType.DOCK_INTERRUPTIONS, shown.streamId(), shown.name(), 0, counters::interruptions);
        for (final FrameLoss cause : FrameLoss.values()) {
            group.add(LOSSES.get(cause), shown.streamId(), shown.name(), 0, () -> counters.lost(cause));
        }
        return group;
    }

    @Override
    public synchronized void close() {
        closed = true;
        groups.values().forEach(CounterGroup::close);
        CloseHelper.quietCloseAll(connections.values());
        groups.clear();
        connections.clear();
    }
}
