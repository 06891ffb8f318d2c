package org.framedock.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The programs of other rooms, known by class name only: each has {@code static int run(String[] args)}, reads its own
 * arguments and returns its exit code. They lie on the launcher's class path (the manifest of its jar). Main thread.
 */
final class Programs {

    /** System property with the process whose end is this one's, for a program that another launcher started. */
    static final String PARENT_PROPERTY = "framedock.parent";

    private static final Map<String, String> MAIN_CLASSES = Map.ofEntries(
            Map.entry("driver", "org.framedock.driver.DriverMain"),
            Map.entry("producer", "org.framedock.pattern.verifier.ProducerMain"),
            Map.entry("consumer", "org.framedock.pattern.verifier.ConsumerMain"),
            Map.entry("hz", "org.framedock.tools.HzMain"),
            Map.entry("inspect", "org.framedock.tools.InspectMain"),
            Map.entry("watch", "org.framedock.tools.WatchMain"),
            Map.entry("validate", "org.framedock.tools.ValidateMain"),
            Map.entry("clean", "org.framedock.tools.CleanMain"),
            Map.entry("errors", "org.framedock.tools.ErrorsMain"),
            Map.entry("bench", "org.framedock.bench.BenchMain"));

    private Programs() {
    }

    /**
     * Tells whether a verb is one of these programs.
     *
     * @param verb first word of the command line.
     * @return true if it is run by {@link #run}.
     */
    static boolean has(final String verb) {
        return MAIN_CLASSES.containsKey(verb);
    }

    /**
     * Runs a program on the calling thread.
     *
     * @param verb which one.
     * @param args its arguments, without the verb.
     * @return its exit code.
     * @throws UserError if the program is missing from the distribution.
     */
    static int run(final String verb, final String[] args) throws UserError {
        final String mainClass = MAIN_CLASSES.get(verb);
        final MethodHandle run;
        try {
            run = MethodHandles.publicLookup().findStatic(
                    Class.forName(mainClass), "run", MethodType.methodType(int.class, String[].class));
        } catch (final ReflectiveOperationException | LinkageError e) {
            throw new UserError("the program '" + verb + "' is missing from this distribution: "
                    + Failures.rootCause(e), e);
        }
        endWithParent();
        try {
            return (int) run.invokeExact(args);
        } catch (final Error | RuntimeException e) {
            throw e;
        } catch (final Throwable e) {
            throw new UserError(verb + ": " + Failures.rootCause(e), e);
        }
    }

    /**
     * What a program accepts, for completion.
     *
     * @param verb which one.
     * @return its own specification, or an empty one if it does not tell.
     */
    static CommandSpec specOf(final String verb) {
        try {
            return (CommandSpec) MethodHandles.publicLookup().findStatic(Class.forName(MAIN_CLASSES.get(verb)),
                    "commandSpec", MethodType.methodType(CommandSpec.class)).invokeExact();
        } catch (final Throwable notTold) {
            return CommandSpec.create();
        }
    }

    /** A verifier whose demonstration was killed would otherwise wait for frames for ever. */
    private static void endWithParent() {
        final Long parent = Long.getLong(PARENT_PROPERTY);
        if (parent != null) {
            ProcessHandle.of(parent).ifPresentOrElse(
                    process -> process.onExit().thenRun(() -> Runtime.getRuntime().halt(1)),
                    () -> Runtime.getRuntime().halt(1));
        }
    }
}
