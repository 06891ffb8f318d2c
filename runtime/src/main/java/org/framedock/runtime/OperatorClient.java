package org.framedock.runtime;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The operator's verbs, which a running process answers by its socket. Meant to answer in a fraction of a second, so it
 * and all that it uses is made of classes of the JDK alone: no command line library, no logger, no OSGi. Main thread.
 */
public final class OperatorClient {

    /** What the verbs are called; {@code framedock}, the script, has the same list. */
    static final Set<String> VERBS = Set.of("status", "streams", "leases", "sources", "devices", "plugins", "top",
        "swap", "start", "stop", "set", "diag", "health");

    /** Done, or ready. */
    static final int OK = 0;
    /** Wrong words, or it is not clear which process is meant. */
    static final int USAGE = 2;
    /** No such process runs, or it does not answer. */
    static final int NOT_RUNNING = 3;

    private static final long REDRAW_MS = 500;
    private static final long RETRY_MS = 200;
    private static final long LONGEST_WAIT_S = TimeUnit.DAYS.toSeconds(1);

    private static final String HELP = """
        framedock %s: asks a running container or driver.
          status                        how it fares, and each stream, in one look
          streams [NAME]                each stream, or all that is known of one
          leases                        who holds leases: process, lag, drops
          sources                       kinds of source, and which bundle offers them
          devices                       devices that the sources find, and who uses them
          plugins                       files of deploy/ and config/streams/, and what became of them
          top [--count N]               status, leases and events, twice a second until Ctrl-C
          swap STREAM KIND [KEY=VALUE]  another source for a live stream, until its file is edited
          start STREAM, stop STREAM     lets a stream's source run, or stops it
          set STREAM KEY VALUE [--save] changes a setting of a live stream, and with --save its file, too
          diag                          only what is not fine, each with its remedy
          health [--wait SECONDS]       READY, LIVE or DEGRADED; waits until it is ready
        Options of all: --json for programs, --home DIR or --pid N where several run ($FRAMEDOCK_HOME is a --home).
        Processes are found in $FRAMEDOCK_RUN_DIR, else in $XDG_RUNTIME_DIR/framedock and /tmp/framedock-UID.
        Exit codes: 0 done, fine or ready; 1 not done, or something is not fine; 2 wrong words, or several run and none
        was named; 3 nothing runs or it does not answer; 4 (health) up and not ready yet.
        """;

    private final PrintStream out;
    private final PrintStream err;
    private final List<String> words = new ArrayList<>();
    private Path home;
    private long pid = -1;
    private long waitSeconds = -1;
    private long count = Long.MAX_VALUE;
    private boolean help;

    private OperatorClient(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs a verb and ends the process with its exit code.
     *
     * @param args the verb and its arguments.
     */
    public static void main(final String[] args) {
        final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        final int code = run(args, out, System.err);
        out.flush();
        System.exit(code);
    }

    /**
     * Runs a verb.
     *
     * @param args the verb and its arguments.
     * @param out  for its output.
     * @param err  for what is wrong.
     * @return its exit code.
     */
    static int run(final String[] args, final PrintStream out, final PrintStream err) {
        final OperatorClient client = new OperatorClient(out, err);
        try {
            client.read(Arrays.asList(args));
        } catch (final IllegalArgumentException e) {
            err.println("framedock: " + e.getMessage());
            return USAGE;
        }
        if (client.help) {
            out.print(String.format(HELP, args[0]));
            return OK;
        }
        return switch (args[0]) {
            case "top" -> client.top();
            case "health" -> client.health();
            default -> client.once();
        };
    }

    private void read(final List<String> args) {
        words.add(args.get(0));
        int i = 1;
        while (i < args.size()) {
            final String arg = args.get(i);
            final int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
            final String name = equals < 0 ? arg : arg.substring(0, equals);
            i++;
            if (arg.equals("-h") || arg.equals("--help")) {
                help = true;
            } else if (name.equals("--home") || name.equals("--pid") || name.equals("--wait") && isVerb("health")
                || name.equals("--count") && isVerb("top")) {
                if (equals < 0 && i == args.size()) {
                    throw new IllegalArgumentException(name + " needs a value");
                }
                option(name, equals < 0 ? args.get(i++) : arg.substring(equals + 1));
            } else if (arg.startsWith("--") && !arg.equals("--json") && !arg.equals("--save")) {
                throw new IllegalArgumentException("option " + name + " is not known: see 'framedock " + args.get(0)
                    + " --help'");
            } else {
                words.add(arg);
            }
        }
    }

    private boolean isVerb(final String verb) {
        return words.get(0).equals(verb);
    }

    private void option(final String name, final String value) {
        switch (name) {
            case "--home" -> home = Path.of(value).toAbsolutePath().normalize();
            case "--pid" -> pid = number(name, value, Integer.MAX_VALUE);
            case "--wait" -> waitSeconds = number(name, value, LONGEST_WAIT_S);
            default -> count = number(name, value, Integer.MAX_VALUE);
        }
    }

    private static long number(final String name, final String value, final long most) {
        final boolean digits = value.matches("\\d{1,10}");
        if (!digits || Long.parseLong(value) > most) {
            throw new IllegalArgumentException(
                name + " " + value + " is not accepted: it has to be a number from 0 to " + most);
        }
        return Long.parseLong(value);
    }

    private int once() {
        try {
            return print(ask());
        } catch (final OperatorRefusal e) {
            return refused(e);
        }
    }

    private OperatorCall.Answer ask() throws OperatorRefusal {
        final RunningProcess process = RunningProcess.choose(home, pid);
        try {
            return OperatorCall.ask(process.socket(), words);
        } catch (final IOException e) {
            throw new OperatorRefusal(NOT_RUNNING, "process " + process.pid() + " does not answer at "
                + process.socket() + ": " + e.getMessage());
        }
    }

    private int print(final OperatorCall.Answer answer) {
        out.print(answer.out());
        out.flush();
        if (!answer.err().isEmpty()) {
            err.print("framedock: " + answer.err());
        }
        return answer.code();
    }

    private int refused(final OperatorRefusal refusal) {
        err.println("framedock: " + refusal.getMessage());
        return refusal.code();
    }

    private int health() {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(Math.max(0, waitSeconds));
        while (true) {
            OperatorCall.Answer answer = null;
            OperatorRefusal refusal = null;
            try {
                answer = ask();
            } catch (final OperatorRefusal e) {
                refusal = e;
            }
            final boolean isFinal = answer != null && (answer.code() == OK || answer.code() == USAGE)
                || refusal != null && refusal.code() == USAGE;
            if (isFinal || System.nanoTime() - deadlineNs >= 0) {
                return answer == null ? refused(refusal) : print(answer);
            }
            pause(RETRY_MS);
        }
    }

    private int top() {
        final boolean redraws = System.console() != null && !words.contains("--json");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(OK)));
        for (long i = 0; i < count; i++) {
            if (i > 0) {
                pause(REDRAW_MS);
            }
            try {
                final OperatorCall.Answer answer = ask();
                if (answer.code() != OK || !redraws) {
                    final int code = print(answer);
                    if (code != OK) {
                        return code;
                    }
                } else {
                    // Home, each line cleared to its end, and what is below.
                    out.print("\033[H" + (i == 0 ? "\033[J" : "") + answer.out().replace("\n", "\033[K\n") + "\033[J");
                    out.flush();
                }
            } catch (final OperatorRefusal e) {
                return refused(e);
            }
        }
        return OK;
    }

    private static void pause(final long ms) {
        try {
            Thread.sleep(ms);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
