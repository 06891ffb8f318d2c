package org.framedock.bench.load;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.framedock.client.ClientContext;
import org.framedock.driver.DriverContext;
import org.framedock.driver.DriverStartException;
import org.framedock.driver.TensorPoolDriver;
import org.framedock.settings.DriverSettings;
import org.framedock.settings.SettingsFileException;

/**
 * The real media driver and the real driver, in this process, with the streams of a scenario. A media driver that spins
 * needs a core of its own: with fewer than four it backs off instead, and since its conductor is not on a message's
 * way over IPC, no latency depends on it.
 */
public final class Stage implements AutoCloseable {

    private static final int CORES_TO_SPIN = 4;
    private static final int TERM_BYTES = 4 * 1024 * 1024;
    private static final int SPINS = 10;
    private static final int YIELDS = 20;
    private static final long PARK_MIN_NS = 1_000;
    private static final long PARK_MAX_NS = 1_000_000;

    private final MediaDriver mediaDriver;
    private final TensorPoolDriver driver;
    private final Path directory;

    private Stage(final MediaDriver mediaDriver, final TensorPoolDriver driver, final Path directory) {
        this.mediaDriver = mediaDriver;
        this.driver = driver;
        this.directory = directory;
    }

    /**
     * Starts both.
     *
     * @param directory an own directory in shared memory.
     * @param scenario  says which streams there are.
     * @return the stage, to be closed by the caller.
     * @throws DriverStartException  if the driver does not start.
     * @throws SettingsFileException never, unless the settings made here are wrong.
     */
    public static Stage open(final Path directory, final Scenario scenario)
        throws DriverStartException, SettingsFileException {
        final MediaDriver mediaDriver = launchMediaDriver(directory);
        try {
            final TensorPoolDriver driver = TensorPoolDriver.launch(new DriverContext()
                .aeronDirectory(mediaDriver.aeronDirectoryName())
                .settings(DriverSettings.parse(toml(directory, scenario), "bench", Map.of())));
            return new Stage(mediaDriver, driver, directory);
        } catch (final DriverStartException | SettingsFileException | RuntimeException e) {
            mediaDriver.close();
            throw e;
        }
    }

    /**
     * A media driver alone, for limits.
     *
     * @param directory an own directory in shared memory.
     * @return the media driver, to be closed by the caller.
     */
    public static MediaDriver launchMediaDriver(final Path directory) {
        final IdleStrategy idle = spins() ? new BusySpinIdleStrategy()
            : new BackoffIdleStrategy(SPINS, YIELDS, PARK_MIN_NS, PARK_MAX_NS);
        return MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(directory.resolve("aeron").toString())
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .warnIfDirectoryExists(false)
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(idle)
            .termBufferSparseFile(false)
            .ipcTermBufferLength(TERM_BYTES)
            .timerIntervalNs(TimeUnit.MILLISECONDS.toNanos(200))
            .tetherSubscriptions(false));
    }

    private static boolean spins() {
        return Runtime.getRuntime().availableProcessors() >= CORES_TO_SPIN;
    }

    /**
     * The settings of the media driver.
     *
     * @return one line for the report.
     */
    public static String mediaDriverText() {
        return "embedded, threading SHARED, idle strategy " + (spins() ? "busy spin"
            : "back-off to " + PARK_MAX_NS / 1000 + " us (a media driver that spins needs a third core)")
            + ", IPC terms of " + TERM_BYTES / (1024 * 1024) + " MiB, pre-touched";
    }

    private static String toml(final Path directory, final Scenario scenario) {
        final int stride = (scenario.payloadBytes() + 63) / 64 * 64;
        final StringBuilder toml = new StringBuilder("[shm]\nbase_dir = \"" + directory + "\"\nnamespace = \"bench\"\n"
            + "permissions_mode = \"600\"\n[profiles.bench]\nheader_nslots = " + scenario.slots()
            + "\npayload_pools = [ { pool_id = 1, stride_bytes = " + stride + " } ]\n");
        for (int i = 1; i <= scenario.streams(); i++) {
            toml.append("[streams.s").append(i).append("]\nstream_id = ").append(i).append("\nprofile = \"bench\"\n");
        }
        return toml.toString();
    }

    /**
     * How clients on this stage reach it.
     *
     * @param directory the stage's directory.
     * @return a context for either side.
     */
    public static ClientContext clientContext(final Path directory) {
        return new ClientContext().aeronDirectory(directory.resolve("aeron").toString())
            .allowedDirectories(List.of(directory));
    }

    /**
     * The stage's directory.
     *
     * @return as given.
     */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        driver.close();
        mediaDriver.close();
    }
}
