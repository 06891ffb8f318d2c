package org.framedock.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.framedock.memory.AllowedDirectories;
import org.framedock.memory.MappedStream;
import org.framedock.memory.RegionMapper;
import org.framedock.memory.RegionRefusedException;
import org.framedock.memory.StreamRegions;
import org.framedock.settings.DriverSettings;
import org.framedock.settings.SettingsFileException;
import org.framedock.transport.EmbeddedMediaDriver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A media driver for a class, a driver with real regions and short times for a test; all removed afterwards. */
abstract class DriverTestBase {

    static final String CHANNEL = "aeron:ipc?term-length=64k";
    static final int CONTROL = 1000;
    static final long STREAM = 10_000;
    static final long OTHER_STREAM = 10_001;
    static final String USER = System.getProperty("user.name");

    static Path root;
    static String aeronDirectory;
    private static EmbeddedMediaDriver mediaDriver;
    private static int bases;

    Path base;
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void launchMediaDriver() throws IOException {
        root = Files.createDirectory(
            Path.of("/dev/shm/framedock-driver-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime()));
        aeronDirectory = root.resolve("aeron").toString();
        mediaDriver = EmbeddedMediaDriver.launchUnlessAlive(aeronDirectory);
    }

    @AfterAll
    static void removeAll() throws IOException {
        mediaDriver.close();
        deleteTree(root);
    }

    @BeforeEach
    void makeBase() throws IOException {
        base = Files.createDirectory(root.resolve("base-" + bases++));
    }

    @AfterEach
    void closeOpened() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        opened.clear();
        deleteTree(base);
    }

    /** Settings with two streams, announces every 100 ms, leases of 900 ms; overrides are {@code key=value}. */
    DriverSettings settings(final String... overrides) {
        final Map<String, String> environment = new HashMap<>();
        for (final String override : overrides) {
            final int equals = override.indexOf('=');
            environment.put(override.substring(0, equals).toUpperCase(Locale.ROOT).replace('.', '_'),
                override.substring(equals + 1));
        }
        try {
            return DriverSettings.parse(toml(), "test settings", environment);
        } catch (final SettingsFileException e) {
            throw new AssertionError(e);
        }
    }

    String toml() {
        return """
            [driver]
            instance_id = "driver-test"
            aeron_dir = "%s"
            control_channel = "%s"
            control_stream_id = %d
            [shm]
            base_dir = "%s"
            [policies]
            announce_period_ms = 100
            lease_keepalive_interval_ms = 300
            lease_expiry_grace_intervals = 3
            [profiles.small]
            header_nslots = 8
            payload_pools = [ { pool_id = 1, stride_bytes = 4096 }, { pool_id = 2, stride_bytes = 65536 } ]
            [profiles.tiny]
            header_nslots = 4
            payload_pools = [ { pool_id = 7, stride_bytes = 64 } ]
            [streams.cam1]
            stream_id = %d
            profile = "small"
            [streams.cam2]
            stream_id = %d
            profile = "tiny"
            """.formatted(aeronDirectory, CHANNEL, CONTROL, base, STREAM, OTHER_STREAM);
    }

    TensorPoolDriver launch(final String... overrides) throws DriverStartException {
        return launch(new DriverContext().settings(settings(overrides)));
    }

    TensorPoolDriver launch(final DriverContext context) throws DriverStartException {
        final TensorPoolDriver driver = TensorPoolDriver.launch(context);
        opened.add(driver);
        Await.until("driver runs",
            () -> driver.status().snapshot().state() == DriverStatus.State.RUNNING);
        return driver;
    }

    RawClient client() {
        return client(CONTROL);
    }

    RawClient client(final int announceStreamId) {
        final RawClient client = new RawClient(aeronDirectory, CHANNEL, CONTROL, announceStreamId);
        opened.add(client);
        return client;
    }

    <T extends AutoCloseable> T closeLater(final T closeable) {
        opened.add(closeable);
        return closeable;
    }

    Path streamDirectory(final long streamId) {
        return base.resolve("tensorpool-" + USER).resolve("default").resolve(Long.toString(streamId));
    }

    List<Long> epochsOnDisk(final long streamId) {
        try (Stream<Path> entries = Files.list(streamDirectory(streamId))) {
            return entries.map(entry -> Long.parseLong(entry.getFileName().toString())).sorted().toList();
        } catch (final IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    MappedStream map(final StreamRegions regions) throws RegionRefusedException {
        final MappedStream mapped = MappedStream.map(regions,
            new RegionMapper(AllowedDirectories.of(List.of(base)), TimeUnit.MILLISECONDS.toNanos(300)), false,
            System.nanoTime());
        opened.add(mapped);
        return mapped;
    }

    static byte[] golden(final String name) {
        try (InputStream in = DriverTestBase.class.getResourceAsStream("/golden/" + name + ".bin")) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deleteTree(final Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(directory)) {
            for (final Path path : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
