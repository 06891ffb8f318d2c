package org.framedock.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The camera of a tour")
class TourCameraTest {

    private static final String PRESENT = "libc.so.6";
    private static final String ABSENT = "libframedock-absent-0.8.so.0";
    private static final String SOCKET = "  1: 0100007F:%s 00000000:0000 07 00000000:00000000\n";

    @TempDir
    private Path folder;
    private Path sockets;
    private String searchPath;

    @BeforeEach
    void makeMachine() throws IOException {
        sockets = Files.writeString(folder.resolve("udp"), SOCKET.formatted("0F75"));
        searchPath = folder.resolve("nowhere") + ":" + Files.createDirectory(folder.resolve("bin"));
    }

    private void installProgram() throws IOException {
        Files.setPosixFilePermissions(Files.createFile(folder.resolve("bin/arv-fake-gv-camera-0.8")),
                PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String reason(final String library) {
        return TourCamera.reasonToLeaveOut(searchPath, library, sockets);
    }

    @Test
    @DisplayName("is there if its program, its library and its port are")
    void shouldBePossible() throws IOException {
        installProgram();
        assertNull(reason(PRESENT));
    }

    @Test
    @DisplayName("is left out without its program, whatever else there is")
    void shouldNeedProgram() {
        assertEquals("arv-fake-gv-camera-0.8 is not installed (Debian package aravis-tools)", reason(PRESENT));
    }

    @Test
    @DisplayName("is left out where there is the program but not the library that the source loads")
    void shouldNeedLibrary() throws IOException {
        installProgram();
        assertEquals(ABSENT + " cannot be loaded (Debian package libaravis-0.8-0)", reason(ABSENT));
    }

    @Test
    @DisplayName("is left out while another program has its port")
    void shouldNeedPort() throws IOException {
        installProgram();
        Files.writeString(sockets, SOCKET.formatted("0F74"));
        assertEquals("another program has the port of GigE Vision cameras on loopback", reason(PRESENT));
    }
}
