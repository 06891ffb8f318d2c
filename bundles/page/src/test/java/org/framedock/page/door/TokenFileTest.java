package org.framedock.page.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The token is the one that its file holds now")
class TokenFileTest {

    private static final String FIRST = "the-first-token-of-all";
    private static final String SECOND = "another-token-of-another-length";

    @TempDir
    private Path folder;
    private Path file;
    private TokenFile token;

    @BeforeEach
    void writeFirst() throws IOException {
        file = folder.resolve("page.token");
        replace(FIRST);
        token = TokenFile.of(file);
    }

    private void replace(final String secret) throws IOException {
        final Path next = folder.resolve("next");
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, secret);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private boolean opens(final String secret) {
        return token.isIn("Bearer " + secret);
    }

    @Test
    @DisplayName("what is written anew counts at once, and the former one no more")
    void shouldFollowTheFile() throws IOException {
        assertTrue(opens(FIRST));
        replace(SECOND);
        assertTrue(opens(SECOND));
        assertFalse(opens(FIRST));
        Files.writeString(file, FIRST);
        assertTrue(opens(FIRST));
        assertFalse(opens(SECOND));
    }

    @Test
    @DisplayName("nothing opens while the file holds no token or is open to others; mended it counts again")
    void shouldStayShutWhileTheFileIsWrong() throws IOException {
        Files.writeString(file, "short");
        assertFalse(opens(FIRST));
        assertFalse(opens("short"));
        assertFalse(token.isIn(null));
        Files.writeString(file, SECOND);
        assertTrue(opens(SECOND));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertFalse(opens(SECOND));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertTrue(opens(SECOND));
    }

    @Test
    @DisplayName("a file that is removed is made again with another token")
    void shouldMakeAnotherAfterRemoval() throws IOException {
        Files.delete(file);
        assertFalse(opens(FIRST));
        final String made = Files.readString(file).strip();
        assertTrue(opens(made));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    @DisplayName("a file that is wrong from the start is refused")
    void shouldRefuseAWrongFile() throws IOException {
        Files.writeString(file, "short");
        assertThrows(IOException.class, () -> TokenFile.of(file));
    }
}
