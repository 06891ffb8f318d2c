package org.framedock.pattern.verifier;

import java.io.PrintStream;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.framedock.client.Consumer;
import org.framedock.client.ConsumerContext;
import org.framedock.client.ConsumerCounters;
import org.framedock.client.FrameHandler;
import org.framedock.client.TensorPoolClient;
import org.framedock.memory.MemoryFault;
import org.framedock.settings.SettingsFileException;

/**
 * The program {@code consumer DRIVER_CONFIG [CLIENT_CONFIG] [COUNT]}: verifies every byte of every frame. It outlives
 * drivers and producers that are killed and started again; all it does about it is to keep polling.
 */
public final class ConsumerMain extends Program {

    private static final int FRAGMENT_LIMIT = 16;
    private static final int MAX_SPINS = 10;
    private static final int MAX_YIELDS = 20;
    private static final long MIN_PARK_NS = 1_000;
    private static final long MAX_PARK_NS = 1_000_000;

    ConsumerMain() {
        super("consumer", ConsumerOptions.commandLine());
    }

    /**
     * Runs the program and ends the process.
     *
     * @param args the arguments.
     */
    public static void main(final String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs the program on the calling thread until its count is reached or a signal comes.
     *
     * @param args the arguments.
     * @return exit code: 0 if all bytes were right, 1 if any was wrong, 2 if an argument or a file is.
     */
    public static int run(final String[] args) {
        return new ConsumerMain().runUntilDone(args);
    }

    @Override
    int work(
        final CommandLineReader arguments, final PrintStream out, final PrintStream err, final BooleanSupplier isEnd)
        throws UsageException, SettingsFileException {
        final ConsumerOptions options = ConsumerOptions.of(arguments);
        final FrameCheck check = options.check();
        final Verification verification = new Verification(check, options.count(), System::nanoTime);
        final LatencyMeter latency = options.latency() ? new LatencyMeter() : null;
        final ConsumerContext context = options.context();
        final ConsumerCounters counters;
        try (TensorPoolClient client = TensorPoolClient.connect(options.setting().consumerContext());
            Consumer consumer = client.addConsumer(context, handler(verification, latency))) {
            counters = consumer.counters();
            check.follow(consumer::metadata);
            consume(consumer, verification, options, out, isEnd);
        }
        out.println(verification.summary(counters.gaps(), counters.late()) + extras(counters));
        if (latency != null) {
            out.println(latency.summary());
        }
        return verification.exitCode();
    }

    /** A frame's age is taken before its bytes are looked at. */
    private static FrameHandler handler(final Verification verification, final LatencyMeter latency) {
        return latency == null ? verification : frame -> {
            latency.onFrame(frame);
            verification.onFrame(frame);
        };
    }

    private static void consume(
        final Consumer consumer, final Verification verification, final ConsumerOptions options,
        final PrintStream out, final BooleanSupplier isEnd) {
        final LiveLine live = new LiveLine(System.nanoTime(), options.reportNs());
        final IdleStrategy idle = options.spins() ? new BusySpinIdleStrategy()
            : new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NS, MAX_PARK_NS);
        final Meter meter = verification.meter();
        boolean isFirst = true;
        boolean isRight = true;
        while (!verification.isDone() && !isEnd.getAsBoolean()) {
            final long nowNs = System.nanoTime();
            poll(consumer, nowNs, idle);
            if (isFirst && meter.frames() > 0) {
                isFirst = false;
                out.println("first frame after " + ProcessAge.milliseconds() + " ms");
            }
            if (isRight && verification.bad() > 0) {
                isRight = false;
                out.println("first bad frame: " + verification.firstBad());
            }
            if (live.isDue(nowNs)) {
                final String pause = options.pauses() ? ", longest pause " + meter.takeLongestPause() : "";
                out.println(figures(consumer, verification, nowNs) + pause);
            }
        }
    }

    /** One turn with its pause; what the virtual machine owes for memory that was taken away may come out of both. */
    private static void poll(final Consumer consumer, final long nowNs, final IdleStrategy idle) {
        try {
            idle.idle(consumer.poll(nowNs, FRAGMENT_LIMIT));
        } catch (final InternalError owed) {
            if (!MemoryFault.isOne(owed)) {
                throw owed;
            }
        }
    }

    /** What only consumers have who ask for it. */
    private static String extras(final ConsumerCounters counters) {
        return (counters.thinned() == 0 ? "" : ", " + counters.thinned() + " left out")
            + (counters.progress() == 0 ? "" : ", " + counters.progress() + " progress messages");
    }

    private static String figures(final Consumer consumer, final Verification verification, final long nowNs) {
        final Meter meter = verification.meter();
        final ConsumerCounters counters = consumer.counters();
        final boolean isWaiting = meter.isWindowEmpty();
        return meter.frames() + " frames, " + meter.windowRates(nowNs) + ", " + verification.bad() + " bad, "
            + counters.gaps() + " gaps, " + counters.late() + " late, epoch "
            + Long.toUnsignedString(consumer.epoch()) + ", " + (consumer.isMapped() ? "mapped" : "not mapped")
            + (isWaiting ? ", no frames: " + consumer.detail() : "");
    }
}
