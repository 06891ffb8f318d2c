package org.framedock.operator.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.framedock.operator.Await;
import org.framedock.operator.OperatorVerbs;
import org.framedock.operator.ProcessView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DoorTest {

    private static final OperatorVerbs ECHO = words -> () -> new OperatorVerbs.Answer(7, "out " + words, "err");
    /** Short, since a socket's path is. */
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(Path.of("/tmp"), "fd");
    }

    @AfterEach
    void removeFolder() throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private static String ask(final Path socket, final String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            final ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.shutdownOutput();
            } catch (final IOException cutOff) {
                // What was answered before can still be read.
                assertTrue(request.length() > Visit.MOST_REQUEST_BYTES);
            }
            return readAll(channel);
        }
    }

    private static String readAll(final SocketChannel channel) throws IOException {
        final StringBuilder all = new StringBuilder();
        final ByteBuffer chunk = ByteBuffer.allocate(65_536);
        while (channel.read(chunk) >= 0) {
            all.append(StandardCharsets.UTF_8.decode(chunk.flip()));
            chunk.clear();
        }
        return all.toString();
    }

    @Test
    @DisplayName("words come in as they are, code and both outputs go out; the socket is the owner's alone")
    void shouldServe() throws Exception {
        final Path socket = folder.resolve("s");
        try (Door door = Door.open(socket, ECHO)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
            assertEquals("7 15 3\nout [a b, \u00e9, ]err", ask(socket, "framedock 1\na b\0\u00e9\0\0"));
            assertEquals("7 6 3\nout []err", ask(socket, "framedock 1\n"));
        }
        assertFalse(Files.exists(socket), "the socket goes with its process");
    }

    @Test
    @DisplayName("a request of another protocol, or one that is too long, is refused in one line")
    void shouldRefuse() throws Exception {
        final Path socket = folder.resolve("s");
        try (Door door = Door.open(socket, ECHO)) {
            assertTrue(ask(socket, "GET / HTTP/1.1\r\n\r\n").startsWith("2 0 "));
            assertTrue(ask(socket, "framedock 1\nunended").startsWith("2 0 "));
            assertTrue(ask(socket, "framedock 1\n" + "x".repeat(4084) + "\0").contains("too long"));
            try (SocketChannel huge = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                final ByteBuffer chunk = ByteBuffer.allocate(65_536);
                assertThrows(IOException.class, () -> {
                    for (int i = 0; i < 10_000; i++) {
                        huge.write(chunk.clear());
                    }
                });
            }
            assertEquals("7 6 3\nout []err", ask(socket, "framedock 1\n"));
        }
    }

    @Test
    @DisplayName("who sends nothing or reads nothing is cut off after a while, and holds up nobody meanwhile")
    void shouldCutOffTheSlow() throws Exception {
        final Path socket = folder.resolve("s");
        final String much = "x".repeat(8 << 20);
        try (Door door = Door.open(socket, words -> () -> new OperatorVerbs.Answer(0,
            words.isEmpty() ? "quick" : much, ""));
            SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            SocketChannel deaf = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            deaf.write(ByteBuffer.wrap("framedock 1\nmuch\0".getBytes(StandardCharsets.UTF_8)));
            deaf.shutdownOutput();
            for (int i = 0; i < 20; i++) {
                assertEquals("0 5 0\nquick", ask(socket, "framedock 1\n"));
            }
            assertEquals("", readAll(silent), "cut off");
            Await.until("the deaf one is cut off", () -> {
                // As long as he is served, the socket of the answer is full; once he is cut off, its rest is gone.
                return door.visits() == 0;
            });
            assertTrue(readAll(deaf).length() < much.length());
        }
    }

    @Test
    @DisplayName("a verb that waits holds up nobody, and one that fails is told in one line")
    void shouldWaitForVerbs() throws Exception {
        final Path socket = folder.resolve("s");
        final boolean[] done = {false};
        try (Door door = Door.open(socket, words -> {
            if (words.contains("fail")) {
                throw new IllegalStateException("a\nb");
            }
            return () -> words.contains("wait") && !done[0] ? null : new OperatorVerbs.Answer(0, "ok", "");
        })) {
            final List<String> answers = new ArrayList<>();
            final Thread waiting = new Thread(() -> {
                try {
                    answers.add(ask(socket, "framedock 1\nwait\0"));
                } catch (final IOException e) {
                    answers.add(e.toString());
                }
            });
            waiting.start();
            assertEquals("0 2 0\nok", ask(socket, "framedock 1\n"));
            final String failed = ask(socket, "framedock 1\nfail\0");
            assertTrue(failed.startsWith("1 0 "), failed);
            assertEquals(2, failed.lines().count());
            done[0] = true;
            waiting.join(30_000);
            assertEquals(List.of("0 2 0\nok"), answers);
        }
    }

    @Test
    @DisplayName("a socket that a dead process has left is replaced; a living process keeps its own")
    void shouldReplaceStaleSocket() throws Exception {
        final Path socket = folder.resolve("s");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertTrue(Files.exists(socket));
        try (Door door = Door.open(socket, ECHO)) {
            assertEquals("7 6 3\nout []err", ask(socket, "framedock 1\n"));
            assertThrows(IOException.class, () -> Door.open(socket, ECHO));
            assertEquals("7 6 3\nout []err", ask(socket, "framedock 1\n"));
        }
    }

    private static ProcessView process(final long pid, final String home) {
        return new ProcessView(pid, home.isEmpty() ? ProcessView.Kind.DRIVER : ProcessView.Kind.CONTAINER, home, 0, 0,
            "0.1.0", "17");
    }

    @Test
    @DisplayName("a container's socket lies in its home, a bare driver's in the run directory; each has its entry")
    void shouldLeaveEntries() throws Exception {
        final Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", folder.toString());
        final Path run = folder.resolve("framedock");
        final Path home = Files.createDirectory(folder.resolve("home"));
        final long pid = ProcessHandle.current().pid();
        try (Entrance container = Entrance.open(process(pid, home.toString()), "", ECHO, environment);
            Entrance driver = Entrance.open(process(1, ""), "/etc/driver.toml", ECHO, environment)) {
            assertEquals("pid=" + pid + "\nkind=container\nhome=" + home + "\nsocket=" + home
                + "/data/operator/socket\n", Files.readString(run.resolve(pid + ".entry")));
            assertEquals("pid=1\nkind=driver\nhome=\nsocket=" + run + "/1.socket\nsettings=/etc/driver.toml\n",
                Files.readString(run.resolve("1.entry")));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(run)));
            assertTrue(ask(run.resolve("1.socket"), "framedock 1\n").startsWith("7 "));
            assertTrue(ask(home.resolve("data/operator/socket"), "framedock 1\n").startsWith("7 "));
        }
        try (var left = Files.list(run)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    @DisplayName("where a home's path is too long for a socket, it lies in the run directory")
    void shouldFindPlaceForLongHomes() throws Exception {
        final Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", folder.toString());
        final Path home = Files.createDirectories(folder.resolve("h".repeat(100)));
        final long pid = ProcessHandle.current().pid();
        try (Entrance entrance = Entrance.open(process(pid, home.toString()), "", ECHO, environment)) {
            assertTrue(Files.readString(home.resolve("data/operator/entry"))
                .contains("socket=" + folder + "/framedock/" + pid + ".socket\n"));
        }
    }

    @Test
    @DisplayName("a folder that is a link or open to others is not used; what dead processes left is removed")
    void shouldNotTrustOpenFolders() throws Exception {
        final Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", folder.toString());
        final Path run = folder.resolve("framedock");
        Files.createDirectory(run, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertTrue(assertThrows(IOException.class, () -> PrivateFolder.runDirectory(environment)).getMessage()
            .contains("it has to be rwx------"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(run.resolve("999999999.entry"), "");
        Files.writeString(run.resolve("notes.txt"), "");
        Entrance.clean(PrivateFolder.runDirectory(environment));
        assertFalse(Files.exists(run.resolve("999999999.entry")));
        assertTrue(Files.exists(run.resolve("notes.txt")));
        Files.delete(run.resolve("notes.txt"));
        Files.move(run, folder.resolve("other"));
        Files.createSymbolicLink(run, folder.resolve("other"));
        assertThrows(IOException.class, () -> PrivateFolder.runDirectory(environment));
    }
}
