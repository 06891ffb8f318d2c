package org.framedock.driver.component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What tells one state of a file from another.
 *
 * @param changed  time of its last change, null if it is absent.
 * @param size     bytes.
 * @param identity device and inode.
 */
record FileStamp(FileTime changed, long size, Object identity) {

    static FileStamp of(final Path file) {
        try {
            final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (final IOException absent) {
            return new FileStamp(null, 0, null);
        }
    }
}
