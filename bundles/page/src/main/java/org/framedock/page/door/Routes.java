package org.framedock.page.door;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.framedock.operator.Health;
import org.framedock.operator.Operator;
import org.framedock.operator.Snapshot;
import org.framedock.operator.StreamControl;
import org.framedock.operator.StreamView;
import org.framedock.page.metrics.Metrics;
import org.framedock.page.picture.Viewers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is answered at which address. Any thread. */
public final class Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final String STREAMS = "/api/streams/";
    private static final String ADDRESSES = "/, /api/snapshot, /api/streams/NAME/picture, /api/streams/NAME/pixel,"
        + " POST /api/streams/NAME/{swap,start,stop,set}, /health/live, /health/ready, /metrics";

    private final Operator operator;
    private final Gate gate;
    private final Pictures pictures;
    private final Viewers viewers;
    private final Changes changes;
    private final Statics statics = new Statics();

    /**
     * Routes.
     *
     * @param operator knows everything.
     * @param control  changes streams.
     * @param viewers  give pictures.
     * @param gate     decides who is let in.
     */
    public Routes(final Operator operator, final StreamControl control, final Viewers viewers, final Gate gate) {
        this.operator = operator;
        this.gate = gate;
        this.viewers = viewers;
        this.pictures = new Pictures(viewers, operator);
        this.changes = new Changes(control);
    }

    /**
     * Answers a request. Waits for frames and changes where these are asked for.
     *
     * @param call the request.
     * @return never null; no failure of this side is told beyond that there was one.
     */
    public Answer answer(final Call call) {
        try {
            final Answer refusal = gate.check(call);
            return refusal != null ? refusal : routed(call);
        } catch (final Parameters.WrongException wrong) {
            return Answer.error(Answer.BAD_REQUEST, wrong.getMessage());
        } catch (final RuntimeException failure) {
            LOG.error("page: {} {} failed", call.method(), call.path(), failure);
            return Answer.error(Answer.INTERNAL, "this went wrong in the container; its log says why");
        }
    }

    /**
     * Looks who asks, before anything of a body is read.
     *
     * @param call the request, still without its form.
     * @return null if it may come in.
     */
    public Answer refusal(final Call call) {
        return gate.check(call);
    }

    private Answer routed(final Call call) throws Parameters.WrongException {
        if (!call.isChange() && !call.method().equals("GET") && !call.method().equals("HEAD")) {
            return Answer.error(Answer.METHOD_NOT_ALLOWED, call.method() + " is not answered: GET, HEAD and POST are")
                .with("Allow", "GET, HEAD, POST");
        }
        if (call.path().startsWith(STREAMS)) {
            return stream(call);
        }
        final Answer found = call.isChange() ? null : read(call.path());
        return found == null ? notFound(call) : found;
    }

    private Answer read(final String path) {
        return switch (path) {
            case "/api/snapshot" -> Answer.json(Answer.OK, operator.snapshot());
            case "/metrics" -> new Answer(Answer.OK, Metrics.MEDIA_TYPE,
                Metrics.of(operator.snapshot(), viewers.latencies()).getBytes(StandardCharsets.UTF_8), Map.of());
            case "/health/live" -> Answer.json(Answer.OK, operator.snapshot().health());
            case "/health/ready" -> ready(operator.snapshot().health());
            default -> statics.find(path);
        };
    }

    private static Answer ready(final Health health) {
        return Answer.json(health.level() == Health.Level.READY ? Answer.OK : Answer.UNAVAILABLE, health);
    }

    private Answer stream(final Call call) throws Parameters.WrongException {
        final String[] words = call.path().substring(STREAMS.length()).split("/", -1);
        if (words.length != 2) {
            return notFound(call);
        }
        final Snapshot snapshot = operator.snapshot();
        final StreamView stream = snapshot.stream(words[0]);
        if (stream == null) {
            final List<String> names = snapshot.streams().stream().map(StreamView::name).collect(Collectors.toList());
            return Answer.error(Answer.NOT_FOUND, "there is no stream '" + words[0] + "'; there "
                + (names.isEmpty() ? "is none at all" : "are: " + String.join(", ", names)));
        }
        final Answer answer;
        if (call.isChange()) {
            answer = changes.make(stream.name(), words[1], new Parameters(call.form()));
        } else {
            answer = switch (words[1]) {
                case "picture" -> pictures.picture(stream, new Parameters(call.query()));
                case "pixel" -> pictures.pixel(stream, new Parameters(call.query()));
                case "swap", "start", "stop", "set" -> Answer.error(Answer.METHOD_NOT_ALLOWED, words[1]
                    + " changes the stream: it has to be a POST, with the token").with("Allow", "POST");
                default -> null;
            };
        }
        return answer == null ? notFound(call) : answer;
    }

    private static Answer notFound(final Call call) {
        return Answer.error(Answer.NOT_FOUND,
            "nothing is at " + call.method() + " " + call.path() + "; there are: " + ADDRESSES);
    }
}
