package org.framedock.page.door;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The secret that allows changes, and everything from other machines. Any thread. */
final class Token {

    private static final int RANDOM_BYTES = 24;
    private static final int LEAST_CHARS = 16;
    private static final int MOST_BYTES = 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> ALLOWED = PosixFilePermissions.fromString("rwx------");
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final byte[] digest;

    /**
     * A secret.
     *
     * @param secret its text.
     */
    Token(final String secret) {
        digest = digestOf(secret);
    }

    /**
     * Reads a token's file, and makes it of mode 0600 with a random token if it is not there.
     *
     * @param file absolute path.
     * @return the token.
     * @throws IOException if it cannot be read or made, is open to others, or its token is too short; the message says
     *                     so in one line.
     */
    static Token of(final Path file) throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            generate(file);
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " has to be a file, and no link to one");
        }
        final Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
        if (!ALLOWED.containsAll(mode)) {
            throw new IOException(file + " has mode " + PosixFilePermissions.toString(mode)
                + ": it has to be rw-------, since whoever reads it may change streams");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is too long for a token: at most " + MOST_BYTES + " bytes");
        }
        final String secret = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (secret.length() < LEAST_CHARS) {
            throw new IOException(file + " holds a token of " + secret.length() + " characters: at least "
                + LEAST_CHARS + " are needed; without the file one is made");
        }
        return new Token(secret);
    }

    private static void generate(final Path file) throws IOException {
        final byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        final String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
        Files.createDirectories(file.getParent());
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (final FileAlreadyExistsException meanwhile) {
            return;
        }
        Files.writeString(file, secret, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
    }

    /**
     * Whether a request carries this token: as {@code Bearer TOKEN}, or as the password of {@code Basic}, which is
     * what a browser's own dialogue sends. Takes as long for a wrong one as for a right one.
     *
     * @param authorization header, or null.
     * @return whether it does.
     */
    boolean isIn(final String authorization) {
        return MessageDigest.isEqual(digest, digestOf(secretIn(authorization)));
    }

    private static String secretIn(final String authorization) {
        if (authorization == null) {
            return "";
        }
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            final Base64.Decoder decoder = Base64.getDecoder();
            try {
                final String pair = new String(
                    decoder.decode(authorization.substring(BASIC.length()).strip()), StandardCharsets.UTF_8);
                return pair.substring(pair.indexOf(':') + 1);
            } catch (final IllegalArgumentException garbled) {
                return "";
            }
        }
        return "";
    }

    private static byte[] digestOf(final String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
