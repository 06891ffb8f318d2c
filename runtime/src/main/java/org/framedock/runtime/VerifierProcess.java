package org.framedock.runtime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The verifier of a demonstration: the consumer verb in a process of its own, with this process's standard output and
 * error. Made, stopped and asked by the main thread.
 */
final class VerifierProcess {

    private final Process process;

    private VerifierProcess(final Process process) {
        this.process = process;
    }

    /**
     * Starts it. It waits by itself until the driver answers.
     *
     * @param distribution whose launcher and Java flags it uses.
     * @param home with the driver's configuration.
     * @param check what the frames hold, as the consumer verb's --pattern has it.
     * @param frames how many frames it verifies before it ends, 0 for as many as come.
     * @param stop raised when it ends.
     * @return the running process.
     * @throws UserError if it cannot be started.
     */
    static VerifierProcess start(
            final Distribution distribution, final Home home, final String check, final long frames,
            final StopSignal stop)
            throws UserError {
        try {
            final ProcessBuilder builder = new ProcessBuilder(command(distribution, home, check, frames));
            builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
            final Process process = builder.start();
            process.onExit().thenRun(stop::request);
            return new VerifierProcess(process);
        } catch (final IOException e) {
            throw new UserError("the verifier cannot be started: " + Failures.rootCause(e), e);
        }
    }

    /**
     * The command line of a verifier that ends with this process.
     *
     * @param distribution whose launcher and Java flags it uses.
     * @param home with the driver's configuration.
     * @param check what the frames hold, as the consumer verb's --pattern has it.
     * @param frames how many frames it verifies before it ends, 0 for as many as come.
     * @param more options of the consumer verb.
     * @return its words.
     */
    static List<String> command(
            final Distribution distribution, final Home home, final String check, final long frames,
            final String... more) {
        final List<String> command = new ArrayList<>(distribution.javaCommand());
        command.addAll(command.size() - 2, List.of(
                "-D" + Programs.PARENT_PROPERTY + "=" + ProcessHandle.current().pid(),
                "-D" + LogSetup.LEVEL_PROPERTY + "=" + System.getProperty(LogSetup.LEVEL_PROPERTY, "WARN")));
        command.addAll(List.of(
                "consumer", home.driverToml().toString(), Long.toString(frames), "--pattern", check));
        command.addAll(List.of(more));
        return command;
    }

    /**
     * Asks it to end, unless it has, and waits for its last line.
     *
     * @param longestMs after which it is killed.
     * @return its exit code; not 0 if it had to be killed.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    int end(final long longestMs) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(longestMs, TimeUnit.MILLISECONDS)) {
            System.err.println("framedock: the verifier did not end within " + longestMs + " ms, killed it");
            process.destroyForcibly();
        }
        return process.waitFor();
    }
}
