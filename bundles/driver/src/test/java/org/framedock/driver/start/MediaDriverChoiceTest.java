package org.framedock.driver.start;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.CncFileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.agrona.IoUtil;
import org.framedock.driver.DriverStartException;
import org.framedock.transport.EmbeddedMediaDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Another media driver is started in the same directory at the same time, step by step between two looks. */
@DisplayName("D-19a which media driver serves a driver")
class MediaDriverChoiceTest {

    private final Path directory =
        Path.of("/dev/shm/framedock-choice-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    private final Path cncFile = directory.resolve(CncFileDescriptor.CNC_FILE);
    private EmbeddedMediaDriver other;

    @AfterEach
    void removeAll() {
        if (other != null) {
            other.close();
        }
        IoUtil.delete(directory.toFile(), true);
    }

    @Test
    void shouldStartOneWhereThereIsNone() throws Exception {
        assertChoice("embedded in ", List.of());
    }

    @Test
    void shouldStartOneWhereTheRemainsAreOld() throws Exception {
        makeFile(cncFile);
        Files.setLastModifiedTime(directory, FileTime.fromMillis(0));
        assertChoice("embedded in ", List.of());
    }

    @Test
    void shouldTakeTheOneWhoseFirstFilesAreThere() throws Exception {
        assertChoice("already running in ", List.of(
            () -> makeFile(directory.resolve("loss-report.dat")),
            () -> other = EmbeddedMediaDriver.launchUnlessAlive(directory.toString())));
    }

    @Test
    void shouldTakeTheOneThatDeletesWhatADeadOneLeft() throws Exception {
        assertChoice("already running in ", List.of(
            () -> makeFile(cncFile),
            () -> IoUtil.delete(directory.toFile(), true),
            () -> other = EmbeddedMediaDriver.launchUnlessAlive(directory.toString())));
    }

    /** Each step is taken before a look. */
    private void assertChoice(final String expected, final List<Runnable> steps) throws DriverStartException {
        final Deque<Runnable> left = new ArrayDeque<>(steps);
        try (MediaDriverChoice choice = MediaDriverChoice.make(directory.toString(), () -> {
            if (!left.isEmpty()) {
                left.remove().run();
            }
            return false;
        })) {
            assertTrue(choice.description().startsWith(expected + directory), choice.description());
        }
    }

    private static void makeFile(final Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[CncFileDescriptor.META_DATA_LENGTH]);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
