package org.framedock.pattern.verifier;

import java.io.PrintStream;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.framedock.client.Producer;
import org.framedock.client.TensorPoolClient;
import org.framedock.pattern.content.Pace;
import org.framedock.settings.SettingsFileException;

/**
 * The program {@code producer DRIVER_CONFIG [CLIENT_CONFIG] [COUNT] [BYTES]}: fills the frames of a stream with a
 * pattern. It publishes as soon as it is attached, whether anybody listens or not, and attaches again by itself.
 */
public final class ProducerMain extends Program {

    /** After so long the control plane has its turn, however many frames are due. */
    private static final long BURST_NS = 500_000;
    private static final int MAX_SPINS = 10;
    private static final int MAX_YIELDS = 20;
    private static final long MIN_PARK_NS = 1_000;
    private static final long MAX_PARK_NS = 1_000_000;

    ProducerMain() {
        super("producer", ProducerOptions.commandLine());
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
     * @return exit code: 0, 1 if the driver's slots turn out too small, 2 if an argument or a file is wrong.
     */
    public static int run(final String[] args) {
        return new ProducerMain().runUntilDone(args);
    }

    @Override
    int work(
        final CommandLineReader arguments, final PrintStream out, final PrintStream err, final BooleanSupplier isEnd)
        throws UsageException, SettingsFileException {
        final ProducerOptions options = ProducerOptions.of(arguments);
        final Meter meter = new Meter(System.nanoTime());
        final long dropped;
        final boolean doesFit;
        try (TensorPoolClient client = TensorPoolClient.connect(options.setting().producerContext());
            Producer producer = client.addProducer(options.context())) {
            doesFit = produce(producer, options, meter, out, isEnd);
            if (!doesFit) {
                err.println("producer: a frame of " + options.payloadBytes() + " bytes does not fit: the driver's "
                    + "largest slot of stream " + options.streamId() + " has " + producer.maxPayloadBytes()
                    + " bytes, other than its TOML file says now");
            }
            dropped = producer.counters().backPressured();
        }
        out.println("published " + meter.frames() + " frames, " + dropped + " dropped by back-pressure, "
            + meter.totalRates());
        return doesFit ? EXIT_OK : EXIT_FAILURE;
    }

    /** Returns false if the driver's slots are too small for the frames. */
    private static boolean produce(
        final Producer producer, final ProducerOptions options, final Meter meter, final PrintStream out,
        final BooleanSupplier isEnd) {
        final FrameWriter writer = new FrameWriter(producer, options);
        final Pace pace = new Pace(options.rateHz());
        final IdleStrategy idle = new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NS, MAX_PARK_NS);
        final LiveLine live = new LiveLine(System.nanoTime(), LiveLine.SECOND_NS);
        final long count = options.count() == 0 ? Long.MAX_VALUE : options.count();
        while (meter.frames() < count && !isEnd.getAsBoolean()) {
            final long nowNs = System.nanoTime();
            int work = producer.doWork(nowNs);
            if (producer.isAttached()) {
                if (producer.maxPayloadBytes() < options.payloadBytes()) {
                    return false;
                }
                work += burst(writer, pace, meter, count, options.payloadBytes());
            }
            if (live.isDue(nowNs)) {
                out.println(figures(producer, meter, nowNs));
            }
            idle.idle(work);
        }
        return true;
    }

    /** Publishes what is due; several frames at a high rate. */
    private static int burst(
        final FrameWriter writer, final Pace pace, final Meter meter, final long count, final int payloadBytes) {
        final long startNs = System.nanoTime();
        long nowNs = startNs;
        int frames = 0;
        while (nowNs - startNs < BURST_NS && meter.frames() < count && pace.isDue(nowNs)) {
            final int result = writer.write(nowNs);
            if (result == FrameWriter.NO_SLOT) {
                break;
            }
            pace.advance();
            frames++;
            if (result == FrameWriter.DROPPED) {
                break;
            }
            nowNs = System.nanoTime();
            meter.add(nowNs, payloadBytes);
        }
        return frames;
    }

    private static String figures(final Producer producer, final Meter meter, final long nowNs) {
        final boolean isWaiting = meter.isWindowEmpty();
        return meter.frames() + " frames, " + meter.windowRates(nowNs) + ", "
            + producer.counters().backPressured() + " dropped, epoch " + Long.toUnsignedString(producer.epoch())
            + ", " + (producer.isAttached() ? "attached" : "not attached")
            + (isWaiting ? ", no frames: " + producer.detail() : "");
    }
}
