package org.framedock.runtime;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit codes: 0 all well, 1 something could not be done or a bad byte was seen, 2 wrong usage. An
 * operator's mistake is one line on the standard error.
 */
@Command(name = "framedock", description = "A container for camera sources that fill shared-memory slots in place.",
        mixinStandardHelpOptions = true, versionProvider = Framedock.Version.class, synopsisSubcommandLabel = "VERB")
public final class Framedock implements Runnable {

    private static final int EXIT_FAILURE = 1;

    @Spec
    private CommandSpec spec;

    private Framedock() {
    }

    /**
     * Runs a verb and ends the process with its exit code.
     *
     * @param args the verb and its arguments.
     */
    public static void main(final String[] args) {
        final StopSignal stop = StopSignal.install();
        int code;
        try {
            code = execute(args, stop);
        } catch (final UserError | RuntimeException | Error e) {
            code = fail(e);
        }
        stop.exit(code);
    }

    private static int execute(final String[] args, final StopSignal stop) throws UserError {
        if (args.length > 0 && Programs.has(args[0])) {
            return Programs.run(args[0], Arrays.copyOfRange(args, 1, args.length));
        }
        return commandLine(stop).execute(args);
    }

    private static CommandLine commandLine(final StopSignal stop) {
        return new CommandLine(new Framedock())
                .addSubcommand(new DemoCommand(stop))
                .addSubcommand(new RunCommand(stop))
                .addSubcommand("driver", listed("Run the driver alone: driver CONFIG."))
                .addSubcommand("producer", listed(
                        "Fill frames with a pattern: producer DRIVER_CONFIG [CLIENT_CONFIG] [COUNT] [BYTES]."))
                .addSubcommand("consumer", listed(
                        "Verify every byte of every frame: consumer DRIVER_CONFIG [CLIENT_CONFIG] [COUNT]."))
                .addSubcommand("hz", listed("Print how fast and how evenly a stream's frames come: hz STREAM."))
                .addSubcommand("watch", listed("Print messages as they come: watch WHAT, one of announces, qos,"
                        + " control, metadata, descriptors."))
                .addSubcommand("inspect", listed(
                        "Show what lies in region files, also of a run that has ended: inspect FILE_OR_URI."))
                .addSubcommand("validate", listed(
                        "List all mistakes of settings files or of a home: validate CONFIG."))
                .addSubcommand("clean", listed("Remove the shared memory that dead drivers left, after asking."))
                .addSubcommand("errors", listed(
                        "Print the distinct errors of a container or a driver: errors FILE_OR_HOME."))
                .addSubcommand(new CompletionCommand())
                .setExecutionExceptionHandler((failure, command, parsed) -> fail(failure));
    }

    /** Only for the list of verbs: these programs are run before this command line is made, and read their own. */
    private static CommandSpec listed(final String description) {
        final CommandSpec verb = CommandSpec.create();
        verb.usageMessage().description(description);
        return verb;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing verb");
    }

    private static int fail(final Throwable failure) {
        if (failure instanceof UserError) {
            System.err.println("framedock: " + failure.getMessage());
        } else {
            // Not an operator's mistake but ours: here the stack is what is needed.
            failure.printStackTrace();
        }
        return EXIT_FAILURE;
    }

    /** Tells the version that the build wrote into the launcher's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            final String version = Framedock.class.getPackage().getImplementationVersion();
            return new String[] {version == null ? "unpackaged" : version};
        }
    }
}
