package org.framedock.deploy.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderEventsTest {

    private static final long LONG_MS = 60_000;

    @TempDir
    private Path home;

    @Test
    @DisplayName("a file that comes, changes or goes ends the wait; without one it ends by itself")
    void shouldWakeUp() throws Exception {
        final Path file = home.resolve("cam1.cfg");
        try (FolderEvents events = new FolderEvents(List.of(home))) {
            assertFalse(events.await(1));
            Files.writeString(file, "source=pattern\n");
            assertTrue(events.await(LONG_MS));
            forget(events);
            Files.writeString(file, "source=replay\n");
            assertTrue(events.await(LONG_MS));
            forget(events);
            Files.delete(file);
            assertTrue(events.await(LONG_MS));
        }
    }

    @Test
    @DisplayName("a folder that comes later, or is made anew, is heard, too")
    void shouldHearFolderThatIsMadeAnew() throws Exception {
        final Path folder = home.resolve("deploy");
        try (FolderEvents events = new FolderEvents(List.of(folder))) {
            assertFalse(events.await(1));
            for (int round = 0; round < 2; round++) {
                Files.createDirectory(folder);
                forget(events);
                Files.writeString(folder.resolve("a.jar"), "");
                assertTrue(events.await(LONG_MS));
                Files.delete(folder.resolve("a.jar"));
                Files.delete(folder);
                forget(events);
            }
        }
    }

    /** One change may be told in several events. */
    private static void forget(final FolderEvents events) throws InterruptedException {
        boolean heard;
        do {
            heard = events.await(0);
        } while (heard);
    }
}
