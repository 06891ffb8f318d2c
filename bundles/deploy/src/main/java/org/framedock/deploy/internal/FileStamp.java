package org.framedock.deploy.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What tells one state of a file from another. The change time and the inode betray a replacement that keeps size and
 * modification time, which no program can set back.
 *
 * @param sizeBytes  size.
 * @param modifiedNs modification time since 1970.
 * @param changedNs  time of the last change of the inode since 1970.
 * @param inode      inode number.
 * @param trouble    why the file cannot be read; empty if it can.
 */
record FileStamp(long sizeBytes, long modifiedNs, long changedNs, long inode, String trouble) {

    /** The stamp of a file as it is now. A file that cannot be looked at has a stamp that says so. */
    static FileStamp of(final Path file) {
        try {
            final Map<String, Object> facts =
                Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino,isRegularFile");
            final String trouble = (Boolean)facts.get("isRegularFile") ? "" : "it is not an ordinary file";
            return new FileStamp(
                (Long)facts.get("size"),
                ((FileTime)facts.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS),
                ((FileTime)facts.get("ctime")).to(TimeUnit.NANOSECONDS),
                ((Number)facts.get("ino")).longValue(),
                trouble);
        } catch (final IOException ex) {
            return new FileStamp(-1, 0, 0, 0, describe(ex));
        }
    }

    /** Whether the file could be looked at and is an ordinary file. */
    boolean isReadable() {
        return trouble.isEmpty();
    }

    /** An input or output error in the operator's words. */
    static String describe(final IOException ex) {
        if (ex instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (ex instanceof NoSuchFileException) {
            return "it does not exist, or is a link to a file that does not";
        }
        return String.valueOf(ex.getMessage());
    }
}
