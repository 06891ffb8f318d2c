package org.framedock.memory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The directories below which regions are accepted, resolved once when a program starts (W-30). Immutable. */
public final class AllowedDirectories {

    private final List<Path> realPaths;

    private AllowedDirectories(final List<Path> realPaths) {
        this.realPaths = List.copyOf(realPaths);
    }

    /**
     * Resolves the links in the configured directories.
     *
     * @param directories absolute paths; one that does not exist is left as it is and matches only its own name.
     * @return the directories.
     */
    public static AllowedDirectories of(final List<Path> directories) {
        final List<Path> resolved = new ArrayList<>();
        for (final Path directory : directories) {
            try {
                resolved.add(directory.toRealPath());
            } catch (final IOException notThereYet) {
                resolved.add(directory.toAbsolutePath().normalize());
            }
        }
        return new AllowedDirectories(resolved);
    }

    /**
     * Whether a path lies below one of the directories.
     *
     * @param realPath a path without links.
     * @return true if it does.
     */
    boolean contain(final Path realPath) {
        for (final Path directory : realPaths) {
            if (realPath.startsWith(directory) && !realPath.equals(directory)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return realPaths.toString();
    }
}
