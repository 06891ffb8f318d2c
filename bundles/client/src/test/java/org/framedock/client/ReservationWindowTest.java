package org.framedock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.framedock.memory.AllowedDirectories;
import org.framedock.memory.MappedRegion;
import org.framedock.memory.RegionFile;
import org.framedock.memory.RegionMapper;
import org.framedock.memory.RegionSpec;
import org.framedock.memory.RegionUri;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReservationWindowTest {

    private static final int LIMIT = 3;

    private final ReservationWindow window = new ReservationWindow(null, LIMIT);
    private Path directory;
    private RegionFile file;
    private MappedRegion pool;

    @BeforeEach
    void mapOnePool() throws Exception {
        directory = Files.createTempDirectory(Path.of("/dev/shm"), "framedock-window-test");
        final RegionSpec spec = RegionSpec.payloadPool(1, 1, 1, 8, 64);
        final Path path = directory.resolve("1.pool");
        file = RegionFile.create(
            path, spec, new RegionFile.Options(0600, true, false, false, 4096), System.nanoTime());
        pool = new RegionMapper(AllowedDirectories.of(List.of(directory)), Long.MAX_VALUE)
            .map(new RegionUri(path.toString(), false).format(), spec, true, System.nanoTime());
    }

    @AfterEach
    void removePool() throws Exception {
        pool.close();
        file.close();
        Files.delete(directory.resolve("1.pool"));
        Files.delete(directory);
    }

    @Test
    @DisplayName("reservations come in sequence order and no more than the limit are open")
    void shouldReserveInOrderUpToLimit() {
        for (int i = 0; i < LIMIT; i++) {
            assertFalse(window.isFull());
            assertEquals(i, window.open(i, pool).sequence());
        }
        assertTrue(window.isFull());
        assertEquals(LIMIT, window.size());
    }

    @Test
    @DisplayName("an older reservation that was passed over can only be abandoned")
    void shouldRefuseToPublishWhatWasPassedOver() {
        final Reservation first = window.open(0, pool);
        final Reservation second = window.open(1, pool);
        window.requirePublishable(second);
        window.published(second);
        assertThrows(IllegalStateException.class, () -> window.requirePublishable(first));
        window.end(first);
        assertTrue(window.isEmpty());
        assertEquals(2, window.nextSequence());
    }

    @Test
    @DisplayName("withdrawn reservations give their sequences back, so that no gap is seen")
    void shouldReuseWithdrawnSequences() {
        window.published(window.open(0, pool));
        final Reservation second = window.open(1, pool);
        window.open(2, pool);
        window.withdraw();
        assertFalse(second.isOpen());
        assertEquals(1, window.nextSequence());
        assertEquals(1, window.open(1, pool).sequence());
    }

    @Test
    @DisplayName("an abandoned reservation is a gap that a later withdrawal does not take back")
    void shouldKeepGapOfAbandonedReservation() {
        window.end(window.open(0, pool));
        window.open(1, pool);
        window.withdraw();
        assertEquals(1, window.nextSequence());
    }

    @Test
    @DisplayName("an ended reservation cannot be used again")
    void shouldRefuseEndedReservation() {
        final Reservation reservation = window.open(0, pool);
        window.published(reservation);
        assertThrows(IllegalStateException.class, () -> window.requirePublishable(reservation));
        assertThrows(IllegalStateException.class, () -> window.requireOpen(reservation));
    }
}
