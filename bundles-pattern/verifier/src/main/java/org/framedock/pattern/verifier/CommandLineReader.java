package org.framedock.pattern.verifier;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A program's command line: named options, each given once at most, and arguments without a name. Every value is kept
 * as a text. The parser is built by hand and not from annotations, and only if there is an option at all: it takes a
 * tenth of a second to load, on the start path of a program that is often given a file and a count.
 */
final class CommandLineReader {

    private static final String HELP = "--help";

    private final String name;
    private final String positionalNames;
    private final String[] description;
    private final List<Option> options = new ArrayList<>();
    private List<String> positionals = List.of();
    private CommandLine.ParseResult result;

    /** An option; without a name for its value it is there or not. */
    private record Option(String name, String valueName, String description) {
    }

    /**
     * A command line without options but {@code --help}.
     *
     * @param name            of the program.
     * @param positionalNames the arguments without a name, for the usage message.
     * @param description     what the program does, in lines.
     */
    CommandLineReader(final String name, final String positionalNames, final String... description) {
        this.name = name;
        this.positionalNames = positionalNames;
        this.description = description;
    }

    /**
     * Adds an option with a value.
     *
     * @param optionName  such as {@code --count}.
     * @param valueName   such as {@code N}.
     * @param text        for the usage message.
     * @return this.
     */
    CommandLineReader option(final String optionName, final String valueName, final String text) {
        options.add(new Option(optionName, valueName, text));
        return this;
    }

    /**
     * Adds an option that is there or not.
     *
     * @param optionName such as {@code --in-place}.
     * @param text       for the usage message.
     * @return this.
     */
    CommandLineReader flag(final String optionName, final String text) {
        options.add(new Option(optionName, null, text));
        return this;
    }

    /**
     * Reads the arguments.
     *
     * @param args the arguments.
     * @throws UsageException if there is an unknown option, one without its value, or one given twice.
     */
    void read(final String[] args) throws UsageException {
        positionals = List.of(args);
        for (final String arg : args) {
            if (arg.startsWith("-")) {
                parse(args);
                return;
            }
        }
    }

    private void parse(final String[] args) throws UsageException {
        try {
            result = parser().parseArgs(args);
            positionals = result.matchedPositionalValue(0, List.of());
        } catch (final CommandLine.ParameterException e) {
            throw new UsageException(e.getMessage().lines().findFirst().orElse("wrong arguments"));
        }
    }

    /**
     * What is accepted.
     *
     * @return the specification, for completion.
     */
    CommandSpec spec() {
        return parser().getCommandSpec();
    }

    private CommandLine parser() {
        final CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().customSynopsis("framedock " + name + " " + positionalNames + " [OPTIONS]")
            .description(description);
        spec.addPositional(PositionalParamSpec.builder().index("0..*").arity("0..*").type(List.class)
            .auxiliaryTypes(String.class).hidden(true).build());
        spec.addOption(OptionSpec.builder("-h", HELP).usageHelp(true).description("Show this help.").build());
        for (final Option option : options) {
            final OptionSpec.Builder builder = OptionSpec.builder(option.name).description(option.description);
            if (option.valueName != null) {
                builder.paramLabel(option.valueName).type(String.class);
            }
            spec.addOption(builder.build());
        }
        // An argument that begins with @ means the same with and without an option beside it.
        return new CommandLine(spec).setExpandAtFiles(false);
    }

    /**
     * Tells whether help is wanted and nothing else.
     *
     * @return true if so.
     */
    boolean isHelpWanted() {
        return result != null && result.isUsageHelpRequested();
    }

    /**
     * The usage message.
     *
     * @return lines.
     */
    String usage() {
        return parser().getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    /**
     * Value of an option.
     *
     * @param option its name.
     * @return its text; null if it was not given.
     */
    String value(final String option) {
        return result == null ? null : result.matchedOptionValue(option, (String)null);
    }

    /**
     * Tells whether an option was given.
     *
     * @param option its name.
     * @return true if so.
     */
    boolean has(final String option) {
        return result != null && result.hasMatchedOption(option);
    }

    /**
     * The arguments without a name.
     *
     * @return texts in their order.
     */
    List<String> positionals() {
        return positionals;
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
     * @param option       its name.
     * @param defaultValue its value if it was not given.
     * @param choices      what is accepted.
     * @return one of them.
     * @throws UsageException if it is none of them.
     */
    String choice(final String option, final String defaultValue, final List<String> choices) throws UsageException {
        final String text = value(option) == null ? defaultValue : value(option);
        if (!choices.contains(text)) {
            throw new UsageException(option + " '" + text + "' has to be one of " + String.join(", ", choices));
        }
        return text;
    }
}
