package org.framedock.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorCallTest {

    private static final int CALLS = 5;

    @TempDir
    private Path folder;

    /** Answers as a process does, once for each call. */
    private static void serve(final ServerSocketChannel server, final String answer) {
        try {
            for (int i = 0; i < CALLS; i++) {
                try (SocketChannel visit = server.accept()) {
                    final ByteBuffer request = ByteBuffer.allocate(1024);
                    while (visit.read(request) >= 0) {
                        request.clear();
                    }
                    visit.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (final IOException closed) {
            return;
        }
    }

    private static List<Thread> watches() {
        return Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals(OperatorCall.LATE_WATCH)).toList();
    }

    @Test
    @DisplayName("a call takes its watch along when it ends, whether it was answered well or not")
    void shouldEndWatchWithCall() throws Exception {
        for (final String answer : List.of("0 2 0\nok", "nonsense")) {
            final Path socket = folder.resolve(answer.startsWith("0") ? "well" : "not");
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(socket));
                final Thread process = new Thread(() -> serve(server, answer));
                process.start();
                for (int i = 0; i < CALLS; i++) {
                    if (answer.equals("nonsense")) {
                        assertThrows(IOException.class, () -> OperatorCall.ask(socket, List.of("status")));
                    } else {
                        assertEquals("ok", OperatorCall.ask(socket, List.of("status")).out());
                    }
                }
                process.join();
            }
        }
        for (final Thread watch : watches()) {
            watch.join(TimeUnit.SECONDS.toMillis(10));
        }
        assertEquals(List.of(), watches());
    }
}
