package org.framedock.memory;

import java.nio.file.Path;

/** A file system has too little room, or the machine too few huge pages, for a region (D-17). */
public final class OutOfSpaceException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Names path, need and room.
     *
     * @param path        the region's file.
     * @param neededBytes how much it needs.
     * @param freeBytes   how much there is; {@link Long#MAX_VALUE} if the file system does not know, as one of huge
     *                    pages without a limit of its own.
     */
    public OutOfSpaceException(final Path path, final long neededBytes, final long freeBytes) {
        super("no space for " + path + ": needs " + neededBytes + " bytes, "
            + (freeBytes == Long.MAX_VALUE ? "so many huge pages are not free" : freeBytes + " are free"));
    }
}
