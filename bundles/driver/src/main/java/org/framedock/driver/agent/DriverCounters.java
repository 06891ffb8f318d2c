package org.framedock.driver.agent;

import io.aeron.Aeron;
import org.framedock.transport.CounterGroup;
import org.framedock.transport.CounterType;

/** The driver's numbers as Aeron counters. Belongs to the agent's thread. */
final class DriverCounters implements AutoCloseable {

    /** A media driver has room for some thousand counters, and others need them, too. */
    private static final int MAX_STREAMS = 128;

    private final StreamTable streams;
    private final CounterGroup group;
    private int shownStreams;

    DriverCounters(final String instanceId, final StreamTable streams, final Tally tally) {
        this.streams = streams;
        group = new CounterGroup(instanceId)
            .add(CounterType.DRIVER_ATTACHES_REFUSED, 0, "", 0, () -> tally.attachesRefused)
            .add(CounterType.DRIVER_MALFORMED, 0, "", 0, () -> tally.count(Tally.Kind.MALFORMED))
            .add(CounterType.DRIVER_EXPIRED, 0, "", 0, () -> tally.expired)
            .add(CounterType.DRIVER_EPOCHS, 0, "", 0, () -> tally.epochsMade)
            .add(CounterType.DRIVER_ERRORS, 0, "", 0, () -> tally.count(Tally.Kind.ERROR))
            .add(CounterType.DRIVER_LOST, 0, "", 0, () -> tally.count(Tally.Kind.LOST))
            .add(CounterType.DRIVER_LIMITED, 0, "", 0, () -> tally.count(Tally.Kind.LIMITED));
    }

    void update(final Aeron aeron, final long nowNs) {
        while (shownStreams < Math.min(streams.all().size(), MAX_STREAMS)) {
            final StreamState stream = streams.all().get(shownStreams);
            group.add(CounterType.DRIVER_LEASES, stream.streamId, stream.name, 0, stream::leaseCount);
            shownStreams++;
        }
        group.update(aeron, nowNs);
    }

    @Override
    public void close() {
        group.close();
    }
}
