package org.framedock.page.door;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token that a file holds now: whoever writes another into it has withdrawn the former one at once, and whoever
 * removes it gets a new one. While what the file holds is no token nothing carries it. Any thread.
 */
public final class TokenFile {

    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

    private final Path file;
    private volatile Reading reading;

    /** Token of a file in a certain state; null if there was none in it. */
    private record Reading(String stamp, Token tokenOrNull) {
    }

    private TokenFile(final Path file, final Reading reading) {
        this.file = file;
        this.reading = reading;
    }

    /**
     * Reads a token's file, and makes it with a random token if it is not there.
     *
     * @param file absolute path.
     * @return the file.
     * @throws IOException if it cannot be read or made, is open to others, or its token is too short; the message says
     *                     so in one line.
     */
    public static TokenFile of(final Path file) throws IOException {
        return new TokenFile(file, read(file));
    }

    private static Reading read(final Path file) throws IOException {
        if (stamp(file).isEmpty()) {
            Token.of(file);
        }
        // The stamp first: what is written meanwhile has another, and is read the next time.
        final String stamp = stamp(file);
        return new Reading(stamp, Token.of(file));
    }

    /**
     * Whether a request carries the token of the moment.
     *
     * @param authorization header, or null.
     * @return whether it does.
     */
    public boolean isIn(final String authorization) {
        final Token token = current();
        return token != null && token.isIn(authorization);
    }

    private Token current() {
        final String stamp = stamp(file);
        if (!stamp.isEmpty() && stamp.equals(reading.stamp)) {
            return reading.tokenOrNull;
        }
        return readAgain();
    }

    private synchronized Token readAgain() {
        final String stamp = stamp(file);
        if (!stamp.isEmpty() && stamp.equals(reading.stamp)) {
            return reading.tokenOrNull;
        }
        try {
            reading = read(file);
            LOG.info("page: the token is now what {} holds", file);
        } catch (final IOException e) {
            if (reading.tokenOrNull != null) {
                LOG.error("page: {}; until that is mended nobody may change anything", e.getMessage());
            }
            reading = new Reading(stamp, null);
        }
        return reading.tokenOrNull;
    }

    /** Empty if there is no such file. */
    private static String stamp(final Path file) {
        try {
            final PosixFileAttributes now =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return now.fileKey() + " " + now.size() + " " + now.lastModifiedTime() + " " + now.permissions();
        } catch (final IOException notThere) {
            return "";
        }
    }
}
