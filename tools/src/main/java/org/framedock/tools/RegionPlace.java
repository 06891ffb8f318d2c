package org.framedock.tools;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.framedock.memory.RegionRefusedException;
import org.framedock.memory.RegionUri;

/**
 * Which files somebody means by a path, a URI, an epoch's directory or a stream's directory (W-1). Immutable.
 *
 * @param files  region files, the header ring first if it is there.
 * @param others epochs of the stream that were passed over for the newest; empty if an epoch or a file was named.
 */
record RegionPlace(List<Path> files, List<String> others) {

    static final String HEADER_FILE = "header.ring";
    static final String POOL_SUFFIX = ".pool";

    private static final String URI_PREFIX = "shm:";
    private static final int MAX_EPOCH_DIGITS = 19;

    static RegionPlace of(final String named) throws ToolException {
        final Path path = path(named);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw ToolException.failure(path + " does not exist");
        }
        if (!Files.isDirectory(path)) {
            return new RegionPlace(List.of(path), List.of());
        }
        final List<Path> regions = regionsIn(path);
        if (!regions.isEmpty()) {
            return new RegionPlace(regions, List.of());
        }
        final List<Path> epochs = list(path).stream()
            .filter(entry -> isEpoch(entry.getFileName().toString())
                && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
            .sorted(Comparator.comparingLong((Path entry) -> Long.parseLong(entry.getFileName().toString())).reversed())
            .toList();
        for (final Path epoch : epochs) {
            final List<Path> inEpoch = regionsIn(epoch);
            if (!inEpoch.isEmpty()) {
                return new RegionPlace(inEpoch, epochs.stream().filter(other -> !other.equals(epoch))
                    .map(other -> other.getFileName().toString()).toList());
            }
        }
        throw ToolException.failure(path + " holds no region: neither " + HEADER_FILE + " and pools, nor epochs of a"
            + " stream with such files in them");
    }

    private static Path path(final String named) throws ToolException {
        try {
            return Path.of(named.startsWith(URI_PREFIX) ? RegionUri.parse(named).path() : named);
        } catch (final RegionRefusedException e) {
            throw ToolException.usage(e.getMessage());
        } catch (final InvalidPathException e) {
            throw ToolException.usage("'" + Shown.text(named) + "' is no path");
        }
    }

    static boolean isEpoch(final String name) {
        return name.matches("[1-9][0-9]*") && name.length() < MAX_EPOCH_DIGITS;
    }

    static boolean isRegionName(final String name) {
        return name.equals(HEADER_FILE) || name.endsWith(POOL_SUFFIX);
    }

    private static List<Path> regionsIn(final Path directory) throws ToolException {
        return list(directory).stream().filter(entry -> isRegionName(entry.getFileName().toString()))
            .sorted(Comparator.comparing((Path entry) -> !entry.endsWith(HEADER_FILE)).thenComparing(entry -> entry))
            .toList();
    }

    private static List<Path> list(final Path directory) throws ToolException {
        final List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (final NotDirectoryException gone) {
            return entries;
        } catch (final IOException | DirectoryIteratorException e) {
            throw ToolException.failure(directory + " cannot be read: " + Shown.reason(e));
        }
        return entries;
    }
}
