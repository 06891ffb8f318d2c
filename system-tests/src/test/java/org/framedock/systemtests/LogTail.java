package org.framedock.systemtests;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads along in what a program prints, each line once, so that a long run stays as cheap as a short one. */
final class LogTail {

    private static final long PATIENCE_S = 60;

    private final Path file;
    private long offset;
    private String unfinished = "";

    /** From the beginning. */
    LogTail(final Program program) {
        this.file = program.printed();
    }

    /** Reads on to the next line that contains that text. */
    String awaitLine(final String part) {
        final String[] found = new String[1];
        final StringBuilder seen = new StringBuilder();
        Await.until(() -> "no line with '" + part + "' in\n" + seen, PATIENCE_S, () -> {
            String line = nextLine();
            while (line != null && found[0] == null) {
                seen.append(line).append('\n');
                if (line.contains(part)) {
                    found[0] = line;
                } else {
                    line = nextLine();
                }
            }
            return found[0] != null;
        });
        return found[0];
    }

    private String nextLine() {
        if (unfinished.indexOf('\n') < 0) {
            unfinished += more();
        }
        final int end = unfinished.indexOf('\n');
        if (end < 0) {
            return null;
        }
        final String line = unfinished.substring(0, end);
        unfinished = unfinished.substring(end + 1);
        return line;
    }

    private String more() {
        try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
            final byte[] bytes = new byte[(int)(input.length() - offset)];
            input.seek(offset);
            input.readFully(bytes);
            offset += bytes.length;
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
