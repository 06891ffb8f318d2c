package org.framedock.runtime;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the operator's verbs accept, for completion: {@link OperatorClient} itself does without a parser. */
final class OperatorVerbSpecs {

    private OperatorVerbSpecs() {
    }

    /**
     * The options of a verb.
     *
     * @param verb one of {@link OperatorClient#VERBS}.
     * @return its specification.
     */
    static CommandSpec of(final String verb) {
        final CommandSpec spec = CommandSpec.create()
            .addOption(flag("--json"))
            .addOption(OptionSpec.builder("--home").paramLabel("DIR").type(Path.class).build())
            .addOption(number("--pid"))
            .addOption(OptionSpec.builder("-h", "--help").usageHelp(true).build());
        switch (verb) {
            case "top" -> spec.addOption(number("--count"));
            case "health" -> spec.addOption(number("--wait"));
            case "set" -> spec.addOption(flag("--save"));
            default -> { }
        }
        return spec;
    }

    private static OptionSpec flag(final String name) {
        return OptionSpec.builder(name).build();
    }

    private static OptionSpec number(final String name) {
        return OptionSpec.builder(name).paramLabel("N").type(long.class).build();
    }
}
