package org.framedock.driver;

import java.nio.file.Path;
import org.framedock.driver.start.DriverProcess;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code driver CONFIG}: a driver as a process, with a media driver in it unless one is alive. */
public final class DriverMain {

    private static final int USAGE = 2;

    private DriverMain() {
    }

    /** What is accepted on the command line. */
    @Command(name = "driver", sortOptions = false,
        header = "Runs the driver: it owns the shared memory of the streams in its configuration.",
        description = "An Aeron media driver is started in this process unless one is alive in driver.aeron_dir. Ends"
            + " by Ctrl-C or SIGTERM.")
    private static final class Arguments {

        @Parameters(paramLabel = "CONFIG", description = "The driver's TOML file.")
        private Path config;

        @Option(names = {"-h", "--help"}, usageHelp = true, description = "Prints this and ends.")
        private boolean help;
    }

    /**
     * Runs the program on the calling thread until it is told to end.
     *
     * @param args its arguments.
     * @return exit code: 0 after a clean end, 1 if the driver cannot start, 2 for wrong arguments or a
     *     wrong file; in the latter cases the reason is on stderr.
     */
    public static int run(final String[] args) {
        final Arguments arguments = new Arguments();
        final CommandLine commandLine = new CommandLine(arguments);
        try {
            commandLine.parseArgs(args);
        } catch (final CommandLine.ParameterException e) {
            System.err.println(e.getMessage());
            commandLine.usage(System.err);
            return USAGE;
        }
        if (commandLine.isUsageHelpRequested()) {
            commandLine.usage(System.out);
            return 0;
        }
        return new DriverProcess(System.out, System.err).run(arguments.config, System.getenv());
    }

    /**
     * What the command line accepts.
     *
     * @return its specification, for completion.
     */
    public static CommandLine.Model.CommandSpec commandSpec() {
        return CommandLine.Model.CommandSpec.forAnnotatedObject(new Arguments());
    }

    /**
     * Runs the program and ends the JVM with its exit code.
     *
     * @param args the program's arguments.
     */
    public static void main(final String[] args) {
        System.exit(run(args));
    }
}
