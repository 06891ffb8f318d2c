package org.framedock.runtime;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process that answers an operator, as its entry says. Classes of the JDK only. Main thread.
 *
 * @param pid      of the process.
 * @param kind     container or driver.
 * @param home     of a container, else empty.
 * @param socket   by which it is asked.
 * @param settings file of its driver's settings, empty if it does not tell.
 */
record RunningProcess(long pid, String kind, String home, Path socket, String settings) {

    private static final String HOW = "'framedock run' starts a container, 'framedock driver CONFIG' a driver alone";
    private static final int MOST_ENTRY_BYTES = 16_384;

    /**
     * The one that is meant.
     *
     * @param homeOrNull of a container, as the command line names it.
     * @param pid        of a process, -1 if none is named.
     * @throws OperatorRefusal if there is none, or several and none is named.
     */
    static RunningProcess choose(final Path homeOrNull, final long pid) throws OperatorRefusal {
        final String environment = System.getenv("FRAMEDOCK_HOME");
        if (homeOrNull != null) {
            return ofHome(homeOrNull);
        }
        if (pid < 0 && environment != null && !environment.isBlank()) {
            return ofHome(Path.of(environment).toAbsolutePath().normalize());
        }
        final List<RunningProcess> all = all();
        if (pid >= 0) {
            return all.stream().filter(process -> process.pid == pid).findFirst().orElseThrow(
                () -> new OperatorRefusal(OperatorClient.NOT_RUNNING, "process " + pid + " is none of ours: "
                    + (all.isEmpty() ? "none runs; " + HOW : "there are\n" + list(all))));
        }
        if (all.isEmpty()) {
            throw new OperatorRefusal(OperatorClient.NOT_RUNNING, "no container or driver of this user runs; " + HOW);
        }
        if (all.size() > 1) {
            throw new OperatorRefusal(OperatorClient.USAGE,
                all.size() + " processes run: say which by --home DIR or --pid N\n" + list(all));
        }
        return all.get(0);
    }

    private static String list(final List<RunningProcess> all) {
        return all.stream().map(process -> "  --pid " + process.pid + "  " + process.kind
            + (process.home.isEmpty() ? "" : " --home " + process.home)).collect(Collectors.joining("\n"));
    }

    private static RunningProcess ofHome(final Path home) throws OperatorRefusal {
        final Path folder = home.resolve("data").resolve("operator");
        RunningProcess found = null;
        if (Files.isDirectory(folder)) {
            try {
                requirePrivate(folder);
                found = read(folder.resolve("entry"));
            } catch (final IOException e) {
                throw new OperatorRefusal(OperatorClient.NOT_RUNNING, e.getMessage());
            }
        }
        if (found == null || !isAnswered(found.socket)) {
            throw new OperatorRefusal(OperatorClient.NOT_RUNNING, "no container runs in " + home
                + "; 'framedock run --home " + home + "' starts one");
        }
        return found;
    }

    private static List<RunningProcess> all() throws OperatorRefusal {
        final List<RunningProcess> all = new ArrayList<>();
        final Set<Long> seen = new LinkedHashSet<>();
        for (final Path folder : runDirectories()) {
            for (final Path entry : entries(folder)) {
                final RunningProcess process = read(entry);
                if (process == null) {
                    continue;
                }
                if (isAnswered(process.socket)) {
                    if (seen.add(process.pid)) {
                        all.add(process);
                    }
                } else if (!ProcessHandle.of(process.pid).map(ProcessHandle::isAlive).orElse(false)) {
                    discard(folder, entry, process);
                }
            }
        }
        return all;
    }

    private static List<Path> runDirectories() {
        final List<Path> folders = new ArrayList<>();
        final String named = System.getenv("FRAMEDOCK_RUN_DIR");
        if (named != null && !named.isBlank()) {
            return List.of(Path.of(named).toAbsolutePath());
        }
        final String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null && runtime.startsWith("/")) {
            folders.add(Path.of(runtime, "framedock"));
        }
        try {
            folders.add(Path.of("/tmp", "framedock-" + userId()));
        } catch (final IOException noProc) {
            return folders;
        }
        return folders;
    }

    private static Object userId() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static List<Path> entries(final Path folder) throws OperatorRefusal {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            requirePrivate(folder);
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.getFileName().toString().matches("\\d{1,10}\\.entry")).sorted()
                    .toList();
            }
        } catch (final IOException e) {
            throw new OperatorRefusal(OperatorClient.NOT_RUNNING, e.getMessage());
        }
    }

    /** In another's folder lie another's sockets. */
    private static void requirePrivate(final Path folder) throws IOException {
        final boolean own = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(userId());
        final String mode = PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
        if (!own || !mode.equals("rwx------")) {
            throw new IOException(folder + " is not trusted: it has to be a folder of this user with mode rwx------"
                + " (it has " + mode + ") and no link; remove it if it is not yours");
        }
    }

    /** Null if there is no such entry, or it says nothing. */
    private static RunningProcess read(final Path entry) {
        final Map<String, String> values = new HashMap<>();
        try {
            if (Files.size(entry) > MOST_ENTRY_BYTES) {
                return null;
            }
            for (final String line : Files.readString(entry).split("\n")) {
                final int equals = line.indexOf('=');
                if (equals > 0) {
                    values.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        } catch (final IOException goneOrUnreadable) {
            return null;
        }
        final String pid = values.getOrDefault("pid", "");
        final String socket = values.getOrDefault("socket", "");
        final String home = values.getOrDefault("home", "");
        final String settings =
            values.getOrDefault("settings", home.isEmpty() ? "" : home + "/config/driver.toml");
        return pid.matches("\\d{1,10}") && socket.startsWith("/") ? new RunningProcess(Long.parseLong(pid),
            values.getOrDefault("kind", ""), home, Path.of(socket), settings) : null;
    }

    private static boolean isAnswered(final Path socket) {
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return probe.isConnected();
        } catch (final IOException | IllegalArgumentException nobody) {
            return false;
        }
    }

    /** What a dead process has left. */
    private static void discard(final Path folder, final Path entry, final RunningProcess process) {
        try {
            Files.deleteIfExists(entry);
            if (process.socket.startsWith(folder)) {
                Files.deleteIfExists(process.socket);
            }
        } catch (final IOException e) {
            // It is looked at again next time, and does no harm.
            return;
        }
    }
}
