package org.framedock.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.framedock.bench.load.Figures;
import org.framedock.bench.load.Scenario;

/**
 * Starts worker processes with the class path and the flags of this one, which are those of every program of the
 * distribution. Main thread.
 */
final class Processes {

    private static final List<String> NEEDED = List.of(
        "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED", "-Djnr.ffi.x86asm.enabled=false");

    private Process running;
    private boolean ended;

    /** Options of every worker; those of this process are passed on. */
    static List<String> jvmOptions() {
        final List<String> options = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        options.removeIf(option -> option.startsWith("-agentlib") || option.startsWith("-javaagent"));
        for (final String needed : NEEDED) {
            if (!options.contains(needed)) {
                options.add(needed);
            }
        }
        return options;
    }

    private static List<String> command(final Scenario scenario, final Path directory) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName(),
            scenario.format(), directory.toString()));
        return command;
    }

    /** How the consumer's process of a scenario is started, once there is a blackboard. */
    static Function<Path, ProcessBuilder> consumer(final Scenario scenario, final Path directory) {
        return board -> {
            final List<String> command = command(scenario, directory);
            command.add(board.toString());
            return new ProcessBuilder(command);
        };
    }

    /**
     * Measures a scenario in a process of its own.
     *
     * @return its figures by name.
     * @throws IOException if the process does not start or fails; its message has the last of what it printed.
     */
    Map<String, Figures.Figure> measure(final Scenario scenario, final Path directory)
        throws IOException, InterruptedException {
        final Process process = start(command(scenario, directory));
        final Map<String, Figures.Figure> figures = new TreeMap<>();
        final StringBuilder other = new StringBuilder();
        try (BufferedReader reader =
            new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                final Figures.Figure figure = Figures.parse(line);
                if (figure == null) {
                    other.append(line).append('\n');
                } else {
                    figures.put(figure.name(), figure);
                }
            }
        }
        final int code = process.waitFor();
        requireNotEnded();
        if (code != 0) {
            throw new IOException(scenario.name() + " failed with exit code " + code + ":\n" + other);
        }
        return figures;
    }

    private synchronized Process start(final List<String> command) throws IOException, InterruptedException {
        requireNotEnded();
        running = new ProcessBuilder(command).redirectErrorStream(true).start();
        return running;
    }

    private synchronized void requireNotEnded() throws InterruptedException {
        if (ended) {
            throw new InterruptedException("ended by a signal");
        }
    }

    /** Ends what is running, and nothing more is started. Any thread. */
    synchronized void end() {
        ended = true;
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
