package org.framedock.dock.internal;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.framedock.client.Consumer;
import org.framedock.client.ConsumerContext;
import org.framedock.client.ClientContext;
import org.framedock.client.FrameView;
import org.framedock.client.Metadata;
import org.framedock.client.TensorPoolClient;
import org.framedock.dock.StreamDetail;
import org.framedock.dock.StreamFeed;
import org.framedock.dock.StreamState;
import org.framedock.dock.StreamStatus;
import org.framedock.driver.DriverContext;
import org.framedock.driver.DriverStatus;
import org.framedock.driver.TensorPoolDriver;
import org.framedock.settings.DriverSettings;
import org.framedock.source.FrameSourceFactory;
import org.framedock.transport.EmbeddedMediaDriver;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A dock in a real framework with the Configuration Admin, a real driver and a real media driver. */
final class DockScene implements AutoCloseable {

    private final Path root;
    private final Path home;
    private final EmbeddedMediaDriver mediaDriver;
    private final Framework framework;
    private final DriverSettings settings;
    final DockComponent dock;
    private TensorPoolDriver driver;
    private boolean dockClosed;

    DockScene(final Timings timings) throws Exception {
        root = Files.createDirectory(
            Path.of("/dev/shm/framedock-dock-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime()));
        home = Files.createDirectories(root.resolve("home"));
        final String aeronDirectory = root.resolve("aeron").toString();
        Files.createDirectories(home.resolve("config"));
        final Path toml = home.resolve("config/driver.toml");
        Files.writeString(toml, """
            [driver]
            aeron_dir = "%s"
            control_channel = "aeron:ipc?term-length=64k"
            [shm]
            base_dir = "%s"
            [policies]
            announce_period_ms = 100
            lease_keepalive_interval_ms = 300
            [profiles.camera]
            header_nslots = 64
            payload_pools = [ { pool_id = 1, stride_bytes = 4096 } ]
            [streams.cam1]
            stream_id = 10001
            profile = "camera"
            """.formatted(aeronDirectory, root));
        settings = DriverSettings.load(toml, Map.of());
        mediaDriver = EmbeddedMediaDriver.launchUnlessAlive(aeronDirectory);
        launchDriver();
        final Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, root.resolve("cache").toString());
        properties.put(DockComponent.HOME_PROPERTY, home.toString());
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.osgi.service.cm;version=1.6.1");
        framework = new FrameworkFactory().newFramework(properties);
        framework.start();
        framework.getBundleContext().installBundle(locationOf(org.apache.felix.cm.impl.ConfigurationManager.class))
            .start();
        dock = new DockComponent(framework.getBundleContext(), "backoff", timings, new ClientPool(error -> { }));
    }

    private static String locationOf(final Class<?> inside) throws URISyntaxException {
        return inside.getProtectionDomain().getCodeSource().getLocation().toURI().toString();
    }

    void launchDriver() throws Exception {
        driver = TensorPoolDriver.launch(new DriverContext().settings(settings));
    }

    void closeDriver() {
        driver.close();
    }

    List<DriverStatus.Lease> producerLeases() {
        return driver.status().snapshot().leases().stream()
            .filter(lease -> lease.role() == DriverStatus.Role.PRODUCER).toList();
    }

    ServiceRegistration<FrameSourceFactory> offer(final FrameSourceFactory factory) {
        return offer(factory, StreamHarness.KIND);
    }

    ServiceRegistration<FrameSourceFactory> offer(final FrameSourceFactory factory, final String kind) {
        final Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(FrameSourceFactory.KIND, kind);
        return framework.getBundleContext().registerService(FrameSourceFactory.class, factory, properties);
    }

    Configuration configure(final String name, final String... keysAndValues) throws IOException {
        final ConfigurationAdmin admin = framework.getBundleContext().getService(
            framework.getBundleContext().getServiceReference(ConfigurationAdmin.class));
        final Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("source", StreamHarness.KIND);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        final Configuration configuration =
            admin.getFactoryConfiguration(StreamConfiguration.FACTORY_PID, name, "?");
        configuration.update(properties);
        return configuration;
    }

    /** A configuration with a kind of its own. */
    void configureKind(final String name, final String kind, final String... keysAndValues) throws IOException {
        final List<String> all = new ArrayList<>(List.of(keysAndValues));
        all.addAll(List.of("source", kind));
        configure(name, all.toArray(new String[0]));
    }

    StreamStatus status() {
        return dock.streams().isEmpty() ? null : dock.streams().get(0);
    }

    StreamFeed feed() {
        return dock.feeds().get(0);
    }

    void await(final StreamState state, final StreamDetail detail) {
        Await.until(
            () -> status() != null && status().state() == state && status().detail() == detail, this::status);
    }

    void awaitFrames(final long frames) {
        final long wanted = status().framesPublished() + frames;
        Await.until(() -> status().framesPublished() >= wanted, this::status);
    }

    Reader reader() {
        return new Reader(TensorPoolClient.connect(new ClientContext()
            .aeronDirectory(settings.aeronDir())
            .controlChannel(settings.controlChannel())
            .announcePeriodNs(settings.announcePeriodNs())
            .keepaliveIntervalNs(settings.leaseKeepaliveIntervalNs())
            .allowedDirectories(List.of(root))));
    }

    void closeDock() {
        if (!dockClosed) {
            dockClosed = true;
            dock.close();
        }
    }

    @Override
    public void close() throws Exception {
        closeDock();
        framework.stop();
        framework.waitForStop(10_000);
        driver.close();
        mediaDriver.close();
        try (Stream<Path> files = Files.walk(root)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** A consumer on a thread of its own; checks that each frame holds its sequence. */
    static final class Reader implements AutoCloseable {

        private static final long IDLE_NS = 20_000;

        private final TensorPoolClient client;
        private final Thread thread = new Thread(this::run, "test-reader");
        volatile boolean closed;
        volatile long frames;
        volatile long bad;
        volatile long gaps;
        volatile long remaps;
        volatile long lastSequence = -1;
        /** Name of the metadata of the last frame, empty if it is not known. */
        volatile String metadataName = "";
        /** Between the last frame under one version of the metadata and the first under the next. */
        final List<Long> changeoversNs = new CopyOnWriteArrayList<>();
        private Consumer consumer;
        private int lastVersion;
        private long lastTimestampNs;

        private Reader(final TensorPoolClient client) {
            this.client = client;
            thread.start();
        }

        private void run() {
            consumer = client.addConsumer(
                new ConsumerContext().streamId(10_001).metadata(true), this::onFrame);
            while (!closed) {
                if (consumer.poll(System.nanoTime(), 16) == 0) {
                    LockSupport.parkNanos(IDLE_NS);
                }
                gaps = consumer.counters().gaps();
                remaps = consumer.counters().remaps();
            }
            client.close();
        }

        private void onFrame(final FrameView frame) {
            final long content = frame.buffer().getLong(0);
            final long timestampNs = frame.timestampNs();
            final int version = frame.metaVersion();
            if (!frame.isValid()) {
                return;
            }
            frames++;
            lastSequence = frame.sequence();
            bad += content == frame.sequence() && frame.length() == FakeSource.FORMAT.payloadBytes() ? 0 : 1;
            if (version != lastVersion && lastTimestampNs != 0) {
                changeoversNs.add(timestampNs - lastTimestampNs);
            }
            lastVersion = version;
            lastTimestampNs = timestampNs;
            final Metadata metadata = consumer.metadata(version);
            metadataName = metadata == null ? "" : metadata.name();
        }

        void awaitFrames(final long more) {
            final long wanted = frames + more;
            Await.until(() -> frames >= wanted, () -> frames + " of " + wanted);
        }

        @Override
        public void close() throws InterruptedException {
            closed = true;
            thread.join();
        }
    }
}
