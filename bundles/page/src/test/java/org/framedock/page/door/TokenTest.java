package org.framedock.page.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("without a file one is made that only its owner can read, and it is the same the next time")
    void shouldMakeATokenOfItsOwn() throws IOException {
        final Path file = folder.resolve("data/page.token");
        Token.of(file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        final String secret = Files.readString(file).strip();
        assertTrue(secret.length() >= 32, secret);
        assertTrue(Token.of(file).isIn("Bearer " + secret));
        assertTrue(Token.of(file).isIn("bearer  " + secret + " "));
        assertFalse(Token.of(file).isIn("Bearer " + secret + "x"));
        assertFalse(Token.of(file).isIn(secret));
        assertFalse(Token.of(file).isIn(null));
    }

    @Test
    @DisplayName("a file that others can read, a link and a short token are refused")
    void shouldRefuseAWeakToken() throws IOException {
        final Path file = Files.writeString(folder.resolve("token"), "0123456789abcdef0");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused("rw-r-----", file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Token.of(file);
        assertRefused("no link", Files.createSymbolicLink(folder.resolve("link"), file));
        Files.writeString(file, "short\n");
        assertRefused("5 characters", file);
    }

    private static void assertRefused(final String text, final Path file) {
        final IOException refused = assertThrows(IOException.class, () -> Token.of(file));
        assertTrue(refused.getMessage().contains(text), refused.getMessage());
    }
}
