package org.framedock.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.agrona.IoUtil;
import org.framedock.bench.limits.Cores;
import org.framedock.bench.load.Scenario;
import org.framedock.bench.load.Stage;
import org.framedock.bench.report.Bystanders;
import org.framedock.bench.report.Machine;
import org.framedock.bench.report.Report;
import org.framedock.bench.report.Result;
import org.framedock.bench.report.Table;

/** One run of the bench: scenario after scenario, each in processes of its own. Main thread. */
final class Bench {

    private static final int FAILED = 1;

    private final String mode;
    private final Path shm;
    private final Path out;

    Bench(final String mode, final Path shm, final Path out) {
        this.mode = mode;
        this.shm = shm;
        this.out = out;
    }

    int run(final List<Scenario> scenarios) {
        final String started = OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString();
        final Report report =
            new Report(mode, started, Machine.look(Processes.jvmOptions(), Stage.mediaDriverText()));
        if (!Cores.areTwo()) {
            report.warn("this process has one core: nothing is pinned, and figures of two threads mean little");
        }
        final Processes processes = new Processes();
        final Path directory;
        try {
            directory = Files.createTempDirectory(
                shm, "framedock-bench-" + ProcessHandle.current().pid() + "-");
        } catch (final IOException e) {
            System.err.println("cannot make a directory in " + shm + ": " + e.getMessage());
            return FAILED;
        }
        final Thread onSignal = new Thread(() -> {
            processes.end();
            IoUtil.delete(directory.toFile(), true);
        }, "bench-signal");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            final boolean complete = measure(scenarios, processes, directory, report);
            System.out.print(Table.of(report));
            report.write(out);
            System.out.println("written: " + out.resolve("bench.txt") + ", " + out.resolve("bench.json") + ", "
                + out.resolve("bench.svg"));
            return complete ? 0 : FAILED;
        } catch (final IOException e) {
            System.err.println("cannot write to " + out + ": " + e);
            return FAILED;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } finally {
            onSignal.run();
        }
    }

    private static boolean measure(
        final List<Scenario> scenarios, final Processes processes, final Path directory, final Report report)
        throws InterruptedException {
        boolean complete = true;
        final Bystanders bystanders = new Bystanders();
        int disturbed = 0;
        int count = 0;
        for (final Scenario scenario : scenarios) {
            count++;
            System.err.println(count + " of " + scenarios.size() + ": " + scenario.name());
            try {
                final List<Result> found =
                    Findings.of(scenario, processes.measure(scenario, directory.resolve("run" + count)));
                final double others = bystanders.share();
                report.add(found.stream().map(result -> result.with(Result.OTHERS, others)).toList());
                disturbed += others > Result.DISTURBED ? 1 : 0;
            } catch (final IOException | IllegalStateException e) {
                complete = false;
                report.warn(e.getMessage());
            }
        }
        if (disturbed > 0) {
            report.warn("others used more than " + Math.round(Result.DISTURBED * 100) + " % of all cores during "
                + disturbed + " of " + scenarios.size() + " runs; their figures are marked ! and not to be trusted");
        }
        final var limited = Findings.withLimits(report.results());
        report.results().clear();
        report.add(limited);
        return complete;
    }
}
