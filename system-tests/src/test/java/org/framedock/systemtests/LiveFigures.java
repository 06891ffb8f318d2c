package org.framedock.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows the live figures of a {@code consumer} program while it prints them; reads each line once. */
final class LiveFigures {

    private static final Pattern ATTACHED = Pattern.compile("CONSUMER \\d+ attached to stream ");
    private static final Pattern FIGURES = Pattern.compile("^(\\d+) frames, .* frames/s, .* MiB/s, (\\d+) bad, "
        + "(\\d+) gaps, (\\d+) late, epoch (\\d+), (mapped|not mapped)");

    private final Program consumer;
    private long readBytes;
    private String partLine = "";
    private long frames;
    private long bad;
    private long gaps;
    private long late;
    private long epoch = -1;
    private boolean flowing;
    private boolean leased;

    LiveFigures(final Program consumer) {
        this.consumer = consumer;
    }

    /** Reads what has been printed since the last call. */
    LiveFigures read() {
        try (RandomAccessFile file = new RandomAccessFile(consumer.printed().toFile(), "r")) {
            final byte[] bytes = new byte[(int)(file.length() - readBytes)];
            file.seek(readBytes);
            file.readFully(bytes);
            readBytes += bytes.length;
            final String text = partLine + new String(bytes, UTF_8);
            final int end = text.lastIndexOf('\n') + 1;
            partLine = text.substring(end);
            text.substring(0, end).lines().forEach(this::onLine);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bad > 0) {
            throw new AssertionError("a bad frame by " + consumer.printed().getFileName());
        }
        return this;
    }

    private void onLine(final String line) {
        final Matcher matcher = FIGURES.matcher(line);
        if (!matcher.find()) {
            if (line.startsWith("first bad frame")) {
                bad = Math.max(bad, 1);
            }
            leased |= ATTACHED.matcher(line).find();
            return;
        }
        final long framesBefore = frames;
        final long epochBefore = epoch;
        frames = Long.parseLong(matcher.group(1));
        bad = Math.max(bad, Long.parseLong(matcher.group(2)));
        gaps = Long.parseLong(matcher.group(3));
        late = Long.parseLong(matcher.group(4));
        epoch = Long.parseLong(matcher.group(5));
        flowing = matcher.group(6).equals("mapped") && epoch == epochBefore && frames > framesBefore;
    }

    /** The driver that gave the lease is gone: from now on only a new one counts. */
    void forgetLease() {
        leased = false;
    }

    /** Whether the last two lines tell of frames verified in one epoch above the given one, under a lease. */
    boolean isFlowingAbove(final long epochBefore) {
        return leased && flowing && epoch > epochBefore;
    }

    long frames() {
        return frames;
    }

    long gaps() {
        return gaps;
    }

    long late() {
        return late;
    }

    long epoch() {
        return epoch;
    }
}
