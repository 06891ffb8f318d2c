package org.framedock.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A verb of the distribution as a process of its own, with what it prints. Closing it ends the process. */
final class Program implements AutoCloseable {

    private static final long PATIENCE_S = 60;

    private final Process process;
    /** A file and no pipe: what a program's own children print at the very end is not lost with a closed pipe. */
    private final Path printed;

    private Program(final Process process, final Path printed) {
        this.process = process;
        this.printed = printed;
    }

    static Path distribution() {
        return Path.of(System.getProperty("framedock.distribution")).normalize();
    }

    /** The one jar in a folder of the distribution whose name begins so. */
    static Path jar(final String folder, final String prefix) {
        try (Stream<Path> files = Files.list(distribution().resolve(folder))) {
            return files.filter(file -> file.getFileName().toString().matches(Pattern.quote(prefix) + "-[0-9].*\\.jar"))
                .findFirst().orElseThrow(() -> new AssertionError("no " + prefix + " in " + folder));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Program start(final Map<String, String> environment, final Object... arguments) {
        try {
            final Path printed = Files.createTempFile("fd-test-output", ".txt");
            printed.toFile().deleteOnExit();
            return start(environment, printed, verb(arguments));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts any command; what it prints goes to a file that stays. */
    static Program start(final Map<String, String> environment, final Path printed, final List<String> command) {
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(printed.toFile());
        builder.environment().putAll(environment);
        try {
            return new Program(builder.start(), printed);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command that runs a verb of the distribution. */
    static List<String> verb(final Object... arguments) {
        final List<String> command = java("-jar", jar("lib", "framedock-runtime"));
        for (final Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    /** The command that runs Java with the options of every process of the distribution. */
    static List<String> java(final Object... more) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + distribution().resolve("etc/java.options"));
        for (final Object argument : more) {
            command.add(argument.toString());
        }
        return command;
    }

    /** The lines that are complete so far. */
    List<String> lines() {
        try {
            final String text = Files.readString(printed);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a line in which the pattern is found, from a line on. */
    Matcher awaitLine(final int fromLine, final String pattern) {
        final Pattern compiled = Pattern.compile(pattern);
        final Matcher[] found = new Matcher[1];
        Await.until(() -> "no line with '" + pattern + "' in\n" + output(), PATIENCE_S, () -> {
            final List<String> lines = lines();
            for (int i = fromLine; i < lines.size(); i++) {
                final Matcher matcher = compiled.matcher(lines.get(i));
                if (matcher.find()) {
                    found[0] = matcher;
                    return true;
                }
            }
            return false;
        });
        return found[0];
    }

    Matcher awaitLine(final String pattern) {
        return awaitLine(0, pattern);
    }

    /** How many lines there are so far: where to look for what comes next. */
    int lineCount() {
        return lines().size();
    }

    String lastLine() {
        final List<String> lines = lines();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    String output() {
        return String.join("\n", lines());
    }

    /** Has the virtual machine print what its threads are doing, which then is in the log. */
    void printThreads() {
        if (!isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(pid())).start().waitFor(1, TimeUnit.SECONDS);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The file that it prints into, for a test that reads along for long. */
    Path printed() {
        return printed;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. */
    Program terminate() {
        process.destroy();
        return this;
    }

    /** SIGKILL, without waiting for the process to be gone. */
    void sendKill() {
        process.destroyForcibly();
    }

    /** SIGKILL. */
    Program kill() {
        sendKill();
        Await.until(() -> "process " + pid() + " survives SIGKILL", PATIENCE_S, () -> !process.isAlive());
        return this;
    }

    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                throw new AssertionError("process has not ended:\n" + output());
            }
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
