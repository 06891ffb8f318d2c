package org.framedock.pattern.verifier;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A program's command line: named options, each given once at most, and arguments without a name. Every value is kept
 * as a text. Built by hand and not from annotations, which take longer to load.
 */
final class CommandLineReader {

    private static final String HELP = "--help";

    private final CommandSpec spec = CommandSpec.create();
    private CommandLine.ParseResult result;

    /**
     * A command line without options but {@code --help}.
     *
     * @param name        of the program.
     * @param positionals the arguments without a name, for the usage message.
     * @param description what the program does, in lines.
     */
    CommandLineReader(final String name, final String positionals, final String... description) {
        spec.name(name);
        spec.usageMessage().customSynopsis("framedock " + name + " " + positionals + " [OPTIONS]")
            .description(description);
        spec.addPositional(PositionalParamSpec.builder().index("0..*").arity("0..*").type(List.class)
            .auxiliaryTypes(String.class).hidden(true).build());
        spec.addOption(OptionSpec.builder("-h", HELP).usageHelp(true).description("Show this help.").build());
    }

    /**
     * Adds an option with a value.
     *
     * @param name        such as {@code --count}.
     * @param valueName   such as {@code N}.
     * @param description for the usage message.
     * @return this.
     */
    CommandLineReader option(final String name, final String valueName, final String description) {
        spec.addOption(OptionSpec.builder(name).paramLabel(valueName).type(String.class).description(description)
            .build());
        return this;
    }

    /**
     * Adds an option that is there or not.
     *
     * @param name        such as {@code --in-place}.
     * @param description for the usage message.
     * @return this.
     */
    CommandLineReader flag(final String name, final String description) {
        spec.addOption(OptionSpec.builder(name).description(description).build());
        return this;
    }

    /**
     * Reads the arguments.
     *
     * @param args the arguments.
     * @throws UsageException if there is an unknown option, one without its value, or one given twice.
     */
    void read(final String[] args) throws UsageException {
        try {
            result = new CommandLine(spec).parseArgs(args);
        } catch (final CommandLine.ParameterException e) {
            throw new UsageException(e.getMessage().lines().findFirst().orElse("wrong arguments"));
        }
    }

    /**
     * Tells whether help is wanted and nothing else.
     *
     * @return true if so.
     */
    boolean isHelpWanted() {
        return result.isUsageHelpRequested();
    }

    /**
     * The usage message.
     *
     * @return lines.
     */
    String usage() {
        return new CommandLine(spec).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    /**
     * Value of an option.
     *
     * @param name of the option.
     * @return its text; null if it was not given.
     */
    String value(final String name) {
        return result.matchedOptionValue(name, (String)null);
    }

    /**
     * Tells whether an option was given.
     *
     * @param name of the option.
     * @return true if so.
     */
    boolean has(final String name) {
        return result.hasMatchedOption(name);
    }

    /**
     * The arguments without a name.
     *
     * @return texts in their order.
     */
    List<String> positionals() {
        return result.matchedPositionalValue(0, List.of());
    }

    /**
     * A whole number that may be given by position or by name, but not by both.
     *
     * @param byPosition as given there; null if it was not.
     * @param option     its name.
     * @return the text; null if it was not given at all.
     * @throws UsageException if it was given twice.
     */
    String once(final String byPosition, final String option) throws UsageException {
        final String byName = value(option);
        if (byPosition != null && byName != null) {
            throw new UsageException(option + " is given twice: as '" + byPosition + "' and as " + option + " "
                + byName);
        }
        return byName == null ? byPosition : byName;
    }

    /**
     * Value of an option that has a few choices.
     *
     * @param name         of the option.
     * @param defaultValue its value if it was not given.
     * @param choices      what is accepted.
     * @return one of them.
     * @throws UsageException if it is none of them.
     */
    String choice(final String name, final String defaultValue, final List<String> choices) throws UsageException {
        final String text = value(name) == null ? defaultValue : value(name);
        if (!choices.contains(text)) {
            throw new UsageException(name + " '" + text + "' has to be one of " + String.join(", ", choices));
        }
        return text;
    }
}
