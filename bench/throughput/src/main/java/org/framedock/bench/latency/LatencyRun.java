package org.framedock.bench.latency;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.framedock.bench.limits.CoreToCore;
import org.framedock.bench.limits.Cores;
import org.framedock.bench.load.Allocation;
import org.framedock.bench.load.Blackboard;
import org.framedock.bench.load.Figures;
import org.framedock.bench.load.Partner;
import org.framedock.bench.load.Scenario;
import org.framedock.bench.load.Senders;
import org.framedock.bench.load.Stage;
import org.framedock.client.TensorPoolClient;

/**
 * The producer's side of a latency run: frames at a fixed rate, each carrying the time it should have been published
 * at, whether the producer was late or not. Before and after each repeat the core-to-core round trip is taken, while
 * the consumer's side rests.
 */
public final class LatencyRun {

    private static final int WARM_UP_HZ = 20_000;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long DUTY_NS = 1_000_000;
    private static final String[] PERCENTILES = {"p50", "p90", "p99", "p99.9", "max"};

    private final Scenario scenario;
    private final Senders senders;
    private final Partner partner;

    private LatencyRun(final Scenario scenario, final Senders senders, final Partner partner) {
        this.scenario = scenario;
        this.senders = senders;
        this.partner = partner;
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
        try (TensorPoolClient client = TensorPoolClient.connect(Stage.clientContext(directory))) {
            final Senders senders = new Senders(client, scenario);
            try (Partner partner = Partner.start(senders, directory, launcher)) {
                new LatencyRun(scenario, senders, partner).measure(figures);
            }
        }
    }

    private void measure(final Figures figures) {
        final int repeats = scenario.effort().repeats();
        final double[][] sinceIntended = new double[PERCENTILES.length][repeats];
        final double[][] sinceBegun = new double[PERCENTILES.length][repeats];
        final double[] before = new double[repeats];
        final double[] after = new double[repeats];
        final double[] achieved = new double[repeats];
        final double[] samples = new double[repeats];
        final double[] lost = new double[repeats];
        // With both sides spinning on both cores the compilers would wait, so they get the first part for themselves.
        partner.rest();
        run(WARM_UP_HZ, scenario.effort().warmUpMs());
        partner.run();
        Cores.pinToFirst();
        run(Math.max(WARM_UP_HZ, scenario.rateHz()), scenario.effort().warmUpMs());
        run(scenario.rateHz(), scenario.effort().warmUpMs() / 4);
        final Blackboard board = partner.board();
        final Allocation.Tally allocation = new Allocation.Tally(repeats, partner.allocatedWhileIdle());
        for (int i = 0; i < repeats; i++) {
            partner.rest();
            before[i] = CoreToCore.roundTripNs();
            Cores.pinToFirst();
            partner.run();
            partner.begin();
            final long beginNs = System.nanoTime();
            final long allocatedBefore = Allocation.bytes();
            final long sent = run(scenario.rateHz(), scenario.effort().latencyMs());
            final long allocatedBytes = Allocation.bytes() - allocatedBefore;
            final long elapsedNs = System.nanoTime() - beginNs;
            achieved[i] = sent * (double)SECOND_NS / elapsedNs;
            partner.end();
            partner.rest();
            after[i] = CoreToCore.roundTripNs();
            samples[i] = board.result(Blackboard.SAMPLES);
            allocation.add(i, allocatedBytes + board.result(Blackboard.ALLOCATED_BYTES), sent, elapsedNs);
            lost[i] = sent - samples[i];
            for (int p = 0; p < PERCENTILES.length; p++) {
                sinceIntended[p][i] = board.result(Blackboard.SINCE_INTENDED + p);
                sinceBegun[p][i] = board.result(Blackboard.SINCE_BEGUN + p);
            }
        }
        for (int p = 0; p < PERCENTILES.length; p++) {
            figures.tell("intended " + PERCENTILES[p], "ns", sinceIntended[p]);
            figures.tell("begun " + PERCENTILES[p], "ns", sinceBegun[p]);
        }
        figures.tell("core to core before", "ns", before);
        figures.tell("core to core after", "ns", after);
        figures.tell("achieved", "frames/s", achieved);
        figures.tell("samples", "frames", samples);
        allocation.tell(figures);
        figures.tell("lost", "frames", lost);
    }

    /** Returns how many frames were sent. */
    private long run(final int rateHz, final int forMs) {
        final double intervalNs = SECOND_NS / (double)rateHz;
        final long beginNs = System.nanoTime();
        final long endNs = beginNs + forMs * 1_000_000L;
        long dutyNs = beginNs;
        long sent = 0;
        while (true) {
            final long intendedNs = beginNs + (long)(sent * intervalNs);
            long nowNs = System.nanoTime();
            while (nowNs - intendedNs < 0) {
                if (nowNs - dutyNs >= 0 && intendedNs - nowNs > intervalNs / 2) {
                    senders.doWork(nowNs);
                    dutyNs = nowNs + DUTY_NS;
                }
                nowNs = System.nanoTime();
            }
            if (nowNs - endNs >= 0) {
                partnerCatchesUp();
                return sent;
            }
            senders.sendStamped(intendedNs, nowNs);
            sent++;
            if (nowNs - dutyNs >= SECOND_NS / 10) {
                senders.doWork(nowNs);
                dutyNs = nowNs + DUTY_NS;
            }
        }
    }

    /** What was sent last is still under way. */
    private void partnerCatchesUp() {
        final long deadlineNs = System.nanoTime() + SECOND_NS;
        while (!partner.hasRead(senders.nextSequence(0)) && System.nanoTime() - deadlineNs < 0) {
            Thread.onSpinWait();
        }
    }
}
