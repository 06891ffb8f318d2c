package org.framedock.runtime;

import java.io.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The run verb: the container, until Ctrl-C, SIGTERM or the shell's {@code stop 0}. */
@Command(name = "run", description = "Run the container: sources dropped into DIR/deploy come alive.",
        mixinStandardHelpOptions = true, versionProvider = Framedock.Version.class)
final class RunCommand implements Callable<Integer> {

    private static final int CORES_FOR_DEDICATED_THREADS = 8;

    private final StopSignal stop;

    @Option(names = "--home", paramLabel = "DIR",
            description = "Folder with deploy/, config/ and data/; made and filled if it is missing."
                    + " Default: $FRAMEDOCK_HOME, else ~/.framedock.")
    private Path namedHome;

    @Option(names = "--low-latency",
            description = "Threads spin instead of sleeping: a core for each stream that is fed and one for the media"
                    + " driver or three on a machine of eight cores or more.")
    private boolean lowLatency;

    @Option(names = "--no-shell", description = "No operator's shell, even on a terminal.")
    private boolean noShell;

    /**
     * Makes the verb.
     *
     * @param stop what ends it.
     */
    RunCommand(final StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws UserError, InterruptedException {
        final Distribution distribution = Distribution.locate();
        final Home home = Home.choose(namedHome);
        home.makeFolders();
        home.fillIfFresh(distribution);
        final boolean interactive = !noShell && isTerminal();
        if (interactive) {
            // The shell reads its profile, which has our prompt and no banner, from etc/ below this folder.
            System.setProperty("gosh.home", distribution.root().toString());
        }
        if (lowLatency) {
            spin();
        }
        try (Container container = Container.start(distribution, home, interactive)) {
            container.raiseWhenStopped(stop);
            stop.await();
        }
        return 0;
    }

    /** The bundles are told by properties, each of which may be set alone, too: one that is set already stays. */
    private static void spin() {
        final boolean plenty = Runtime.getRuntime().availableProcessors() >= CORES_FOR_DEDICATED_THREADS;
        System.getProperties().putIfAbsent("framedock.idle.strategy", "spin");
        System.getProperties().putIfAbsent("framedock.media.driver.threads", plenty ? "dedicated" : "shared");
    }

    /** Before Java 22 a console means a terminal; since then it has to be asked, by a method 17 does not have. */
    private static boolean isTerminal() {
        final Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (final ReflectiveOperationException e) {
            return true;
        }
    }
}
