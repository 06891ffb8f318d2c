package org.framedock.memory;

import java.nio.file.Path;

/** A file system has too little room for a region (D-17). */
public final class OutOfSpaceException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Names path, need and room.
     *
     * @param path        the region's file.
     * @param neededBytes how much it needs.
     * @param freeBytes   how much there is.
     */
    public OutOfSpaceException(final Path path, final long neededBytes, final long freeBytes) {
        super("no space for " + path + ": needs " + neededBytes + " bytes, " + freeBytes + " are free");
    }
}
