package org.framedock.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.framedock.bench.limits.CoreToCore;
import org.framedock.bench.limits.Cores;
import org.framedock.client.TensorPoolClient;

/**
 * The producer's side of a throughput run between two processes: as many frames as possible, but never further ahead
 * than the window, so that what is counted is what arrives and nothing is lost. The way back is the bench's own, on
 * the blackboard; it is looked at only where the window ends.
 */
public final class TwoProcesses {

    private static final double SECOND_NS = 1e9;
    private static final long PATIENCE_NS = 2_000_000_000L;
    private static final long PAUSE_NS = 50_000;
    private static final int FRAMES_BETWEEN_DUTIES = 64;

    private final Scenario scenario;
    private final Senders senders;
    private final Partner partner;
    private final Blackboard board;
    private final int window;
    private final long[] readTo;
    private int frames;
    private boolean stuck;
    private boolean gentle;

    private TwoProcesses(final Scenario scenario, final Senders senders, final Partner partner) {
        this.scenario = scenario;
        this.senders = senders;
        this.partner = partner;
        this.board = partner.board();
        this.window = scenario.window();
        this.readTo = new long[scenario.streams()];
    }

    /**
     * Measures on the calling thread.
     *
     * @param scenario  what is measured.
     * @param directory of the stage.
     * @param launcher  starts a consumer's process for a blackboard.
     * @param figures   where to tell what was found.
     * @throws IOException if that process does not start.
     */
    public static void measure(
        final Scenario scenario, final Path directory, final Function<Path, ProcessBuilder> launcher,
        final Figures figures) throws IOException {
        try (TensorPoolClient client = TensorPoolClient.connect(Stage.clientContext(directory));
            CopyBound bound = CopyBound.of(scenario, directory)) {
            final Senders senders = new Senders(client, scenario);
            try (Partner partner = Partner.start(senders, directory, launcher)) {
                Cores.pinToFirst();
                new TwoProcesses(scenario, senders, partner).measure(bound, figures);
            }
        }
    }

    private void measure(final CopyBound bound, final Figures figures) {
        final int repeats = scenario.effort().repeats();
        final double[] rates = new double[repeats];
        final double[] limits = new double[repeats];
        final double[] lost = new double[repeats];
        final double[] before = new double[repeats];
        final double[] after = new double[repeats];
        if (bound != null) {
            partner.rest();
            bound.measure();
        }
        // With both sides spinning on both cores the compilers would wait, so they get the first part for themselves.
        partner.rest();
        gentle = true;
        run(scenario.effort().warmUpMs());
        gentle = false;
        partner.run();
        run(scenario.effort().warmUpMs());
        final Allocation.Tally allocation = new Allocation.Tally(repeats, partner.allocatedWhileIdle());
        for (int i = 0; i < repeats; i++) {
            partner.rest();
            limits[i] = bound == null ? 0 : bound.measure();
            before[i] = CoreToCore.roundTripNs();
            Cores.pinToFirst();
            partner.run();
            partner.begin();
            final long backPressuredBefore = senders.backPressured();
            final long allocatedBefore = Allocation.bytes();
            final long elapsedNs = run(scenario.effort().measureMs());
            final long allocatedBytes = Allocation.bytes() - allocatedBefore;
            partner.end();
            final double delivered = board.result(Blackboard.DELIVERED) / (double)scenario.consumers();
            rates[i] = delivered * SECOND_NS / elapsedNs;
            allocation.add(i, allocatedBytes + board.result(Blackboard.ALLOCATED_BYTES), delivered, elapsedNs);
            partner.rest();
            after[i] = CoreToCore.roundTripNs();
            Cores.pinToFirst();
            lost[i] = board.result(Blackboard.LOST) + senders.backPressured() - backPressuredBefore;
        }
        figures.tell("rate", "frames/s", rates);
        if (bound != null) {
            figures.tell("bound " + bound.name(), "frames/s", limits);
        }
        allocation.tell(figures);
        figures.tell("lost", "frames", lost);
        figures.tell("core to core before", "ns", before);
        figures.tell("core to core after", "ns", after);
        if (stuck) {
            figures.tell("stuck", "1", new double[] {1});
        }
    }

    /** Returns how long it took until the last frame was read. */
    private long run(final int forMs) {
        final int streams = scenario.streams();
        Arrays.setAll(readTo, board::readTo);
        final long beginNs = System.nanoTime();
        final long endNs = beginNs + forMs * 1_000_000L;
        long nowNs = beginNs;
        while (nowNs - endNs < 0 && !stuck) {
            for (int stream = 0; stream < streams; stream++) {
                final long next = senders.nextSequence(stream);
                if (next - readTo[stream] >= window) {
                    awaitRead(stream, Math.min(next - window + 1, senders.describedTo(stream)));
                    nowNs = System.nanoTime();
                }
                if (!senders.send(stream, nowNs)) {
                    // The media driver's conductor has the word: it says how far a publisher may go.
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
            if (++frames % FRAMES_BETWEEN_DUTIES == 0) {
                senders.doWork(nowNs);
            }
            nowNs = System.nanoTime();
        }
        for (int stream = 0; stream < streams; stream++) {
            awaitRead(stream, senders.describedTo(stream));
        }
        return System.nanoTime() - beginNs;
    }

    private void awaitRead(final int stream, final long sequence) {
        long looks = 0;
        final long beginNs = System.nanoTime();
        while ((readTo[stream] = board.readTo(stream)) < sequence && !stuck) {
            if (++looks % 1024 == 0) {
                final long nowNs = System.nanoTime();
                senders.doWork(nowNs);
                stuck = nowNs - beginNs > PATIENCE_NS;
            }
            if (gentle) {
                LockSupport.parkNanos(PAUSE_NS);
            }
            Thread.onSpinWait();
        }
    }
}
