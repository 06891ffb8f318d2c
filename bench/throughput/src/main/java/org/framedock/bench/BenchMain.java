package org.framedock.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.framedock.bench.load.Scenario;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The program {@code bench}: measures this house beside the limits of the machine it stands on, and says of every
 * figure how near it comes to the limit that applies.
 */
public final class BenchMain {

    private static final int USAGE = 2;
    private static final int FULL_REPEATS = 5;
    private static final int QUICK_REPEATS = 3;
    private static final int SMOKE_REPEATS = 2;

    private BenchMain() {
    }

    /** What is accepted on the command line. */
    @Command(name = "bench", sortOptions = false, header = "Measures speed beside the limits of this machine.",
        description = "Runs the real driver, media driver, producers and consumers in processes of their own, and"
            + " copies, messages and a cache line between two cores for comparison. Writes bench.txt, bench.json and"
            + " bench.svg. Needs an idle machine, at least two cores and 2 GiB of /dev/shm.")
    private static final class Arguments {

        @Option(names = "--quick", description = "The most telling figures in less than a minute.")
        private boolean quick;

        @Option(names = "--smoke", description = "One figure of each kind, as short as it goes: does the bench work?")
        private boolean smoke;

        @Option(names = "--only", paramLabel = "NAME", arity = "1..*",
            description = "Only what has one of these in its name, and the limits; see --list.")
        private List<String> only = new ArrayList<>();

        @Option(names = "--list", description = "Prints the names and ends.")
        private boolean list;

        @Option(names = "--repeats", paramLabel = "N",
            description = "Measurements of each figure (5; with --quick 3).")
        private Integer repeats;

        @Option(names = "--out", paramLabel = "DIR", description = "Where the files go (./bench-results).")
        private Path out = Path.of("bench-results");

        @Option(names = "--shm-dir", paramLabel = "DIR", description = "Shared memory (/dev/shm).")
        private Path shm = Path.of("/dev/shm");

        @Option(names = {"-h", "--help"}, usageHelp = true, description = "Prints this and ends.")
        private boolean help;

        String mode() {
            return smoke ? "smoke" : quick ? "quick" : "full";
        }

        List<Scenario> scenarios() {
            final List<Scenario> all = smoke ? Plan.smoke(repeatsOr(SMOKE_REPEATS))
                : quick ? Plan.quick(repeatsOr(QUICK_REPEATS)) : Plan.full(repeatsOr(FULL_REPEATS));
            return all.stream().filter(scenario -> only.isEmpty() || scenario.name().startsWith("limit/")
                || only.stream().anyMatch(scenario.name()::contains)).toList();
        }

        private int repeatsOr(final int usual) {
            return repeats == null ? usual : repeats;
        }
    }

    /**
     * Runs the program on the calling thread.
     *
     * @param args its arguments.
     * @return exit code: 0 if everything was measured, 1 if something failed, 2 for wrong arguments.
     */
    public static int run(final String[] args) {
        final Arguments arguments = new Arguments();
        final CommandLine commandLine = new CommandLine(arguments);
        try {
            commandLine.parseArgs(args);
        } catch (final CommandLine.ParameterException e) {
            System.err.println(e.getMessage());
            return USAGE;
        }
        if (commandLine.isUsageHelpRequested()) {
            commandLine.usage(System.out);
            return 0;
        }
        if (arguments.repeats != null && arguments.repeats < 1) {
            System.err.println("--repeats " + arguments.repeats + ": it has to be at least 1");
            return USAGE;
        }
        final List<Scenario> scenarios = arguments.scenarios();
        if (arguments.list) {
            scenarios.forEach(scenario -> System.out.println(scenario.name()));
            return 0;
        }
        return new Bench(arguments.mode(), arguments.shm, arguments.out).run(scenarios);
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
