package org.framedock.operator.door;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.framedock.operator.OperatorVerbs;
import org.framedock.operator.ProcessView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket of a process and the entries by which it is found: {@code data/operator/} in a container's home has socket
 * and entry, the user's run directory an entry for each process, and the socket, too, where a bare driver has no home
 * or the home's path is too long for a socket. An entry has one line for each of pid, kind, home and socket.
 */
public final class Entrance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
    /** The system takes 107 bytes. */
    private static final int LONGEST_SOCKET_PATH = 100;
    private static final String SOCKET = "socket";
    private static final String ENTRY = "entry";
    private static final String ENTRY_SUFFIX = ".entry";
    private static final String SOCKET_SUFFIX = ".socket";

    private final Door door;
    private final List<Path> entries;

    private Entrance(final Door door, final List<Path> entries) {
        this.door = door;
        this.entries = entries;
    }

    /**
     * Opens it.
     *
     * @param process     whose it is.
     * @param settings    file of its driver's settings, for verbs that listen; empty if it is that of its home.
     * @param verbs       that are served.
     * @param environment of the process.
     * @return the entrance, to be closed by the caller.
     * @throws IOException if there is no place for it; the message says why.
     */
    public static Entrance open(
        final ProcessView process, final String settings, final OperatorVerbs verbs,
        final Map<String, String> environment) throws IOException {
        final Path run = runDirectory(process, environment);
        Path folder = null;
        if (!process.home().isEmpty()) {
            final Path data = Path.of(process.home()).resolve("data");
            Files.createDirectories(data);
            folder = PrivateFolder.require(data.resolve("operator"));
        }
        final boolean inHome = folder != null && bytes(folder.resolve(SOCKET)) <= LONGEST_SOCKET_PATH;
        if (!inHome && run == null) {
            throw new IOException("there is no place for the operator's socket");
        }
        final Path socket = inHome ? folder.resolve(SOCKET) : run.resolve(process.pid() + SOCKET_SUFFIX);
        final Door door = Door.open(socket, verbs);
        final List<Path> entries = new ArrayList<>();
        final Entrance entrance = new Entrance(door, entries);
        try {
            final String text = "pid=" + process.pid() + "\nkind="
                + process.kind().name().toLowerCase(Locale.ROOT) + "\nhome=" + process.home() + "\nsocket="
                + socket + "\n" + (settings.isEmpty() ? "" : "settings=" + settings + "\n");
            if (folder != null) {
                entries.add(write(folder.resolve(ENTRY), text));
            }
            if (run != null) {
                entries.add(write(run.resolve(process.pid() + ENTRY_SUFFIX), text));
            }
            return entrance;
        } catch (final IOException e) {
            entrance.close();
            throw e;
        }
    }

    /** Null if there is none, which matters only to those who do not name a home. */
    private static Path runDirectory(final ProcessView process, final Map<String, String> environment)
        throws IOException {
        try {
            final Path run = PrivateFolder.runDirectory(environment);
            clean(run);
            return run;
        } catch (final IOException e) {
            if (process.home().isEmpty()) {
                throw e;
            }
            LOG.warn("'framedock status' needs --home {}, since this process cannot be listed: {}", process.home(),
                e.getMessage());
            return null;
        }
    }

    private static int bytes(final Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static Path write(final Path entry, final String text) throws IOException {
        final Path fresh = entry.resolveSibling(entry.getFileName() + ".new");
        Files.writeString(fresh, text);
        return Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What processes have left that did not end in order. */
    static void clean(final Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            for (final Path file : files.toList()) {
                final String name = file.getFileName().toString();
                if (name.matches("\\d{1,10}\\.(entry|entry\\.new|socket)")
                    && !isAlive(Long.parseLong(name.substring(0, name.indexOf('.'))))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isAlive(final long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Removes socket and entries. Closing twice is harmless. */
    @Override
    public void close() {
        for (final Path entry : entries) {
            try {
                Files.deleteIfExists(entry);
            } catch (final IOException e) {
                LOG.debug("{} stays", entry, e);
            }
        }
        door.close();
    }
}
