package org.framedock.operator.door;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** Folders that only this user can enter. Any thread. */
final class PrivateFolder {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private PrivateFolder() {
    }

    /**
     * Makes a folder of mode 0700, or checks the one that is there.
     *
     * @throws IOException if it is a link, another user's, or open to others; the message says so.
     */
    static Path require(final Path folder) throws IOException {
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            // The umask may have taken some away.
            Files.setPosixFilePermissions(folder, OWNER_ONLY);
        } catch (final FileAlreadyExistsException there) {
            check(folder);
        }
        return folder;
    }

    private static void check(final Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " has to be a folder, and no link to one");
        }
        final Object owner = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (!owner.equals(userId())) {
            throw new IOException(folder + " belongs to user id " + owner + ": it has to belong to user id "
                + userId());
        }
        final Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
        if (!mode.equals(OWNER_ONLY)) {
            throw new IOException(folder + " has mode " + PosixFilePermissions.toString(mode)
                + ": it has to be rwx------, so that nobody else comes in");
        }
    }

    /** Of this process. */
    static Object userId() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    /**
     * The user's run directory for us: {@code $FRAMEDOCK_RUN_DIR} if that is set, else {@code
     * $XDG_RUNTIME_DIR/framedock}, or {@code /tmp/framedock-UID} where that is not set or is not there.
     */
    static Path runDirectory(final Map<String, String> environment) throws IOException {
        final String named = environment.getOrDefault("FRAMEDOCK_RUN_DIR", "");
        if (!named.isBlank()) {
            return require(Path.of(named).toAbsolutePath());
        }
        final String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (runtime.startsWith("/") && Files.isDirectory(Path.of(runtime)) && Files.isWritable(Path.of(runtime))) {
            return require(Path.of(runtime, "framedock"));
        }
        return require(Path.of("/tmp", "framedock-" + userId()));
    }
}
