package org.framedock.driver.component;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.framedock.driver.DriverContext;
import org.framedock.driver.DriverStartException;
import org.framedock.driver.DriverStatus;
import org.framedock.driver.TensorPoolDriver;
import org.framedock.driver.start.MediaDriverChoice;
import org.framedock.driver.start.PlacedStatus;
import org.framedock.settings.DriverSettings;
import org.framedock.settings.SettingsFileException;
import org.framedock.transport.ErrorLogFile;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver of a container, from {@code config/driver.toml} in its home. It starts on a thread of its own, so that a
 * container comes up without waiting for it. A file with mistakes takes nothing down: the status says what is wrong,
 * and the driver is tried again when the file changes.
 */
@Component(service = DriverStatus.class, immediate = true)
public final class DriverComponent implements DriverStatus {

    private static final Logger LOG = LoggerFactory.getLogger(DriverComponent.class);
    private static final String HOME = "framedock.home";
    private static final long WATCH_MS = 1_000;
    private static final long END_MS = 10_000;

    private final Path config;
    private final Path errorLog;
    private final Map<String, String> environment;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile TensorPoolDriver driver;
    private volatile Snapshot withoutDriver;
    private volatile Place place = Place.NONE;
    private String saidProblem;

    /**
     * Called by the component runtime. Returns at once.
     *
     * @param context knows the container's home.
     */
    @Activate
    public DriverComponent(final BundleContext context) {
        this(home(context).resolve("config").resolve("driver.toml"),
            home(context).resolve("data").resolve(ErrorLogFile.FILE_NAME), System.getenv());
    }

    DriverComponent(final Path config, final Map<String, String> environment) {
        this(config, null, environment);
    }

    private DriverComponent(final Path config, final Path errorLog, final Map<String, String> environment) {
        this.errorLog = errorLog;
        this.config = config;
        this.environment = environment;
        withoutDriver = Snapshot.of("", State.STARTING, "reading " + config);
        thread = new Thread(this::run, "framedock-driver-start");
        thread.start();
    }

    private static Path home(final BundleContext context) {
        final String home = context.getProperty(HOME);
        if (home == null) {
            throw new IllegalStateException("the framework property " + HOME + " is not set");
        }
        return Path.of(home);
    }

    /**
     * Called by the component runtime: ends the driver, then its media driver.
     *
     * @throws InterruptedException if the calling thread is interrupted while it waits for that.
     */
    @Deactivate
    public void close() throws InterruptedException {
        closing.countDown();
        thread.join(END_MS);
        if (thread.isAlive()) {
            LOG.error("the driver did not end within {} ms", END_MS);
        }
    }

    @Override
    public Snapshot snapshot() {
        final TensorPoolDriver current = driver;
        return current == null ? withoutDriver : current.status().snapshot();
    }

    @Override
    public Place place() {
        return place;
    }

    private void run() {
        while (!isClosing()) {
            final FileStamp tried = FileStamp.of(config);
            boolean retry = false;
            try {
                serve(DriverSettings.load(config, environment));
            } catch (final SettingsFileException e) {
                fault("", String.join("; ", e.mistakes()));
            } catch (final DriverStartException e) {
                // What stands in the way may go away without a change of the file.
                retry = true;
                fault(withoutDriver.instanceId(), e.getMessage());
            } catch (final RuntimeException | LinkageError e) {
                LOG.error("the driver failed", e);
                fault(withoutDriver.instanceId(), e.toString());
            }
            awaitChange(tried, retry);
        }
    }

    private void serve(final DriverSettings settings) throws DriverStartException {
        withoutDriver = Snapshot.of(settings.instanceId(), State.STARTING, "starting by " + config);
        try (DriverContext context = new DriverContext().settings(settings).errorLog(errorLog).conclude();
            MediaDriverChoice mediaDriver = MediaDriverChoice.make(context.aeronDirectory(), this::isClosing)) {
            if (mediaDriver == null) {
                return;
            }
            settings.warnings().forEach(LOG::warn);
            try (TensorPoolDriver launched = TensorPoolDriver.launch(context)) {
                saidProblem = null;
                place = new PlacedStatus(launched.status(), mediaDriver.description()).place();
                driver = launched;
                LOG.info("driver {} started, media driver {}", settings.instanceId(), mediaDriver.description());
                awaitEnd(launched);
            } finally {
                withoutDriver = Snapshot.of(settings.instanceId(), State.ENDED,
                    "ended; starts again when " + config + " changes");
                driver = null;
                place = Place.NONE;
            }
        }
    }

    private void awaitEnd(final TensorPoolDriver launched) {
        try {
            while (!closing.await(WATCH_MS, TimeUnit.MILLISECONDS)) {
                if (launched.awaitEnd(0)) {
                    LOG.info("the driver was asked to end; it starts again when {} changes", config);
                    return;
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitChange(final FileStamp tried, final boolean retry) {
        try {
            while (!closing.await(WATCH_MS, TimeUnit.MILLISECONDS)) {
                if (retry || !tried.equals(FileStamp.of(config))) {
                    return;
                }
            }
        } catch (final InterruptedException e) {
            closing.countDown();
        }
    }

    private void fault(final String instanceId, final String problem) {
        withoutDriver = Snapshot.of(instanceId, State.FAULTED, problem);
        if (!problem.equals(saidProblem)) {
            saidProblem = problem;
            LOG.error("the driver does not run: {}", problem);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }
}
