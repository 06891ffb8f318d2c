package org.framedock.systemtests;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@code consumer} program as its live figures tell of it. */
final class Verifier {

    private static final Pattern FIGURES = Pattern.compile(
        "^(\\d+) frames, .* (\\d+) bad, (\\d+) gaps, (\\d+) late, epoch (\\d+), ");
    private static final long PATIENCE_S = 60;

    private final Program program;

    Verifier(final Program program) {
        this.program = program;
    }

    /** Verified frames by the next line of live figures. */
    long frames() {
        return Long.parseLong(nextFigures().group(1));
    }

    long gaps() {
        return Long.parseLong(nextFigures().group(3));
    }

    String epoch() {
        return nextFigures().group(5);
    }

    private Matcher nextFigures() {
        return program.awaitLine(program.lineCount(), FIGURES.pattern());
    }

    void awaitFramesAfter(final long frames) {
        Await.until(() -> "no frames after " + frames + ":\n" + program.output(), PATIENCE_S, () -> frames() > frames);
    }

    /** Waits until a line of live figures tells of no more frames than the one before. */
    void awaitSilence() {
        final long[] last = {-1};
        Await.until(() -> "frames do not stop:\n" + program.output(), PATIENCE_S, () -> {
            final long before = last[0];
            last[0] = frames();
            return last[0] == before;
        });
    }
}
