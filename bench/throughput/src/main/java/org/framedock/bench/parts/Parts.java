package org.framedock.bench.parts;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.framedock.bench.load.Figures;
import org.framedock.bench.load.Scenario;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the steps under JMH. The worker's main thread. */
public final class Parts {

    private static final String OURS = "(CommitParts|ReceiveParts|DescriptorParts)";
    private static final int WARM_UPS = 3;

    private Parts() {
    }

    /**
     * Measures all of them.
     *
     * @param effort  how long and how often.
     * @param jvmArgs of JMH's own virtual machines.
     * @param figures where to tell what was found.
     * @throws RunnerException if JMH cannot run.
     */
    public static void measure(final Scenario.Effort effort, final Collection<String> jvmArgs, final Figures figures)
        throws RunnerException {
        // Its lock is one for the whole machine, and a worker of a run that was killed may still hold it.
        System.setProperty("jmh.ignoreLock", "true");
        final TimeValue time = TimeValue.milliseconds(effort.measureMs());
        final ChainedOptionsBuilder options = new OptionsBuilder()
            .include(OURS)
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .warmupIterations(WARM_UPS)
            .warmupTime(time)
            .measurementIterations(effort.repeats())
            .measurementTime(time)
            .forks(effort.forks())
            .jvmArgs(jvmArgs.toArray(String[]::new))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
        for (final RunResult result : new Runner(options.build()).run()) {
            final double[] samples = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore()).toArray();
            final String name = result.getParams().getBenchmark();
            figures.tell(name.substring(name.lastIndexOf('.') + 1), "ns", samples);
        }
    }
}
