package org.framedock.driver.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.framedock.driver.DriverStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The driver as a component of a container")
class DriverComponentTest {

    private Path root;
    private Path config;
    private DriverComponent component;

    @BeforeEach
    void makeHome() throws IOException {
        root = Files.createDirectory(
            Path.of("/dev/shm/framedock-driver-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime()));
        config = Files.createDirectory(root.resolve("config")).resolve("driver.toml");
    }

    @AfterEach
    void removeHome() throws Exception {
        if (component != null) {
            component.close();
        }
        try (Stream<Path> entries = Files.walk(root)) {
            for (final Path path : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private String toml() {
        return """
            [driver]
            instance_id = "in-container"
            aeron_dir = "%s/aeron"
            [shm]
            base_dir = "%s"
            [profiles.camera]
            header_nslots = 4
            payload_pools = [ { pool_id = 1, stride_bytes = 4096 } ]
            [streams.cam1]
            stream_id = 1
            profile = "camera"
            """.formatted(root, root);
    }

    private void await(final DriverStatus.State state) {
        await(state.toString(), () -> component.snapshot().state() == state);
    }

    private static void await(final String what, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs >= 0) {
                fail("not in time: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    @Test
    @DisplayName("starts driver and media driver without holding up its activation, ends both")
    void shouldStartAndEnd() throws Exception {
        Files.writeString(config, toml());
        component = new DriverComponent(config, Map.of());
        await(DriverStatus.State.RUNNING);
        assertEquals("in-container", component.snapshot().instanceId());
        assertEquals("cam1", component.snapshot().streams().get(0).name());
        assertTrue(Files.exists(root.resolve("aeron")));
        component.close();
        assertEquals(DriverStatus.State.ENDED, component.snapshot().state());
        assertTrue(Files.notExists(root.resolve("aeron")));
    }

    @Test
    @DisplayName("C-3 a file with mistakes is no end: the status lists them all, and a better file is taken")
    void shouldTakeBetterFile() throws Exception {
        Files.writeString(config, toml().replace("header_nslots = 4", "header_nslots = 5")
            .replace("profile = \"camera\"", "profile = \"camra\""));
        component = new DriverComponent(config, Map.of());
        await(DriverStatus.State.FAULTED);
        final String detail = component.snapshot().detail();
        assertTrue(detail.contains("header_nslots = 5") && detail.contains("camra"), detail);
        Files.writeString(config, toml());
        await(DriverStatus.State.RUNNING);
    }

    @Test
    @DisplayName("a file that is missing is waited for")
    void shouldWaitForFile() throws Exception {
        component = new DriverComponent(config, Map.of());
        await(DriverStatus.State.FAULTED);
        assertEquals(config + " does not exist: it has to be a TOML file", component.snapshot().detail());
        Files.writeString(config, toml());
        await(DriverStatus.State.RUNNING);
    }

    @Test
    @DisplayName("D-18 a directory that another driver serves is taken when that one has ended")
    void shouldWaitForOtherDriver() throws Exception {
        Files.writeString(config, toml());
        final DriverComponent other = new DriverComponent(config, Map.of());
        try {
            await("other runs", () -> other.snapshot().state() == DriverStatus.State.RUNNING);
            component = new DriverComponent(config, Map.of());
            await(DriverStatus.State.FAULTED);
            assertTrue(component.snapshot().detail().startsWith("another driver (pid "));
        } finally {
            other.close();
        }
        await(DriverStatus.State.RUNNING);
    }
}
