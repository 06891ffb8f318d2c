package org.framedock.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Makes the directories in which a driver keeps its regions (W-33, D-19b). */
public final class RegionDirectories {

    private static final int SETGID = 02000;
    private static final int OTHERS = 0007;
    private static final int MODE_BITS = 07777;

    private RegionDirectories() {
    }

    /**
     * The mode of a directory for files of a mode: 0700 for 0600, 2770 for 0660 (W-33).
     *
     * @param fileMode permission bits of the files.
     * @return permission bits of their directory.
     */
    public static int modeFor(final int fileMode) {
        final int searchable = fileMode | (fileMode & 0444) >> 2;
        return (fileMode & 0070) != 0 ? SETGID | searchable : searchable;
    }

    /**
     * Makes a directory, or accepts one that is there if it is a real directory of this user that others cannot enter;
     * that one gets the mode, too.
     *
     * @param directory path whose parent exists.
     * @param fileMode  permission bits of the files to come; the directory's follow from them, whatever the umask.
     * @throws RegionRefusedException if the mode lets others in, or the directory cannot be made, is a link, belongs to
     *                                somebody else or is open to others, or its mode cannot be set.
     */
    public static void makeOwned(final Path directory, final int fileMode) throws RegionRefusedException {
        requirePrivate(directory, fileMode);
        final int mode = modeFor(fileMode);
        if (Posix.c().mkdir(directory.toString(), 0700) == 0) {
            setMode(directory, mode);
            return;
        }
        final int error = Posix.errno();
        if (error != Posix.EEXIST) {
            throw refused(directory, "it cannot be made (" + Posix.describe(error) + ")");
        }
        try {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw refused(directory, "it exists and is not a directory");
            }
            final Object owner = Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            if (!owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
                throw refused(directory, "it belongs to user " + owner);
            }
            final int existing = (Integer)Files.getAttribute(directory, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            if ((existing & OTHERS) != 0) {
                throw refused(directory, "others may use it (mode " + Integer.toOctalString(existing & MODE_BITS)
                    + "); take that away with chmod o-rwx");
            }
            if ((existing & MODE_BITS) != mode) {
                setMode(directory, mode);
            }
        } catch (final IOException e) {
            throw refused(directory, "it cannot be examined (" + e.getMessage() + ")");
        }
    }

    private static void setMode(final Path directory, final int mode) throws RegionRefusedException {
        if (Posix.c().chmod(directory.toString(), mode) != 0) {
            throw refused(directory, "its mode cannot be set (" + Posix.describe(Posix.errno()) + ")");
        }
    }

    /** Other implementations reject a region that others may read (W-33). */
    static void requirePrivate(final Path path, final int fileMode) throws RegionRefusedException {
        if ((fileMode & OTHERS) != 0) {
            throw new RegionRefusedException("cannot make " + path + ": mode 0" + Integer.toOctalString(fileMode)
                + " lets others in; a mode that ends in 0 is accepted, such as 0600 or 0660");
        }
    }

    private static RegionRefusedException refused(final Path directory, final String reason) {
        return new RegionRefusedException("directory " + directory + " refused: " + reason);
    }
}
