package org.framedock.tools;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * Directories and files of this user, gone through and removed by opened directories and never by path: a link that is
 * put in the place of a directory meanwhile leads nowhere (W-30, D-19b). Anything that is a link or of another user is
 * refused, and so is what has another name than expected.
 */
final class DirectoryTree {

    private final UserPrincipal user;

    DirectoryTree() throws IOException {
        user = Files.getOwner(Path.of("/proc/self"));
    }

    /** Whether something is a directory of this user, and no link. */
    boolean isOwnDirectory(final Path path) {
        try {
            return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(user);
        } catch (final IOException gone) {
            return false;
        }
    }

    /** Directories of this user in a directory, by name; those of others and links are left out. */
    List<Path> ownDirectories(final Path directory) throws IOException {
        final List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (final Path entry : entries) {
                if (isOwnDirectory(entry)) {
                    found.add(entry);
                }
            }
        } catch (final DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    /**
     * Removes a directory with its files.
     *
     * @param base      a directory that is trusted, an absolute path without links.
     * @param directory below it.
     * @param isWanted  names of files that may be in it.
     * @param depth     how many levels of directories may be in it.
     * @throws IOException if anything else is in it, or it cannot be removed; the message says what.
     */
    void remove(final Path base, final Path directory, final Predicate<String> isWanted, final int depth)
        throws IOException {
        final Deque<SecureDirectoryStream<Path>> opened = new ArrayDeque<>();
        try {
            opened.push(secure(Files.newDirectoryStream(base), base));
            final Path relative = base.relativize(directory);
            for (final Path name : relative.getNameCount() == 1 ? List.<Path>of() : relative.getParent()) {
                opened.push(enter(opened.peek(), name));
            }
            remove(opened.peek(), relative.getFileName(), isWanted, depth);
        } finally {
            for (final SecureDirectoryStream<Path> stream : opened) {
                stream.close();
            }
        }
    }

    private void remove(final SecureDirectoryStream<Path> parent, final Path name, final Predicate<String> isWanted,
        final int depth) throws IOException {
        try (SecureDirectoryStream<Path> directory = enter(parent, name)) {
            final List<Path> entries = new ArrayList<>();
            directory.forEach(entry -> entries.add(entry.getFileName()));
            // The header ring goes last: as long as it is there, an epoch can be judged.
            entries.sort(Comparator.comparing(entry -> entry.toString().equals(RegionPlace.HEADER_FILE)));
            for (final Path entry : entries) {
                requireExpected(directory, entry, isWanted, depth);
            }
            for (final Path entry : entries) {
                if (attributes(directory, entry).isDirectory()) {
                    remove(directory, entry, isWanted, depth - 1);
                } else {
                    directory.deleteFile(entry);
                }
            }
        } catch (final DirectoryIteratorException e) {
            throw e.getCause();
        }
        parent.deleteDirectory(name);
    }

    private void requireExpected(final SecureDirectoryStream<Path> directory, final Path entry,
        final Predicate<String> isWanted, final int depth) throws IOException {
        final PosixFileAttributes attributes = attributes(directory, entry);
        final boolean isExpected = attributes.isDirectory() ? depth > 0
            : attributes.isRegularFile() && isWanted.test(entry.toString());
        if (!isExpected || !attributes.owner().equals(user)) {
            throw new IOException("it holds " + Shown.text(entry.toString()) + ", which does not belong there");
        }
    }

    /** Opens a directory of this user without following a link. */
    private SecureDirectoryStream<Path> enter(final SecureDirectoryStream<Path> parent, final Path name)
        throws IOException {
        final PosixFileAttributes attributes = attributes(parent, name);
        if (!attributes.isDirectory() || !attributes.owner().equals(user)) {
            throw new IOException(Shown.text(name.toString()) + " is no directory of this user");
        }
        return secure(parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS), name);
    }

    private static PosixFileAttributes attributes(final SecureDirectoryStream<Path> directory, final Path name)
        throws IOException {
        return directory.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .readAttributes();
    }

    private static SecureDirectoryStream<Path> secure(final DirectoryStream<Path> stream, final Path path)
        throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException(path + " cannot be gone through safely on this system");
    }
}
