package org.framedock.tools;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.framedock.settings.SettingsFileException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * The frame of every verb: arguments are read, an operator's mistake becomes one line on the standard error, a signal
 * becomes an orderly end. Exit codes: 0 all is well, 1 something could not be done or is not well, 2 a wrong command
 * line or a wrong settings file.
 */
abstract class Tool implements Callable<Integer> {

    static final int OK = 0;
    static final int FAILURE = 1;
    static final int USAGE = 2;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    private PrintStream out;
    private PrintStream err;
    private BooleanSupplier isEnd;
    private Map<String, String> environment;

    /** What a verb answers to, for the list of verbs and for completion. */
    static CommandSpec specOf(final Tool tool) {
        return commandLine(tool).getCommandSpec();
    }

    private static CommandLine commandLine(final Tool tool) {
        final CommandLine line = new CommandLine(tool)
            .setExpandAtFiles(false).setCaseInsensitiveEnumValuesAllowed(true);
        line.getCommandSpec().usageMessage().sortOptions(false).exitCodeListHeading("Exit codes: ");
        line.getCommandSpec().usageMessage().exitCodeList(Map.of("0", "fine; 1 something could not be done or is not"
            + " well; 2 wrong usage or a wrong settings file."));
        return line;
    }

    /** Runs on the calling thread until all is done or a signal comes. */
    final int runUntilDone(final String[] args) {
        final EndRequest end = EndRequest.install();
        int code = FAILURE;
        try {
            code = run(args, System.out, System.err, System.getenv(), end::isRequested);
        } finally {
            System.out.flush();
            end.finish(code);
        }
        return code;
    }

    /** The same with everything that comes from outside. */
    final int run(final String[] args, final PrintStream output, final PrintStream errors,
        final Map<String, String> variables, final BooleanSupplier isEndWanted) {
        out = output;
        err = errors;
        environment = variables;
        isEnd = isEndWanted;
        return commandLine(this)
            .setParameterExceptionHandler((e, given) -> usage(e.getMessage()))
            .setExecutionExceptionHandler((e, line, given) -> failed(e))
            .setOut(new java.io.PrintWriter(output, true))
            .setErr(new java.io.PrintWriter(errors, true))
            .execute(args);
    }

    private int usage(final String message) {
        final String name = getClass().getAnnotation(CommandLine.Command.class).name();
        err.println(name + ": " + message.lines().findFirst().orElse("wrong arguments") + " (see " + name + " --help)");
        return USAGE;
    }

    private int failed(final Exception e) throws Exception {
        if (e instanceof SettingsFileException wrong) {
            wrong.mistakes().forEach(err::println);
            return USAGE;
        }
        if (e instanceof ToolException mistake) {
            if (mistake.code() == USAGE) {
                return usage(mistake.getMessage());
            }
            err.println(mistake.getMessage());
            return mistake.code();
        }
        throw e;
    }

    final PrintStream out() {
        return out;
    }

    final PrintStream err() {
        return err;
    }

    final Map<String, String> environment() {
        return environment;
    }

    /** Whether a signal asks for the end. */
    final boolean isEnd() {
        return isEnd.getAsBoolean();
    }
}
