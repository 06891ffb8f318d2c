package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("One driver per directory, and only in directories of its own")
class OneDriverTest extends DriverTestBase {

    private String refusal(final String... overrides) {
        final DriverContext context = new DriverContext().settings(settings(overrides));
        return assertThrows(DriverStartException.class, context::conclude).getMessage();
    }

    @Test
    @DisplayName("D-18 a second driver in the same process is refused, and does not take the first one's lock away")
    void shouldRefuseSecondDriverInProcess() throws Exception {
        final TensorPoolDriver first = launch();
        for (int i = 0; i < 2; i++) {
            assertTrue(refusal().startsWith("another driver (pid " + ProcessHandle.current().pid()), refusal());
        }
        launch("shm.namespace=other", "driver.control_stream_id=2000");
        first.close();
        launch();
    }

    @Test
    @DisplayName("D-18 a context that was concluded and never launched gives the lock back")
    void shouldGiveLockBack() throws Exception {
        try (DriverContext context = new DriverContext().settings(settings()).conclude()) {
            assertTrue(refusal().contains("another driver"));
        }
        launch();
    }

    @Test
    @DisplayName("D-19b a link in the place of the driver's directory is refused")
    void shouldRefuseLink() throws Exception {
        final Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
        Files.createSymbolicLink(base.resolve("tensorpool-" + USER), elsewhere);
        assertEquals("directory " + base.resolve("tensorpool-" + USER)
            + " refused: it exists and is not a directory", refusal());
        try (Stream<Path> entries = Files.list(elsewhere)) {
            assertEquals(0, entries.count());
        }
    }

    @Test
    @DisplayName("D-19b a file, or a directory that others may use, in its place is refused")
    void shouldRefuseOpenDirectory() throws Exception {
        final Path owned = base.resolve("tensorpool-" + USER);
        Files.createFile(owned);
        assertTrue(refusal().contains("it exists and is not a directory"));
        Files.delete(owned);
        Files.createDirectory(owned);
        Files.setAttribute(owned, "unix:mode", 0755);
        assertTrue(refusal().contains("others may use it (mode 755)"), refusal());
    }

    @Test
    @DisplayName("D-19b a link in the place of the lock file or of a stream's directory is not followed")
    void shouldNotFollowLinks() throws Exception {
        launch().close();
        final Path lock = streamDirectory(STREAM).resolveSibling("driver.lock");
        final Path victim = Files.writeString(base.resolve("victim"), "untouched");
        Files.delete(lock);
        Files.createSymbolicLink(lock, victim);
        assertTrue(refusal().startsWith("cannot lock " + lock), refusal());
        assertEquals("untouched", Files.readString(victim));
        Files.delete(lock);
        Files.createDirectory(base.resolve("elsewhere"));
        Files.createSymbolicLink(streamDirectory(STREAM), base.resolve("elsewhere"));
        launch();
        final RawClient.AttachResponse refused = client().attachProducer(STREAM, 101);
        assertTrue(refused.error().contains(streamDirectory(STREAM) + " refused: it exists and is not a directory"),
            refused.error());
    }

    @Test
    @DisplayName("a base directory that does not exist, and huge pages where there are none, are refused in one line")
    void shouldRefuseUnusableBase() {
        assertTrue(refusal("shm.base_dir=" + base + "/missing").startsWith(
            "shm.base_dir = " + base + "/missing cannot be used ("));
        assertEquals("shm.require_hugepages = true needs a shm.base_dir on hugetlbfs, and " + base + " is on tmpfs",
            refusal("shm.require_hugepages=true"));
    }
}
