package org.framedock.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorLogFileTest {

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve(ErrorLogFile.FILE_NAME);
    }

    @Test
    @DisplayName("an error is kept once with how often it came, and can be read while the file is written")
    void shouldKeepDistinctErrors() throws Exception {
        try (ErrorLogFile log = ErrorLogFile.open(file())) {
            for (int i = 0; i < 3; i++) {
                log.onError(new IllegalStateException("a"));
            }
            log.onError(new IOException("b"));
            final ErrorLogFile.Content content = ErrorLogFile.read(file());
            assertEquals(ProcessHandle.current().pid(), content.pid());
            assertFalse(content.isDamaged());
            assertEquals(2, content.entries().size());
            assertEquals(3, content.entries().get(0).count());
            assertTrue(content.entries().get(0).text().contains("IllegalStateException: a"));
            assertTrue(content.entries().get(0).text().contains("shouldKeepDistinctErrors"));
            assertTrue(content.entries().get(1).text().contains("IOException: b"));
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    @DisplayName("what a former run left is kept beside the file, one run only; a run without errors leaves nothing")
    void shouldKeepFormerRun() throws Exception {
        run("first");
        run("second");
        run(null);
        run("fourth");
        final Path previous = file().resolveSibling(ErrorLogFile.FILE_NAME + ErrorLogFile.PREVIOUS_SUFFIX);
        assertTrue(ErrorLogFile.read(previous).entries().get(0).text().contains("second"));
        assertTrue(ErrorLogFile.read(file()).entries().get(0).text().contains("fourth"));
    }

    private void run(final String error) throws IOException {
        try (ErrorLogFile log = ErrorLogFile.open(file())) {
            if (error != null) {
                log.onError(new IllegalStateException(error));
            }
        }
    }

    @Test
    @DisplayName("the file never grows: when it is full, errors that are new are not kept any more")
    void shouldBeBounded() throws Exception {
        try (ErrorLogFile log = ErrorLogFile.open(file())) {
            for (int i = 0; i < 1_000; i++) {
                log.onError(new IllegalStateException(i + "x".repeat(1_000), i % 2 == 0 ? null : new Exception()));
            }
            // Errors differ by their class and stack alone, so distinct ones take distinct causes.
            Throwable chain = new IllegalStateException("end");
            for (int i = 0; i < 600; i++) {
                chain = new IllegalStateException("x".repeat(1_000), chain);
                log.onError(chain);
            }
        }
        assertEquals(ErrorLogFile.FILE_BYTES, Files.size(file()));
        final ErrorLogFile.Content content = ErrorLogFile.read(file());
        assertFalse(content.isDamaged());
        assertTrue(content.entries().size() > 2, content.entries().size() + " entries");
    }

    @Test
    @DisplayName("owners in one process share one file, which lives until the last of them has left")
    void shouldBeShared() throws Exception {
        final ErrorLogFile first = ErrorLogFile.open(file());
        final ErrorLogFile second = ErrorLogFile.open(directory.resolve(".").resolve(ErrorLogFile.FILE_NAME));
        assertSame(first, second);
        first.close();
        second.onError(new IllegalStateException("kept"));
        second.close();
        second.onError(new IllegalStateException("too late"));
        assertEquals(1, ErrorLogFile.read(file()).entries().size());
    }

    @Test
    @DisplayName("a file that is none, or is damaged anywhere, never does more than say so")
    void shouldSurviveDamage() throws Exception {
        Files.writeString(directory.resolve("text"), "no log");
        assertThrows(IOException.class, () -> ErrorLogFile.read(directory.resolve("text")));
        assertThrows(IOException.class, () -> ErrorLogFile.read(directory.resolve("absent")));
        Files.write(directory.resolve("zeros"), new byte[ErrorLogFile.FILE_BYTES]);
        assertThrows(IOException.class, () -> ErrorLogFile.read(directory.resolve("zeros")));
        run("sound");
        final byte[] sound = Files.readAllBytes(file());
        final Random random = new Random(42);
        boolean sawDamage = false;
        for (int round = 0; round < 300; round++) {
            final byte[] damaged = sound.clone();
            for (int i = 0; i < 8; i++) {
                damaged[random.nextInt(256)] = (byte)random.nextInt();
            }
            Files.write(file(), damaged);
            try {
                sawDamage |= ErrorLogFile.read(file()).isDamaged();
            } catch (final IOException told) {
                assertFalse(told.getMessage().isEmpty());
            }
        }
        assertTrue(sawDamage);
    }

    @Test
    @DisplayName("a link in the place of the file is replaced and never written through")
    void shouldNotFollowLink() throws Exception {
        final Path other = Files.writeString(directory.resolve("other"), "untouched");
        Files.createSymbolicLink(file(), other);
        run("error");
        assertEquals("untouched", Files.readString(other));
        assertFalse(Files.isSymbolicLink(file()));
    }
}
