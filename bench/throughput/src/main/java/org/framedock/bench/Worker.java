package org.framedock.bench;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.agrona.IoUtil;
import org.framedock.bench.latency.LatencyRun;
import org.framedock.bench.latency.LatencyUse;
import org.framedock.bench.limits.CoreToCore;
import org.framedock.bench.limits.MessageLimit;
import org.framedock.bench.limits.RingMemory;
import org.framedock.bench.load.ConsumerSide;
import org.framedock.bench.load.Figures;
import org.framedock.bench.load.OneThread;
import org.framedock.bench.load.Scenario;
import org.framedock.bench.load.Scenario.Effort;
import org.framedock.bench.load.Stage;
import org.framedock.bench.load.TwoProcesses;
import org.framedock.bench.parts.Parts;

/**
 * A process that measures one scenario, or the consumer's process of one. Started by {@link Processes}, which reads its
 * standard output. It ends when the process that started it does.
 */
public final class Worker {

    private static final int MIB = 1024 * 1024;
    private static final double GIB = 1024.0 * MIB;
    private static final int FRAME_BYTES = 640 * 1024;
    private static final int COLD_SLOTS = 64;
    private static final int MEASURE_ARGUMENTS = 2;
    private static final int FAILED = 1;

    private Worker() {
    }

    /**
     * Measures and ends the process.
     *
     * @param args the scenario and its directory; for a consumer's process the blackboard's file as well.
     */
    public static void main(final String[] args) {
        ProcessHandle.current().parent().ifPresent(
            parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(FAILED)));
        final Scenario scenario = Scenario.parse(args[0]);
        final Path directory = Path.of(args[1]);
        try {
            if (args.length == MEASURE_ARGUMENTS) {
                measure(scenario, directory, new Figures(System.out));
            } else {
                ConsumerSide.run(scenario, directory, Path.of(args[2]),
                    scenario.kind() == Scenario.Kind.LATENCY ? new LatencyUse() : null);
            }
        } catch (final Exception e) {
            e.printStackTrace();
            System.exit(FAILED);
        }
        System.exit(0);
    }

    private static void measure(final Scenario scenario, final Path directory, final Figures figures)
        throws Exception {
        Files.createDirectories(directory);
        try {
            final Function<Path, ProcessBuilder> consumer = Processes.consumer(scenario, directory);
            switch (scenario.kind()) {
                case THROUGHPUT:
                    try (Stage stage = Stage.open(directory, scenario)) {
                        if (scenario.twoProcesses()) {
                            TwoProcesses.measure(scenario, stage.directory(), consumer, figures);
                        } else {
                            OneThread.measure(scenario, stage.directory(), figures);
                        }
                    }
                    break;
                case LATENCY:
                    try (Stage stage = Stage.open(directory, scenario)) {
                        LatencyRun.measure(scenario, stage.directory(), consumer, figures);
                    }
                    break;
                case MEMORY_LIMIT:
                    measureMemory(scenario.effort(), directory, figures);
                    break;
                case TRANSPORT_LIMIT:
                    measureTransport(scenario.effort(), directory, figures);
                    break;
                default:
                    Parts.measure(scenario.effort(), Processes.jvmOptions(), figures);
            }
        } finally {
            IoUtil.delete(directory.toFile(), true);
        }
    }

    private static void measureMemory(final Effort effort, final Path directory, final Figures figures) {
        measureMemory("640KiB hot", FRAME_BYTES, Scenario.HOT_SLOTS, false, effort, directory, figures);
        measureMemory("640KiB cold", FRAME_BYTES, COLD_SLOTS, false, effort, directory, figures);
        measureMemory("640KiB cold huge pages", FRAME_BYTES, COLD_SLOTS, true, effort, directory, figures);
        measureMemory("4MiB", 4 * MIB, Scenario.HOT_SLOTS, false, effort, directory, figures);
        measureMemory("4MiB huge pages", 4 * MIB, Scenario.HOT_SLOTS, true, effort, directory, figures);
    }

    private static void measureMemory(
        final String name, final int payloadBytes, final int slots, final boolean hugePages, final Effort effort,
        final Path directory, final Figures figures) {
        final int forMs = effort.measureMs();
        final double[] byUnsafe = new double[effort.repeats()];
        final double[] byC = new double[effort.repeats()];
        final double[] read = new double[effort.repeats()];
        try (RingMemory ring = new RingMemory(directory.resolve("ring"), payloadBytes, slots, hugePages)) {
            if (hugePages && !RingMemory.areHugePagesInUse()) {
                return;
            }
            ring.copiedByUnsafe(forMs);
            ring.read(forMs);
            for (int i = 0; i < effort.repeats(); i++) {
                byUnsafe[i] = ring.copiedByUnsafe(forMs) * payloadBytes / GIB;
                byC[i] = ring.copiedByC(forMs) * payloadBytes / GIB;
                read[i] = ring.read(forMs) * payloadBytes / GIB;
            }
            if (ring.sink() == 0) {
                throw new IllegalStateException("nothing was read");
            }
        }
        figures.tell("copy " + name + " Unsafe", "GiB/s", byUnsafe);
        figures.tell("copy " + name + " C memcpy", "GiB/s", byC);
        figures.tell("read " + name, "GiB/s", read);
    }

    private static void measureTransport(final Effort effort, final Path directory, final Figures figures) {
        final int repeats = effort.repeats();
        CoreToCore.roundTripNs();
        final double[] trips = new double[repeats];
        for (int i = 0; i < repeats; i++) {
            trips[i] = CoreToCore.roundTripNs();
        }
        figures.tell("core to core round trip", "ns", trips);
        try (MediaDriver mediaDriver = Stage.launchMediaDriver(directory);
            Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(mediaDriver.aeronDirectoryName()))) {
            final MessageLimit limit = new MessageLimit(aeron, repeats, effort.warmUpMs(), effort.measureMs());
            figures.tell("Aeron 48B one thread", "messages/s", limit.oneThread());
            figures.tell("Aeron 48B two threads", "messages/s", limit.twoThreads());
            figures.tell("Aeron 48B round trip", "ns", limit.roundTripNs());
            figures.tell("Aeron 48B one way p50 at 10000Hz", "ns", limit.oneWayNs());
            figures.tell("Aeron 640KiB copied", "messages/s", limit.largeMessages(FRAME_BYTES));
        }
    }
}
