package org.framedock.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How an embedded media driver's threads wait is a property of the process. */
class MediaDriverThreadsTest {

    @AfterEach
    void forget() {
        System.clearProperty(MediaDriverThreads.PROPERTY);
    }

    @Test
    @DisplayName("without the property, or with a wrong one, the media driver is quiet")
    void shouldBeQuietUnlessTold() {
        assertEquals(MediaDriverThreads.QUIET, MediaDriverThreads.ofThisProcess());
        System.setProperty(MediaDriverThreads.PROPERTY, "fast");
        assertEquals(MediaDriverThreads.QUIET, MediaDriverThreads.ofThisProcess());
    }

    @ParameterizedTest
    @EnumSource(MediaDriverThreads.class)
    @DisplayName("a media driver of each kind serves clients, on as many threads as it says")
    void shouldServe(final MediaDriverThreads threads) {
        System.setProperty(MediaDriverThreads.PROPERTY, threads.name().toLowerCase(Locale.ROOT));
        final String directory = Path.of("/dev/shm",
            "framedock-threads-test-" + ProcessHandle.current().pid() + "-" + threads).toString();
        final Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (EmbeddedMediaDriver mediaDriver = EmbeddedMediaDriver.launchUnlessAlive(directory);
            AeronConnection connection = new AeronConnection(directory)) {
            assertEquals(directory, mediaDriver.aeronDirectory());
            final Set<Thread> more = new HashSet<>(Thread.getAllStackTraces().keySet());
            more.removeAll(before);
            assertEquals(threads == MediaDriverThreads.DEDICATED ? 3 : 1, more.size(), more::toString);
            assertNotNull(connection.poll(System.nanoTime()));
        }
    }
}
