package org.framedock.bench.load;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.framedock.bench.limits.Cores;
import org.framedock.client.TensorPoolClient;

/**
 * A whole system on one thread: a burst of frames is published on each stream, then all consumers take them, and so on.
 * The clock is read twice a burst, once for each side, as an agent does.
 */
public final class OneThread {

    private static final double SECOND_NS = 1e9;
    private static final long POLL_NS = 200_000;
    private static final long PAUSE_NS = 50_000;
    private static final int BURSTS_BETWEEN_DUTIES = 16;

    private final Scenario scenario;
    private final Senders senders;
    private final Receivers receivers;
    private int bursts;
    private long sentNs;

    private OneThread(final Scenario scenario, final TensorPoolClient client) {
        this.scenario = scenario;
        this.senders = new Senders(client, scenario);
        this.receivers = new Receivers(client, scenario, ConsumerSide.use(scenario));
    }

    /**
     * Measures on the calling thread.
     *
     * @param scenario  what is measured.
     * @param directory of the stage.
     * @param figures   where to tell what was found.
     */
    public static void measure(final Scenario scenario, final Path directory, final Figures figures) {
        try (TensorPoolClient client = TensorPoolClient.connect(Stage.clientContext(directory));
            CopyBound bound = CopyBound.of(scenario, directory)) {
            final OneThread thread = new OneThread(scenario, client);
            thread.attach();
            Cores.pinToLast();
            thread.measure(bound, figures);
        }
    }

    private void attach() {
        while (!senders.areAttached() || !receivers.areMapped()) {
            senders.doWork();
            receivers.poll(System.nanoTime());
            LockSupport.parkNanos(POLL_NS);
        }
    }

    private void measure(final CopyBound bound, final Figures figures) {
        final int repeats = scenario.effort().repeats();
        final double[] rates = new double[repeats];
        final double[] limits = new double[repeats];
        final double[] lost = new double[repeats];
        final double[] sending = new double[repeats];
        if (bound != null) {
            bound.measure();
        }
        run(scenario.effort().warmUpMs());
        final Allocation.Tally allocation = new Allocation.Tally(repeats, allocatedWhileIdle());
        for (int i = 0; i < repeats; i++) {
            limits[i] = bound == null ? 0 : bound.measure();
            final long deliveredBefore = receivers.delivered();
            final long lostBefore = receivers.lost() + senders.backPressured();
            sentNs = 0;
            final long allocatedBefore = Allocation.bytes();
            final long elapsedNs = run(scenario.effort().measureMs());
            final long allocatedBytes = Allocation.bytes() - allocatedBefore;
            final double frames = (receivers.delivered() - deliveredBefore) / (double)scenario.consumers();
            rates[i] = frames * SECOND_NS / elapsedNs;
            allocation.add(i, allocatedBytes, frames, elapsedNs);
            lost[i] = receivers.lost() + senders.backPressured() - lostBefore;
            sending[i] = sentNs / frames;
        }
        figures.tell("rate", "frames/s", rates);
        if (bound != null) {
            figures.tell("bound " + bound.name(), "frames/s", limits);
        }
        allocation.tell(figures);
        figures.tell("lost", "frames", lost);
        figures.tell("publish", "ns/frame", sending);
        figures.tell("sink", "1", new double[] {receivers.sink()});
    }

    /** What keeping the leases allocates, on this thread. */
    private double allocatedWhileIdle() {
        final long beforeBytes = Allocation.bytes();
        final long beginNs = System.nanoTime();
        final long endNs = beginNs + Allocation.IDLE_NS;
        while (System.nanoTime() - endNs < 0) {
            senders.doWork();
            receivers.poll(System.nanoTime());
        }
        return (Allocation.bytes() - beforeBytes) * SECOND_NS / (System.nanoTime() - beginNs);
    }

    /** Returns how long it took. */
    private long run(final int forMs) {
        final int streams = scenario.streams();
        final int burst = scenario.burst();
        final long beginNs = System.nanoTime();
        final long endNs = beginNs + forMs * 1_000_000L;
        long nowNs = beginNs;
        while (nowNs - endNs < 0) {
            if (++bursts % BURSTS_BETWEEN_DUTIES == 0) {
                senders.doWork(nowNs);
                nowNs = System.nanoTime();
            }
            for (int i = 0; i < burst; i++) {
                for (int stream = 0; stream < streams; stream++) {
                    if (!senders.send(stream, nowNs)) {
                        // The media driver's conductor has the word: it says how far a publisher may go.
                        LockSupport.parkNanos(PAUSE_NS);
                    }
                }
            }
            final long pollNs = System.nanoTime();
            sentNs += pollNs - nowNs;
            take(pollNs);
            nowNs = System.nanoTime();
        }
        return nowNs - beginNs;
    }

    private void take(final long nowNs) {
        while (!isAllRead()) {
            receivers.poll(nowNs);
        }
    }

    private boolean isAllRead() {
        for (int stream = 0; stream < senders.streams(); stream++) {
            if (receivers.nextSequence(stream) < senders.describedTo(stream)) {
                return false;
            }
        }
        return true;
    }
}
