package org.framedock.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The verb {@code completion}: a script that lets bash complete the verbs, their options, and the names of streams and
 * sources.
 */
@Command(name = "completion", mixinStandardHelpOptions = true,
        description = "Print a script for the shell's completion: source <(./framedock completion bash).")
final class CompletionCommand implements Runnable {

    /** The shells that there is a script for. */
    enum Shell { bash }

    @Parameters(paramLabel = "SHELL", description = "bash.")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        final CommandSpec root = spec.root();
        for (final String verb : List.copyOf(root.subcommands().keySet())) {
            // Verbs that read their own arguments are there by their name only.
            final boolean isOperators = OperatorClient.VERBS.contains(verb);
            if (isOperators || Programs.has(verb)) {
                root.removeSubcommand(verb);
                root.addSubcommand(verb, isOperators ? OperatorVerbSpecs.of(verb) : Programs.specOf(verb));
            }
        }
        System.out.print(AutoComplete.bash("framedock", root.commandLine()));
        System.out.print(names());
        System.out.flush();
    }

    /** What a parser cannot know: it asks the container that runs when somebody completes. */
    private static String names() {
        try (InputStream in = CompletionCommand.class.getResourceAsStream("names.bash")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
