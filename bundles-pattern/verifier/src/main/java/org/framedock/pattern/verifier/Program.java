package org.framedock.pattern.verifier;

import java.io.PrintStream;
import java.util.function.BooleanSupplier;
import org.framedock.settings.SettingsFileException;

/**
 * The frame of both programs: the command line is read, mistakes in it or in a file become lines on the standard
 * error and exit code 2, and a signal becomes an orderly end.
 */
abstract class Program {

    static final int EXIT_OK = 0;
    static final int EXIT_FAILURE = 1;
    static final int EXIT_USAGE = 2;

    private final String name;
    private final CommandLineReader line;

    /**
     * A program that has not run.
     *
     * @param name of its verb.
     * @param line its command line, not read yet.
     */
    Program(final String name, final CommandLineReader line) {
        this.name = name;
        this.line = line;
    }

    /**
     * Runs until it is done or a signal comes.
     *
     * @param args the arguments.
     * @return exit code.
     */
    final int runUntilDone(final String[] args) {
        final EndRequest end = EndRequest.install();
        int code = EXIT_FAILURE;
        try {
            code = run(args, System.out, System.err, end::isRequested);
        } finally {
            System.out.flush();
            end.finish(code);
        }
        return code;
    }

    /**
     * Runs until it is done or the end is asked for.
     *
     * @param args  the arguments.
     * @param out   for figures.
     * @param err   for mistakes.
     * @param isEnd asked again and again.
     * @return exit code.
     */
    final int run(final String[] args, final PrintStream out, final PrintStream err, final BooleanSupplier isEnd) {
        try {
            line.read(args);
            if (line.isHelpWanted()) {
                out.print(line.usage());
                return EXIT_OK;
            }
            return work(line, out, err, isEnd);
        } catch (final UsageException e) {
            err.println(name + ": " + e.getMessage() + " (see " + name + " --help)");
        } catch (final SettingsFileException e) {
            e.mistakes().forEach(mistake -> err.println(name + ": " + mistake));
        }
        return EXIT_USAGE;
    }

    /**
     * What the program is for.
     *
     * @param arguments the command line as it was read.
     * @param out       for figures.
     * @param err       for what cannot be done.
     * @param isEnd     asked again and again.
     * @return exit code.
     * @throws UsageException        if an argument is wrong.
     * @throws SettingsFileException if a file is.
     */
    abstract int work(CommandLineReader arguments, PrintStream out, PrintStream err, BooleanSupplier isEnd)
        throws UsageException, SettingsFileException;
}
