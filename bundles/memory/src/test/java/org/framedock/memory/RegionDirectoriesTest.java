package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionDirectoriesTest {

    @TempDir(factory = SharedMemory.class)
    private Path parent;

    private static void assertRefused(final String reason, final Path directory, final int fileMode) {
        final RegionRefusedException refusal = assertThrows(
            RegionRefusedException.class, () -> RegionDirectories.makeOwned(directory, fileMode));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(directory.toString()), refusal.getMessage());
    }

    @ParameterizedTest(name = "file {0}, umask {2}")
    @DisplayName("W-33 a directory has the mode that belongs to its files, whatever the umask")
    @CsvSource({
        "0600, 0700, 0000", "0600, 0700, 0022", "0600, 0700, 0777",
        "0660, 2770, 0000", "0660, 2770, 0022", "0660, 2770, 0077", "0660, 2770, 0777",
        "0640, 2750, 0077", "0400, 0500, 0022",
    })
    void shouldMakeDirectory(final String fileMode, final String mode, final String umask) throws Exception {
        final Path directory = parent.resolve("made");
        final int requested = Integer.parseInt(fileMode, 8);
        assertEquals(Integer.parseInt(mode, 8), RegionDirectories.modeFor(requested));
        try (Umask ignored = Umask.of(Integer.parseInt(umask, 8))) {
            RegionDirectories.makeOwned(directory, requested);
        }
        assertTrue(Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS));
        assertEquals(Integer.parseInt(mode, 8), SharedMemory.mode(directory));
        RegionDirectories.makeOwned(directory, requested);
        assertEquals(Integer.parseInt(mode, 8), SharedMemory.mode(directory));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @DisplayName("W-33 a directory that is there already gets the configured mode, be it wider or narrower")
    @CsvSource({"0700, 2770, 0660", "0770, 2770, 0660", "2770, 0700, 0600", "0500, 0700, 0600"})
    void shouldSetModeOfExistingDirectory(final String before, final String after, final String fileMode)
        throws Exception {
        final Path directory = Files.createDirectory(parent.resolve("there"));
        Files.setAttribute(directory, "unix:mode", Integer.parseInt(before, 8));
        RegionDirectories.makeOwned(directory, Integer.parseInt(fileMode, 8));
        assertEquals(Integer.parseInt(after, 8), SharedMemory.mode(directory));
    }

    @ParameterizedTest
    @DisplayName("W-33 refuses files that others may use")
    @ValueSource(strings = {"0666", "0664", "0604", "0602", "0601"})
    void shouldRefuseModeForOthers(final String fileMode) {
        final Path directory = parent.resolve("made");
        assertRefused("others", directory, Integer.parseInt(fileMode, 8));
        assertFalse(Files.exists(directory));
    }

    @ParameterizedTest
    @DisplayName("W-33 refuses a directory that is open to others, and leaves it as it is")
    @ValueSource(strings = {"rwxrwxrwx", "rwx-----x", "rwx---r--", "rwx----w-"})
    void shouldRefuseOpenDirectory(final String permissions) throws Exception {
        final Path directory = Files.createDirectory(parent.resolve("open"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
        assertRefused("others may use it", directory, 0600);
        assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
    }

    @Test
    @DisplayName("D-19b refuses a link, a dangling link and a file in the place of its directory")
    void shouldRefuseWhatIsNoDirectory() throws Exception {
        final Path target = parent.resolve("target");
        RegionDirectories.makeOwned(target, 0600);
        assertRefused("is not a directory", Files.createSymbolicLink(parent.resolve("link"), target), 0600);
        assertRefused("is not a directory",
            Files.createSymbolicLink(parent.resolve("dangling"), parent.resolve("nothing")), 0600);
        assertFalse(Files.exists(parent.resolve("nothing")));
        assertRefused("is not a directory", Files.createFile(parent.resolve("file")), 0600);
    }

    @Test
    @DisplayName("D-19b refuses a directory of somebody else")
    void shouldRefuseDirectoryOfOtherUser() throws Exception {
        assumeTrue(Files.getAttribute(parent, "unix:uid").equals(0), "only root can give a directory away");
        final Path directory = parent.resolve("foreign");
        RegionDirectories.makeOwned(directory, 0600);
        Files.setAttribute(directory, "unix:uid", 4711);
        assertRefused("belongs to user 4711", directory, 0600);
    }

    @Test
    void shouldRefuseDirectoryWithoutParent() {
        assertRefused("cannot be made (No such file or directory)", parent.resolve("a/b"), 0600);
    }
}
