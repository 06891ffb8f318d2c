package org.framedock.driver.start;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.framedock.driver.DriverContext;
import org.framedock.driver.DriverStartException;
import org.framedock.driver.DriverStatus;
import org.framedock.driver.TensorPoolDriver;
import org.framedock.settings.DriverSettings;
import org.framedock.settings.SettingsFileException;

/** A driver as a program: what it prints, its exit code, and its end by Ctrl-C or SIGTERM. */
public final class DriverProcess {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG_FILE = 2;
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(50);
    /** A program that is told to end has to be gone by then. */
    private static final long END_MS = 2_900;

    private final PrintStream out;
    private final PrintStream err;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile int exitCode;

    /**
     * A program that does not run yet.
     *
     * @param out for its defined output.
     * @param err for warnings and mistakes.
     */
    public DriverProcess(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs a driver until it is told to end, by signal or by a shutdown request (D-13).
     *
     * @param config      its TOML file.
     * @param environment variables that override the file (C-1).
     * @return exit code: 0, 1 if it could not start, or 2 if the file has mistakes.
     */
    public int run(final Path config, final Map<String, String> environment) {
        final DriverSettings settings;
        try {
            settings = DriverSettings.load(config, environment);
        } catch (final SettingsFileException e) {
            err.println(e.getMessage());
            return WRONG_FILE;
        }
        settings.warnings().forEach(warning -> err.println("warning: " + warning));
        final Thread onSignal = new Thread(this::endBySignal, "framedock-driver-signal");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            exitCode = serve(settings);
            return exitCode;
        } finally {
            finished.countDown();
            removeHook(onSignal);
        }
    }

    private int serve(final DriverSettings settings) {
        try (DriverContext context = new DriverContext().settings(settings).conclude();
            MediaDriverChoice mediaDriver = MediaDriverChoice.make(context.aeronDirectory(), () -> stopping)) {
            if (mediaDriver == null) {
                return OK;
            }
            out.println("media driver: " + mediaDriver.description());
            try (TensorPoolDriver driver = TensorPoolDriver.launch(context);
                Companions companions = Companions.join(
                    new PlacedStatus(driver.status(), mediaDriver.description()), err)) {
                awaitEnd(settings, driver);
            }
            return OK;
        } catch (final DriverStartException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private void awaitEnd(final DriverSettings settings, final TensorPoolDriver driver) {
        boolean said = false;
        try {
            while (!stopping && !driver.awaitEnd(POLL_NS)) {
                if (!said && driver.status().snapshot().state() == DriverStatus.State.RUNNING) {
                    said = true;
                    out.println(ready(settings));
                    out.flush();
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String ready(final DriverSettings settings) {
        final String streams = settings.streams().values().stream()
            .map(stream -> stream.name() + "=" + stream.streamId()).collect(Collectors.joining(" "));
        return "driver " + settings.instanceId() + " ready: control " + settings.controlChannel() + " "
            + settings.controlStreamId() + ", announce " + settings.announceChannel() + " "
            + settings.announceStreamId() + ", streams " + (streams.isEmpty() ? "on demand" : streams);
    }

    /** A signal is no failure, so the exit code is the program's own and not the 143 that a JVM would give. */
    private void endBySignal() {
        stopping = true;
        try {
            if (!finished.await(END_MS, TimeUnit.MILLISECONDS)) {
                err.println("the driver did not end in time");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.flush();
        err.flush();
        Runtime.getRuntime().halt(exitCode);
    }

    private static void removeHook(final Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException alreadyEnding) {
            // The hook itself waits for this run and ends the process.
        }
    }
}
