package org.framedock.driver;

import io.aeron.CommonContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.framedock.driver.region.DriverDirectory;
import org.framedock.settings.DriverSettings;
import org.framedock.transport.ErrorLogFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a driver is to run. Set, {@link #conclude}, launch; not thread-safe. Concluding takes the lock of the driver's
 * directory (D-18), which the driver gives back when it ends; a context that was concluded and never launched is
 * closed.
 */
public final class DriverContext implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DriverContext.class);
    private static final int SPINS = 10;
    private static final int YIELDS = 20;
    private static final long PARK_MIN_NS = TimeUnit.MICROSECONDS.toNanos(1);
    private static final long PARK_MAX_NS = TimeUnit.MILLISECONDS.toNanos(16);

    private DriverSettings settings;
    private String aeronDirectory;
    private NanoClock nanoClock;
    private IdleStrategy idleStrategy;
    private ErrorHandler errorHandler;
    private Path errorLog;
    private ErrorLogFile errorLogFile;
    private ThreadFactory threadFactory;
    private final Map<DriverLimit, Integer> limits = new EnumMap<>(DriverLimit.class);
    private DriverDirectory directory;

    /**
     * Settings of the driver; they have to be given.
     *
     * @param settings as read from its file.
     * @return this.
     */
    public DriverContext settings(final DriverSettings settings) {
        this.settings = settings;
        return this;
    }

    /**
     * Settings of the driver.
     *
     * @return as given.
     */
    public DriverSettings settings() {
        return settings;
    }

    /**
     * Directory of the media driver.
     *
     * @param aeronDirectory absolute path; by default what the settings say, else Aeron's own default.
     * @return this.
     */
    public DriverContext aeronDirectory(final String aeronDirectory) {
        this.aeronDirectory = aeronDirectory;
        return this;
    }

    /**
     * Directory of the media driver.
     *
     * @return known once concluded.
     */
    public String aeronDirectory() {
        return aeronDirectory;
    }

    /**
     * Clock for all times.
     *
     * @param nanoClock has to read CLOCK_MONOTONIC (W-10); by default System.nanoTime.
     * @return this.
     */
    public DriverContext nanoClock(final NanoClock nanoClock) {
        this.nanoClock = nanoClock;
        return this;
    }

    /**
     * Clock for all times.
     *
     * @return known once concluded.
     */
    public NanoClock nanoClock() {
        return nanoClock;
    }

    /**
     * What the agent does when there is nothing to do.
     *
     * @param idleStrategy by default backs off to sleeps of sixteen milliseconds.
     * @return this.
     */
    public DriverContext idleStrategy(final IdleStrategy idleStrategy) {
        this.idleStrategy = idleStrategy;
        return this;
    }

    /**
     * What the agent does when there is nothing to do.
     *
     * @return known once concluded.
     */
    public IdleStrategy idleStrategy() {
        return idleStrategy;
    }

    /**
     * Hears of errors that nobody expected; the agent goes on after them.
     *
     * @param errorHandler called on the agent's thread; by default logs at most a line a second.
     * @return this.
     */
    public DriverContext errorHandler(final ErrorHandler errorHandler) {
        this.errorHandler = errorHandler;
        return this;
    }

    /**
     * Hears of unexpected errors.
     *
     * @return known once concluded.
     */
    public ErrorHandler errorHandler() {
        return errorHandler;
    }

    /**
     * File that keeps the distinct errors of the driver, readable after a crash.
     *
     * @param errorLog by default {@code errors.dat} in the driver's own directory, none if that is on huge pages.
     * @return this.
     */
    public DriverContext errorLog(final Path errorLog) {
        this.errorLog = errorLog;
        return this;
    }

    /**
     * File that keeps the distinct errors of the driver.
     *
     * @return known once concluded; null if there is none.
     */
    public Path errorLog() {
        return errorLogFile == null ? null : errorLogFile.path();
    }

    /**
     * Makes the agent's thread.
     *
     * @param threadFactory by default makes plain, named, non-daemon threads.
     * @return this.
     */
    public DriverContext threadFactory(final ThreadFactory threadFactory) {
        this.threadFactory = threadFactory;
        return this;
    }

    /**
     * Makes the agent's thread.
     *
     * @return known once concluded.
     */
    public ThreadFactory threadFactory() {
        return threadFactory;
    }

    /**
     * Sets what the driver takes on at most.
     *
     * @param limit which limit.
     * @param value at least 1; {@link DriverLimit#defaultValue} unless it is set.
     * @return this.
     */
    public DriverContext limit(final DriverLimit limit, final int value) {
        if (value < 1) {
            throw new IllegalArgumentException(limit + " = " + value + ": it has to be at least 1");
        }
        limits.put(limit, value);
        return this;
    }

    /**
     * What the driver takes on at most.
     *
     * @param limit which limit.
     * @return at least 1.
     */
    public int limit(final DriverLimit limit) {
        return limits.getOrDefault(limit, limit.defaultValue());
    }

    /**
     * Fills in defaults, makes or checks the driver's directory (W-1, D-19b) and locks it (D-18).
     *
     * @return this.
     * @throws DriverStartException if another driver is alive there, the directory cannot be used, or the settings have
     *                              more streams than {@link DriverLimit#STREAMS}.
     */
    public DriverContext conclude() throws DriverStartException {
        if (settings == null) {
            throw new IllegalStateException("a driver needs settings");
        }
        if (settings.streams().size() > limit(DriverLimit.STREAMS)) {
            throw new DriverStartException(settings.origin() + ": " + settings.streams().size()
                + " streams are too many: at most " + limit(DriverLimit.STREAMS) + " are accepted");
        }
        if (aeronDirectory == null || aeronDirectory.isEmpty()) {
            aeronDirectory =
                settings.aeronDir().isEmpty() ? CommonContext.getAeronDirectoryName() : settings.aeronDir();
        }
        nanoClock = nanoClock == null ? SystemNanoClock.INSTANCE : nanoClock;
        idleStrategy = idleStrategy == null
            ? new BackoffIdleStrategy(SPINS, YIELDS, PARK_MIN_NS, PARK_MAX_NS) : idleStrategy;
        errorHandler = errorHandler == null ? new ErrorLog() : errorHandler;
        threadFactory = threadFactory == null ? Thread::new : threadFactory;
        if (directory == null) {
            directory = DriverDirectory.acquire(settings);
        }
        openErrorLog();
        if (settings.reuseExistingShm()) {
            LOG.warn("policies.reuse_existing_shm = true has no effect: a process that was stopped may still write"
                + " into old files, so every epoch is given new ones");
        }
        return this;
    }

    private void openErrorLog() {
        if (errorLogFile != null || errorLog == null && directory.onHugePages()) {
            return;
        }
        final Path file = errorLog == null ? directory.path().resolve(ErrorLogFile.FILE_NAME) : errorLog;
        try {
            final ErrorLogFile opened = ErrorLogFile.open(file);
            final ErrorHandler told = errorHandler;
            errorHandler = error -> {
                opened.onError(error);
                told.onError(error);
            };
            errorLogFile = opened;
        } catch (final IOException e) {
            LOG.warn("errors of the driver are not kept in {}: {}", file, e.toString());
        }
    }

    /** The locked directory, null before {@link #conclude}. */
    DriverDirectory directory() {
        return directory;
    }

    /** Gives the lock back. Closing twice is harmless. */
    @Override
    public void close() {
        if (errorLogFile != null) {
            errorLogFile.close();
            errorLogFile = null;
        }
        if (directory != null) {
            directory.close();
            directory = null;
        }
    }

    /** One line a second is enough to find what is wrong. */
    private static final class ErrorLog implements ErrorHandler {

        private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(1);
        private long lastSaidNs = System.nanoTime() - QUIET_NS;
        private long left;

        @Override
        public void onError(final Throwable error) {
            final long nowNs = System.nanoTime();
            if (nowNs - lastSaidNs < QUIET_NS) {
                left++;
                return;
            }
            LOG.error("driver agent goes on after an unexpected error ({} more since the last one)", left, error);
            lastSaidNs = nowNs;
            left = 0;
        }
    }
}
