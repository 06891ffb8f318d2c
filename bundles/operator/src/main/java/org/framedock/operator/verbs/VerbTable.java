package org.framedock.operator.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.framedock.operator.Health;
import org.framedock.operator.Json;
import org.framedock.operator.Operator;
import org.framedock.operator.OperatorVerbs;
import org.framedock.operator.Snapshot;
import org.framedock.operator.StreamControl;
import org.framedock.operator.StreamView;

/** Reads a verb's words and runs it. Any thread. */
public final class VerbTable implements OperatorVerbs {

    private static final String VERBS = "status, streams, leases, sources, devices, plugins, top, swap, start, stop,"
        + " set, diag, health";
    private static final String JSON = "--json";
    private static final long REFRESH_MS = 1_000;
    private static final long DEVICES_NS = TimeUnit.SECONDS.toNanos(8);

    private final Operator operator;
    private final StreamControl control;

    /**
     * Over the model.
     *
     * @param operator is looked at.
     * @param control  is asked for changes.
     */
    public VerbTable(final Operator operator, final StreamControl control) {
        this.operator = operator;
        this.control = control;
    }

    @Override
    public Pending run(final List<String> words) {
        final List<String> left = new ArrayList<>(words);
        final boolean json = left.remove(JSON);
        if (left.isEmpty()) {
            return usage("a verb is missing: it has to be one of " + VERBS);
        }
        final String verb = left.remove(0);
        return switch (verb) {
            case "status" -> shown(verb, left, json, snapshot -> snapshot, Renderer::status);
            case "top" -> shown(verb, left, json, snapshot -> snapshot, Renderer::top);
            case "streams" -> left.size() == 1 && !left.get(0).startsWith("-")
                ? stream(left.get(0), json) : shown(verb, left, json, Snapshot::streams, Renderer::streams);
            case "leases" -> shown(verb, left, json, Snapshot::leases, Renderer::leases);
            case "sources" -> shown(verb, left, json, Snapshot::sources, Renderer::sources);
            case "plugins" -> shown(verb, left, json, Snapshot::plugins, Renderer::plugins);
            case "devices" -> left.isEmpty() ? devices(json)
                : shown(verb, left, json, Snapshot::devices, Renderer::devices);
            case "diag" -> coded(verb, left, json, Renderer::diag);
            case "health" -> coded(verb, left, json, Renderer::health);
            case "start" -> left.size() == 1 ? asked(json, control.start(left.get(0)))
                : usage("start takes one stream: start STREAM");
            case "stop" -> left.size() == 1 ? asked(json, control.stop(left.get(0)))
                : usage("stop takes one stream: stop STREAM");
            case "swap" -> swap(left, json);
            case "set" -> set(left, json);
            default -> usage("there is no verb " + verb + ": it has to be one of " + VERBS);
        };
    }

    private Pending shown(final String verb, final List<String> left, final boolean json,
        final Function<Snapshot, Object> model, final Function<Snapshot, String> text) {
        if (!left.isEmpty()) {
            return usage(verb + " does not take " + left.get(0) + ": " + JSON + " would be accepted"
                + (verb.equals("streams") ? ", or the name of one stream" : ""));
        }
        final Snapshot snapshot = operator.snapshot();
        return done(OK, json ? Json.of(model.apply(snapshot)) + "\n" : text.apply(snapshot), "");
    }

    private Pending stream(final String name, final boolean json) {
        final Snapshot snapshot = operator.snapshot();
        final StreamView stream = snapshot.stream(name);
        if (stream == null) {
            final List<String> names = snapshot.streams().stream().map(StreamView::name).toList();
            return done(NOT_FINE, "", "there is no stream " + name + ": " + (names.isEmpty() ? "none is configured"
                : "it has to be one of " + String.join(", ", names)) + "\n");
        }
        return done(OK, json ? Json.of(stream) + "\n" : Renderer.stream(stream), "");
    }

    private Pending coded(final String verb, final List<String> left, final boolean json,
        final Function<Health, String> text) {
        if (!left.isEmpty()) {
            return usage(verb + " does not take " + left.get(0) + ": " + JSON + " would be accepted");
        }
        final Health health = operator.snapshot().health();
        final int code;
        if (verb.equals("diag")) {
            code = health.reasons().isEmpty() ? OK : NOT_FINE;
        } else {
            code = switch (health.level()) {
                case READY -> OK;
                case LIVE -> STARTING;
                case DEGRADED -> NOT_FINE;
            };
        }
        return done(code, json ? Json.of(health) + "\n" : text.apply(health), "");
    }

    private Pending devices(final boolean json) {
        final long askedMs = operator.snapshot().devicesAskedMs();
        final long deadlineNs = System.nanoTime() + DEVICES_NS;
        if (operator.snapshot().sources().isEmpty()) {
            return done(OK, json ? "[]\n" : Renderer.devices(operator.snapshot()), "");
        }
        operator.findDevices();
        return () -> {
            final Snapshot snapshot = operator.snapshot();
            final boolean late = System.nanoTime() - deadlineNs >= 0;
            if (snapshot.devicesAskedMs() == askedMs && !late) {
                return null;
            }
            return new Answer(OK, json ? Json.of(snapshot.devices()) + "\n" : Renderer.devices(snapshot),
                late && snapshot.devicesAskedMs() == askedMs
                    ? "a plugin has not said within 8 s which devices it finds; this is what was known before\n" : "");
        };
    }

    private Pending swap(final List<String> left, final boolean json) {
        if (left.size() < 2) {
            return usage("swap takes a stream and a kind of source: swap STREAM KIND [KEY=VALUE ...]");
        }
        final Map<String, String> settings = new LinkedHashMap<>();
        for (final String setting : left.subList(2, left.size())) {
            final int equals = setting.indexOf('=');
            if (equals < 1) {
                return usage("setting " + setting + " is not accepted: it has to be KEY=VALUE, as in rate_hz=100");
            }
            settings.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
        }
        return asked(json, control.swap(left.get(0), left.get(1), settings));
    }

    private Pending set(final List<String> left, final boolean json) {
        final boolean save = left.remove("--save");
        if (left.size() != 3) {
            return usage("set takes a stream, a key and a value: set STREAM KEY VALUE [--save]");
        }
        return asked(json, control.set(left.get(0), left.get(1), left.get(2).strip(), save));
    }

    /** Who looks after the answer has come sees what it says: the snapshot has to be a younger one. */
    private Pending asked(final boolean json, final StreamControl.Request request) {
        final long[] knownMs = {0};
        return () -> {
            final StreamControl.Outcome outcome = request.outcome();
            if (outcome == null) {
                return null;
            }
            final long nowMs = System.currentTimeMillis();
            knownMs[0] = knownMs[0] == 0 ? nowMs : knownMs[0];
            if (operator.snapshot().takenMs() <= knownMs[0] && nowMs - knownMs[0] < REFRESH_MS) {
                return null;
            }
            final int code = outcome.isDone() ? OK : NOT_FINE;
            final String text = json ? Json.of(outcome) : Table.clean(outcome.text());
            return json || outcome.isDone()
                ? new Answer(code, text + "\n", "") : new Answer(code, "", text + "\n");
        };
    }

    private static Pending usage(final String text) {
        return done(USAGE, "", Table.clean(text) + "\n");
    }

    private static Pending done(final int code, final String out, final String err) {
        final Answer answer = new Answer(code, out, err);
        return () -> answer;
    }
}
