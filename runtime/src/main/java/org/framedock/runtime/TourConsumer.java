package org.framedock.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one consumer of a tour: the consumer verb in a process of its own, which verifies whatever source the stream has.
 * Its live figures are read on a thread of their own; all else is for the main thread.
 */
final class TourConsumer implements AutoCloseable {

    private static final Pattern FIGURES = Pattern.compile(
            "^(\\d+) frames, .* (\\d+) bad, \\d+ gaps, (\\d+) late, epoch \\d+, .*longest pause ([0-9.]+) ms$");
    private static final String REPORT_MS = "50";
    private static final long LONGEST_END_MS = 800;

    private final Process process;
    private final Thread reader;
    private long frames;
    private long bad;
    private long lines;
    private long silentLines;
    private double longestPauseMs;
    private String lastLine = "";

    private TourConsumer(final Process process) {
        this.process = process;
        reader = new Thread(this::read, "framedock-tour-consumer");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it. It waits by itself until the driver answers.
     *
     * @param distribution whose launcher and Java flags it uses.
     * @param home with the driver's configuration.
     * @return the running consumer.
     * @throws UserError if it cannot be started.
     */
    static TourConsumer start(final Distribution distribution, final Home home) throws UserError {
        final ProcessBuilder builder = new ProcessBuilder(VerifierProcess.command(
                distribution, home, "auto", 0, "--pauses", "--report-ms", REPORT_MS));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            return new TourConsumer(builder.start());
        } catch (final IOException e) {
            throw new UserError("the consumer cannot be started: " + Failures.rootCause(e), e);
        }
    }

    private void read() {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                take(line);
            }
        } catch (final IOException ended) {
            // The process is gone, and its exit code tells.
        }
    }

    private synchronized void take(final String line) {
        lastLine = line;
        final Matcher figures = FIGURES.matcher(line);
        if (!figures.find()) {
            return;
        }
        final long framesNow = Long.parseLong(figures.group(1));
        silentLines = framesNow == frames ? silentLines + 1 : 0;
        frames = framesNow;
        bad = Long.parseLong(figures.group(2));
        longestPauseMs = Math.max(longestPauseMs, Double.parseDouble(figures.group(4)));
        lines++;
    }

    /** Pauses are measured from now on. */
    synchronized void forgetPauses() {
        longestPauseMs = 0;
    }

    /**
     * The longest time between two frames since pauses were forgotten.
     *
     * @return milliseconds; a pause under way does not count.
     */
    synchronized double longestPauseMs() {
        return longestPauseMs;
    }

    /**
     * Frames that were verified so far.
     *
     * @return frames, up to one line of figures behind.
     */
    synchronized long frames() {
        return frames;
    }

    /**
     * Frames with a wrong byte so far.
     *
     * @return frames.
     */
    synchronized long bad() {
        return bad;
    }

    /**
     * Lines of figures so far; the pause before a frame is told by the line after it.
     *
     * @return lines.
     */
    synchronized long lines() {
        return lines;
    }

    /**
     * Whether no frame has come for some lines of figures.
     *
     * @return true if so.
     */
    synchronized boolean isSilent() {
        return silentLines >= 4;
    }

    /**
     * Whether it still runs.
     *
     * @return false if it has ended by itself.
     */
    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Asks it to end and waits for its last line.
     *
     * @return its exit code; not 0 if it had to be killed.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    int end() throws InterruptedException {
        // Not destroy() of the process itself, which closes its output before its last line.
        process.toHandle().destroy();
        if (!process.waitFor(LONGEST_END_MS, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        reader.join(LONGEST_END_MS);
        return process.waitFor();
    }

    /**
     * What it said last.
     *
     * @return after its end, the sum of what it has verified.
     */
    synchronized String lastLine() {
        return lastLine;
    }

    /** Kills it, if it has not ended. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
