package org.framedock.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.framedock.operator.OperatorVerbs;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The verbs of the shell: the operator's, which know everything; each takes {@code --json}, too. Each returns the text
 * that Gogo prints, and waits for the outcome of what it asks for. Any thread.
 */
@Component(
    service = Verbs.class,
    property = {
        "osgi.command.scope=framedock",
        "osgi.command.function=status",
        "osgi.command.function=streams",
        "osgi.command.function=leases",
        "osgi.command.function=sources",
        "osgi.command.function=devices",
        "osgi.command.function=plugins",
        "osgi.command.function=deployed",
        "osgi.command.function=top",
        "osgi.command.function=start",
        "osgi.command.function=stop",
        "osgi.command.function=swap",
        "osgi.command.function=set",
        "osgi.command.function=diag",
        "osgi.command.function=health"})
public final class Verbs {

    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(20);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile OperatorVerbs operator;

    /** How the container fares, and each stream, in one look. */
    public String status(final String... words) {
        return run("status", words);
    }

    /** How each stream fares, or all that is known of one. */
    public String streams(final String... words) {
        return run("streams", words);
    }

    /** Who holds leases. */
    public String leases(final String... words) {
        return run("leases", words);
    }

    /** Which kinds of source are offered. */
    public String sources(final String... words) {
        return run("sources", words);
    }

    /** Which devices there are. */
    public String devices(final String... words) {
        return run("devices", words);
    }

    /** What became of the files in deploy/ and config/streams/. */
    public String plugins(final String... words) {
        return run("plugins", words);
    }

    /** The same by its former name. */
    public String deployed(final String... words) {
        return run("plugins", words);
    }

    /** Status, leases and the last events, once. */
    public String top(final String... words) {
        return run("top", words);
    }

    /** Lets a stopped stream run, and tries a faulted one again. */
    public String start(final String... words) {
        return run("start", words);
    }

    /** Stops a stream's source and keeps its lease. */
    public String stop(final String... words) {
        return run("stop", words);
    }

    /** Lets a source of another kind take a stream over while it goes on. Nothing is written. */
    public String swap(final String... words) {
        return run("swap", words);
    }

    /** Changes a setting of a live stream. */
    public String set(final String... words) {
        return run("set", words);
    }

    /** Only what is not fine, each with its remedy. */
    public String diag(final String... words) {
        return run("diag", words);
    }

    /** Ready, live or degraded. */
    public String health(final String... words) {
        return run("health", words);
    }

    private String run(final String verb, final String... words) {
        final OperatorVerbs service = operator;
        if (service == null) {
            return "not available: bundle org.framedock.operator is not active";
        }
        final List<String> all = new ArrayList<>();
        all.add(verb);
        all.addAll(List.of(words));
        final OperatorVerbs.Pending pending = service.run(all);
        final long deadlineNs = System.nanoTime() + LONGEST_NS;
        OperatorVerbs.Answer answer = pending.answer();
        while (answer == null && System.nanoTime() - deadlineNs < 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL_NS);
            answer = pending.answer();
        }
        return answer == null ? "no answer yet; 'status' shows what comes of it"
            : (answer.out() + answer.err()).stripTrailing();
    }
}
