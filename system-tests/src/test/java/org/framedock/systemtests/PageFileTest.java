package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** config/page.cfg of a running container. */
class PageFileTest {

    private static final String ADDRESS = "page at http://127\\.0\\.0\\.1:(\\d+)/";

    private final PageScene scene = new PageScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName("the page comes with its file, follows every edit, outlasts wrong ones, and goes with the file without"
        + " leaving a port or a thread")
    void shouldFollowItsFile() throws IOException {
        scene.start(null);
        final Program container = scene.container();
        assertEquals(0, pageThreads(), scene.threads().toString());
        write("port=0\n", ADDRESS);
        final String first = scene.page();
        assertEquals(200, scene.get("/health/live").statusCode());
        assertEquals(421, statusFor("lab.example"));

        int from = container.lineCount();
        scene.write("config/page.cfg", "port=0\nhosts=lab.example\n");
        container.awaitLine(from, "page: its new settings are in force");
        assertEquals(200, statusFor("lab.example"));

        from = container.lineCount();
        scene.write("config/page.cfg", "port=fast\n");
        container.awaitLine(from, "config/page.cfg: port = fast has to be a whole number from 0 .*;"
            + " the page goes on with its earlier settings");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            scene.write("config/page.cfg", "port=" + taken.getLocalPort() + "\n");
            container.awaitLine(from, "config/page.cfg: nothing can listen on host = 127.0.0.1, port = "
                + taken.getLocalPort() + ".*; the page goes on with its earlier settings");
        }
        assertEquals(200, statusFor("lab.example"));

        final int free = freePort();
        write("port=" + free + "\ntoken_file=data/other.token\n", "page at http://127\\.0\\.0\\.1:(" + free + ")/");
        assertEquals(200, scene.get("/health/live").statusCode());
        assertEquals(421, statusFor("lab.example"));
        assertEquals(401, scene.post("/api/streams/cam1/stop", scene.token(), "").statusCode());
        assertEquals(200, scene.post("/api/streams/cam1/stop",
            Files.readString(scene.home().resolve("data/other.token")).strip(), "").statusCode());
        assertThrows(IOException.class, () -> new Socket("127.0.0.1", URI.create(first).getPort()).close());
        // The same port on all addresses: the page's own is no hindrance.
        write("port=" + free + "\nhost=0.0.0.0\n", "page at http://.*:(" + free + ")/");
        assertEquals(200, scene.get("/health/live").statusCode());

        from = container.lineCount();
        Files.delete(scene.home().resolve("config/page.cfg"));
        container.awaitLine(from, "page closed");
        Await.until(() -> "threads are left: " + pageThreadNames(), 30, () -> pageThreads() == 0);
        assertThrows(IOException.class, () -> new Socket("127.0.0.1", free).close());
        assertTrue(container.isAlive());
        write("port=0\n", ADDRESS);
        assertEquals(200, scene.get("/health/live").statusCode());
        assertEquals(0, container.terminate().awaitExit(), container.output());
    }

    private void write(final String text, final String awaited) {
        final int from = scene.container().lineCount();
        scene.write("config/page.cfg", text);
        scene.page("http://127.0.0.1:" + scene.container().awaitLine(from, awaited).group(1));
        scene.awaitAnswer();
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** By hand, since Java's client lets nobody choose the host. */
    private int statusFor(final String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", URI.create(scene.page()).getPort())) {
            socket.getOutputStream().write(("GET /health/live HTTP/1.1\r\nHost: " + host
                + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return Integer.parseInt(
                new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ")[1]);
        }
    }

    private long pageThreads() {
        return pageThreadNames().lines().count();
    }

    private String pageThreadNames() {
        try {
            return String.join("\n", scene.threads().stream()
                .filter(name -> name.startsWith("qtp") || name.startsWith("framedock-page")).toList());
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }
}
