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
        mixinStandardHelpOptions = true, versionProvider = Framedock.Version.class, synopsisSubcommandLabel = "VERB",
        footer = {"", "The verbs from status to health ask a running process of this user: --json for programs,"
            + " --home DIR or --pid N where several run, exit codes in 'framedock status --help'."})
public final class Framedock implements Runnable {

    private static final int EXIT_FAILURE = 1;
    private static final String AERON_NAME_PROPERTY = "aeron.client.name";
    private static final int LONGEST_NAME = 40;

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
        if (args.length > 0 && OperatorClient.VERBS.contains(args[0])) {
            return OperatorClient.run(args, System.out, System.err);
        }
        nameAeronClients(args.length > 0 ? args[0] : "framedock");
        if (args.length > 0 && Programs.has(args[0])) {
            return program(args[0], Arrays.copyOfRange(args, 1, args.length));
        }
        return commandLine(stop).execute(args);
    }

    private static int program(final String verb, final String[] args) throws UserError {
        try {
            return Programs.run(verb, ListeningPlace.complete(verb, args, System.getenv()));
        } catch (final OperatorRefusal e) {
            System.err.println("framedock: " + e.getMessage());
            return e.code();
        }
    }

    /** So that an operator sees which process holds a lease: the media driver keeps the names of its clients. */
    private static void nameAeronClients(final String verb) {
        if (System.getProperty(AERON_NAME_PROPERTY) == null) {
            System.setProperty(AERON_NAME_PROPERTY, verb.substring(0, Math.min(verb.length(), LONGEST_NAME)) + " pid="
                + ProcessHandle.current().pid());
        }
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
                .addSubcommand("status", listed("How a running container or driver fares, in one look."))
                .addSubcommand("top", listed("The same and more, twice a second: top [--count N]."))
                .addSubcommand("streams", listed("Each stream: state, rate, losses: streams [NAME]."))
                .addSubcommand("leases", listed("Who holds leases: process, lag, drops."))
                .addSubcommand("sources", listed("Which kinds of source are offered, by which bundle."))
                .addSubcommand("devices", listed("Which devices the sources find, and who uses them."))
                .addSubcommand("plugins", listed("What became of the files in deploy/ and config/streams/."))
                .addSubcommand("start", listed("Let a stream's source run: start STREAM."))
                .addSubcommand("stop", listed("Stop a stream's source, keep its lease: stop STREAM."))
                .addSubcommand("swap", listed(
                        "Another source for a live stream: swap STREAM KIND [KEY=VALUE ...]."))
                .addSubcommand("set", listed(
                        "Change a setting of a live stream: set STREAM KEY VALUE [--save]."))
                .addSubcommand("diag", listed("Only what is not fine, each with its remedy."))
                .addSubcommand("health", listed("Ready, live or degraded, for scripts: health [--wait SECONDS]."))
                .addSubcommand("bench", listed(
                        "Measure speed beside the limits of this machine: bench [--quick] [--only NAME] [--out DIR]."))
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
