package org.framedock.driver;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.framedock.driver.RawClient.AttachResponse;
import org.framedock.driver.agent.DriverAgent;
import org.framedock.protocol.lease.Role;
import org.framedock.settings.DriverSettings;
import org.framedock.transport.EmbeddedMediaDriver;

/**
 * Measures how long an attach and a duty cycle take with many leases: {@code DriverBench [CONSUMERS [SECONDS]]}. Cycles
 * are given by the clock on the wall, which on a busy machine also shows what others take, and by processor time.
 */
public final class DriverBench {

    private static final String CHANNEL = "aeron:ipc?term-length=4m";
    private static final int CONTROL = 1000;
    private static final long STREAM = 1;
    private static final int REPEATED_ATTACHES = 2_000;
    private static final int PRODUCER_ATTACHES = 15;

    private final Samples cycles = new Samples();
    private final Samples busyCycles = new Samples();
    private final Samples processorTimes = new Samples();
    private volatile boolean running = true;

    private DriverBench() {
    }

    /** Nanoseconds of many events. */
    private static final class Samples {
        private long[] valuesNs = new long[1 << 20];
        private int count;

        void add(final long ns) {
            if (count == valuesNs.length) {
                valuesNs = Arrays.copyOf(valuesNs, 2 * count);
            }
            valuesNs[count++] = ns;
        }

        void print(final String what) {
            final long[] sorted = Arrays.copyOf(valuesNs, count);
            Arrays.sort(sorted);
            if (count > 0) {
                System.out.printf("%-44s n %8d  median %9.1f us  p99 %9.1f us  p99.9 %9.1f us  max %9.1f us%n", what,
                    count, sorted[count / 2] / 1e3, sorted[(int)(count * 0.99)] / 1e3,
                    sorted[(int)(count * 0.999)] / 1e3, sorted[count - 1] / 1e3);
            }
        }
    }

    /**
     * Runs it.
     *
     * @param args how many consumers, 200 by default, and for how many seconds, 10 by default.
     * @throws Exception if anything fails.
     */
    public static void main(final String[] args) throws Exception {
        final int consumers = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        final int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        final Path root = Files.createDirectory(Path.of("/dev/shm/framedock-driver-bench-"
            + ProcessHandle.current().pid()));
        try (EmbeddedMediaDriver ignored = EmbeddedMediaDriver.launchUnlessAlive(root.resolve("aeron").toString())) {
            new DriverBench().run(root, consumers, seconds);
        } finally {
            DriverTestBase.deleteTree(root);
        }
    }

    private static DriverSettings settings(final Path root) throws Exception {
        return DriverSettings.parse("""
            [driver]
            aeron_dir = "%s"
            control_channel = "%s"
            [shm]
            base_dir = "%s"
            [policies]
            cleanup_shm_on_exit = true
            [profiles.camera]
            header_nslots = 64
            payload_pools = [ { pool_id = 1, stride_bytes = 655360 } ]
            [streams.cam1]
            stream_id = %d
            profile = "camera"
            """.formatted(root.resolve("aeron"), CHANNEL, root, STREAM), "bench", Map.of());
    }

    private void run(final Path root, final int consumers, final int seconds) throws Exception {
        final DriverContext context = new DriverContext().settings(settings(root)).conclude();
        final DriverAgent agent = new DriverAgent(context.settings(), context.directory(), context.aeronDirectory(),
            context.nanoClock(), context.errorHandler(), context::limit, context::close);
        final Thread thread = new Thread(() -> runAgent(agent), "driver");
        thread.start();
        Await.until("driver runs", () -> agent.status().snapshot().state() == DriverStatus.State.RUNNING);
        try (RawClient client = new RawClient(root.resolve("aeron").toString(), CHANNEL, CONTROL, CONTROL)) {
            measure(client, consumers, seconds);
        } finally {
            running = false;
            thread.join();
        }
        cycles.print("duty cycles, wall");
        busyCycles.print("duty cycles that did something, wall");
        processorTimes.print("duty cycles that did something, processor");
    }

    private void runAgent(final DriverAgent agent) {
        final IdleStrategy idle = new BackoffIdleStrategy(10, 20, 1_000, TimeUnit.MILLISECONDS.toNanos(2));
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        agent.onStart();
        while (running) {
            final long beforeNs = System.nanoTime();
            final long processorBeforeNs = threads.getCurrentThreadCpuTime();
            final int work = agent.doWork();
            final long processorNs = threads.getCurrentThreadCpuTime() - processorBeforeNs;
            final long ns = System.nanoTime() - beforeNs;
            cycles.add(ns);
            if (work > 0) {
                busyCycles.add(ns);
                processorTimes.add(processorNs);
            }
            idle.idle(work);
        }
        agent.onClose();
    }

    private static AttachResponse attach(
        final RawClient client, final long clientId, final Role role, final Samples samples) {
        final long correlationId = client.newCorrelationId();
        final byte[] request = client.new Attach(correlationId, STREAM, clientId, role).bytes();
        client.heard.clear();
        final long beforeNs = System.nanoTime();
        client.sendOnly(request);
        AttachResponse response = null;
        while (response == null) {
            client.listen();
            response = client.find(0, AttachResponse.class, heard -> heard.correlationId() == correlationId);
            Thread.yield();
        }
        samples.add(System.nanoTime() - beforeNs);
        if (!response.ok()) {
            throw new IllegalStateException(response.error());
        }
        return response;
    }

    private void measure(final RawClient client, final int consumers, final int seconds) {
        final Samples first = new Samples();
        final Samples repeated = new Samples();
        final Samples producers = new Samples();
        for (int i = 0; i < PRODUCER_ATTACHES; i++) {
            final AttachResponse lease = attach(client, 1, Role.PRODUCER, producers);
            client.detach(lease.leaseId(), STREAM, 1, Role.PRODUCER);
        }
        final List<AttachResponse> leases = new ArrayList<>();
        for (int i = 0; i < consumers; i++) {
            leases.add(attach(client, 1000 + i, Role.CONSUMER, first));
        }
        keepAlive(client, leases);
        for (int i = 0; i < REPEATED_ATTACHES; i++) {
            final AttachResponse lease = attach(client, 2, Role.CONSUMER, repeated);
            client.detach(lease.leaseId(), STREAM, 2, Role.CONSUMER);
            if (i % 100 == 0) {
                keepAlive(client, leases);
            }
        }
        for (int second = 0; second < seconds; second++) {
            keepAlive(client, leases);
            final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            Await.until("a second has passed", () -> {
                client.listen();
                client.heard.clear();
                client.heardBytes.clear();
                return System.nanoTime() - deadlineNs >= 0;
            });
        }
        for (int i = 0; i < consumers; i++) {
            client.detach(leases.get(i).leaseId(), STREAM, 1000 + i, Role.CONSUMER);
        }
        producers.print("attach of a producer, 40 MiB made for it");
        first.print("attach of " + consumers + " consumers, one by one");
        repeated.print("attach of another with so many leases");
    }

    private static void keepAlive(final RawClient client, final List<AttachResponse> leases) {
        for (int i = 0; i < leases.size(); i++) {
            client.keepAlive(leases.get(i).leaseId(), STREAM, 1000 + i, Role.CONSUMER);
        }
    }
}
