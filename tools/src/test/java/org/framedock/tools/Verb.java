package org.framedock.tools;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Runs a verb in this process and keeps what it prints. */
final class Verb {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final int code;

    private Verb(final Tool tool, final Map<String, String> environment, final BooleanSupplier isEnd,
        final Object... arguments) {
        final String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        code = tool.run(texts, new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8), environment, isEnd);
    }

    static Verb run(final Tool tool, final Object... arguments) {
        return new Verb(tool, Map.of(), () -> false, arguments);
    }

    static Verb run(final Tool tool, final Map<String, String> environment, final Object... arguments) {
        return new Verb(tool, environment, () -> false, arguments);
    }

    int code() {
        return code;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** All that was printed, for messages of assertions. */
    @Override
    public String toString() {
        return "code " + code + "\n" + out() + "\n" + err();
    }
}
