package org.framedock.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.framedock.settings.DriverSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * The program {@code clean}: removes the epochs of drivers that are gone, after it has asked. A namespace's own
 * directory, its lock and its log of errors stay: a driver that starts just now may have opened them.
 */
@Command(name = "clean", description = "Find the shared memory that dead drivers left, say why it is dead, ask, and"
    + " remove it. Nothing of a living process and nothing of another user is touched.")
public final class CleanMain extends Tool {

    private static final Predicate<String> MEDIA_DRIVER_FILES =
        Pattern.compile(".*\\.(dat|logbuffer|log|mark|lck)").asMatchPredicate();
    private static final int MEDIA_DRIVER_DEPTH = 2;

    @Option(names = "--config", paramLabel = "FILE", description = "The driver's TOML file, or the container's home."
        + " Default: config/driver.toml of the home that FRAMEDOCK_HOME names, else config/driver.toml.")
    private Path config;

    @Option(names = "--namespace", paramLabel = "NAME", description = "Look at this namespace alone. Default: at all.")
    private String namespace;

    @Option(names = "--aeron-dir", paramLabel = "DIR",
        description = "Remove this directory of a media driver, too, if that is dead. Default: none.")
    private Path aeronDirectory;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--dry-run", description = "List, and remove nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "One JSON object at the end.")
    private boolean json;

    private final UnaryOperator<String> question;
    private final List<Leftover> all = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    /**
     * A program that has not run.
     *
     * @param question asks and returns the answer; null if there is nobody to ask.
     */
    CleanMain(final UnaryOperator<String> question) {
        this.question = question;
    }

    /**
     * Runs the program on the calling thread.
     *
     * @param args the arguments.
     * @return exit code: 0, 1 if something could not be removed or nobody could be asked, 2 if an argument or a
     *     settings file is wrong.
     */
    public static int run(final String[] args) {
        return new CleanMain(isTerminal() ? CleanMain::ask : null).runUntilDone(args);
    }

    /**
     * What the command line accepts.
     *
     * @return its specification, for help and completion.
     */
    public static CommandSpec commandSpec() {
        return specOf(new CleanMain(null));
    }

    private static boolean isTerminal() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString().matches("/dev/(pts/.*|tty.*|console)");
        } catch (final IOException | RuntimeException notTold) {
            return false;
        }
    }

    private static String ask(final String text) {
        return System.console() == null ? "" : System.console().readLine("%s", text);
    }

    @Override
    public Integer call() throws Exception {
        final DriverSettings driver = DriverSettings.load(Place.driverFile(config, environment()), environment());
        try {
            final Path base = driver.baseDir().toRealPath();
            final DirectoryTree tree = new DirectoryTree();
            final LeftoverFinder finder = new LeftoverFinder(tree, base, driver.announcePeriodNs());
            find(finder);
            final List<Leftover> dead = all.stream().filter(Leftover::isRemovable).toList();
            list(base, dead);
            if (!dead.isEmpty() && !dryRun && isWanted(dead)) {
                // Judged anew, since a question may have been open for long.
                final LeftoverFinder again = new LeftoverFinder(tree, base, driver.announcePeriodNs());
                dead.forEach(leftover -> remove(tree, base, leftover.path(), again));
            }
        } catch (final IOException e) {
            throw ToolException.failure(driver.baseDir() + " cannot be looked at: " + Shown.reason(e));
        }
        sum();
        return failed.isEmpty() ? OK : FAILURE;
    }

    private void find(final LeftoverFinder finder) throws IOException {
        for (final Path found : finder.namespaces()) {
            if (namespace == null || namespace.equals(found.getFileName().toString())) {
                try (NamespaceLock lock = NamespaceLock.take(found)) {
                    all.addAll(finder.epochs(found, lock));
                } catch (final IOException e) {
                    all.add(Leftover.kept(found, "it cannot be looked at: " + Shown.reason(e)));
                }
            }
        }
        if (aeronDirectory != null) {
            all.add(finder.mediaDriver(aeronDirectory.toAbsolutePath().normalize()));
        }
    }

    private void list(final Path base, final List<Leftover> dead) {
        if (json) {
            return;
        }
        for (final Leftover leftover : all) {
            out().println(leftover.isRemovable()
                ? "dead  " + leftover.path() + "  " + Shown.bytes(leftover.bytes()) + ": " + leftover.why()
                : "kept  " + leftover.path() + ": " + leftover.why());
        }
        if (dead.isEmpty()) {
            out().println("nothing to clean in " + base);
        }
    }

    private static long sum(final List<Leftover> leftovers) {
        return leftovers.stream().mapToLong(Leftover::bytes).sum();
    }

    private boolean isWanted(final List<Leftover> dead) throws ToolException {
        if (yes) {
            return true;
        }
        if (question == null) {
            throw ToolException.failure("nobody can be asked, since this is no terminal: nothing was removed; --yes"
                + " removes without a question, --dry-run only lists");
        }
        final String answer = question.apply(
            "Remove " + dead.size() + (dead.size() == 1 ? " directory" : " directories") + " ("
                + Shown.bytes(sum(dead)) + ")? [y/N] ");
        return answer != null && answer.strip().matches("(?i)y|yes");
    }

    private void remove(final DirectoryTree tree, final Path base, final Path path, final LeftoverFinder finder) {
        try {
            if (aeronDirectory != null && path.equals(aeronDirectory.toAbsolutePath().normalize())) {
                requireDead(finder.mediaDriver(path));
                final Path parent = path.getParent().toRealPath();
                tree.remove(parent, parent.resolve(path.getFileName()), MEDIA_DRIVER_FILES, MEDIA_DRIVER_DEPTH);
            } else {
                removeEpoch(tree, base, path, finder);
            }
            removed.add(path.toString());
        } catch (final IOException | RuntimeException e) {
            failed.add(path + " was left: " + Shown.reason(e));
        }
    }

    /** With the driver's lock in hand, so that no driver begins meanwhile. */
    private static void removeEpoch(
        final DirectoryTree tree, final Path base, final Path epoch, final LeftoverFinder finder) throws IOException {
        try (NamespaceLock lock = NamespaceLock.take(epoch.getParent().getParent())) {
            if (lock.isHeldByDriver()) {
                throw new IOException("a driver has begun meanwhile");
            }
            requireDead(finder.judge(epoch, lock));
            tree.remove(base, epoch, RegionPlace::isRegionName, 0);
            removeIfEmpty(epoch.getParent());
        }
    }

    private static void requireDead(final Leftover leftover) throws IOException {
        if (!leftover.isRemovable()) {
            throw new IOException(leftover.why());
        }
    }

    private static void removeIfEmpty(final Path stream) {
        try {
            Files.delete(stream);
        } catch (final IOException notEmpty) {
            // It has other epochs.
        }
    }

    private void sum() {
        failed.forEach(err()::println);
        if (json) {
            final Map<String, Object> result = new LinkedHashMap<>();
            result.put("found", all.stream().map(Leftover::json).toList());
            result.put("removed", removed);
            result.put("failed", failed);
            out().println(Json.of(result));
        } else if (!removed.isEmpty()) {
            out().println("removed " + removed.size() + (removed.size() == 1 ? " directory" : " directories"));
        }
    }
}
