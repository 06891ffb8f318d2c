package org.framedock.tools;

import io.aeron.logbuffer.Header;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.framedock.settings.ConsumerSettings;
import org.framedock.transport.AeronConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code watch WHAT}: every message of a stream of the protocol as one line. */
@Command(name = "watch", description = "Print the messages of the protocol as they come, one line each."
    + " Listens only: takes no lease, holds up nobody.")
public final class WatchMain extends Tool {

    private static final int WAIT_MS = 100;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final String TIME = "time";
    private static final String SESSION = "session";
    private static final Set<String> ANNOUNCES = Set.of("ShmPoolAnnounce", MessageReader.MALFORMED);
    private static final Set<String> QOS = Set.of("QosProducer", "QosConsumer", MessageReader.MALFORMED);
    private static final Set<String> METADATA =
        Set.of("DataSourceAnnounce", "DataSourceMeta", MessageReader.MALFORMED);

    /** Which messages. */
    enum What { announces, qos, control, metadata, descriptors }

    @Parameters(paramLabel = "WHAT",
        description = "announces, qos, control, metadata or descriptors. With control: all that is on its stream.")
    private What what;

    @Option(names = "--stream", paramLabel = "NAME|ID", description = "Only messages that name this stream, and"
        + " malformed ones. Default: all.")
    private String stream;

    @Option(names = "--count", paramLabel = "N", description = "End after N printed messages. Default: never.")
    private long count;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "20",
        description = "Messages printed in a second at most; how many were not is said. Default for descriptors: 20;"
            + " others are all printed.")
    private int rate;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    private final MessageReader reader = new MessageReader();
    private ListeningThread<Map<String, Object>> listening;
    private long onlyStreamId;
    private long secondNs;
    private int shownInSecond;
    private long notShown;

    WatchMain() {
    }

    /**
     * Runs the program on the calling thread until its count is reached or a signal comes.
     *
     * @param args the arguments.
     * @return exit code: 0, or 2 if an argument or a settings file is wrong.
     */
    public static int run(final String[] args) {
        return new WatchMain().runUntilDone(args);
    }

    /**
     * What the command line accepts.
     *
     * @return its specification, for help and completion.
     */
    public static CommandSpec commandSpec() {
        return specOf(new WatchMain());
    }

    @Override
    public Integer call() throws Exception {
        if (count < 0 || rate < 1) {
            throw ToolException.usage("--count has to be at least 0 and --rate at least 1");
        }
        final Place found = Place.of(place, environment());
        onlyStreamId = stream == null ? 0 : found.streamId(stream);
        final AeronConnection connection = new AeronConnection(found.aeronDirectory());
        final Ear ear = ear(found, connection);
        listening = new ListeningThread<>(nowNs -> {
            final int work = ear.poll(nowNs);
            sayNotShown(nowNs);
            final long tooLong = ear.takeTooLong();
            if (tooLong > 0) {
                listening.offer(stamped(Map.of(MessageReader.MESSAGE, MessageReader.MALFORMED, MessageReader.REASON,
                    tooLong + " messages are longer than any of the protocol"), null));
            }
            return work;
        });
        try {
            secondNs = System.nanoTime();
            listening.start();
            print();
            return OK;
        } finally {
            listening.close();
            CloseHelper.quietCloseAll(ear, connection);
        }
    }

    private Ear ear(final Place found, final AeronConnection connection) {
        final ConsumerSettings client = found.client().consumer();
        final String channel = switch (what) {
            case announces -> client.announceChannel();
            case control -> client.controlChannel();
            case qos -> client.qosChannel();
            default -> client.aeronUri();
        };
        final int streamId = switch (what) {
            case announces -> client.announceStreamId();
            case control -> client.controlStreamId();
            case qos -> client.qosStreamId();
            case metadata -> client.metadataStreamId();
            default -> client.descriptorStreamId();
        };
        err().println("listening to " + what + " on stream " + streamId + " of " + channel + " in "
            + found.aeronDirectory());
        return new Ear(connection, channel, streamId, this::onMessage,
            trouble -> err().println(trouble == null ? "listening" : trouble));
    }

    private void onMessage(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        if (what == What.descriptors && shownInSecond >= rate
            && MessageReader.isDescriptor(buffer, offset, length)) {
            notShown++;
            return;
        }
        final Map<String, Object> fields = reader.read(buffer, offset, length);
        if (!isWanted(fields)) {
            return;
        }
        if (what == What.descriptors && ++shownInSecond > rate) {
            notShown++;
            return;
        }
        listening.offer(stamped(fields, header));
    }

    private boolean isWanted(final Map<String, Object> fields) {
        final Object name = fields.get(MessageReader.MESSAGE);
        final boolean isKind = switch (what) {
            case announces -> ANNOUNCES.contains(name);
            case qos -> QOS.contains(name);
            case metadata -> METADATA.contains(name);
            case descriptors -> name.equals("FrameDescriptor") || name.equals(MessageReader.MALFORMED);
            default -> true;
        };
        final boolean isOfStream = onlyStreamId == 0 || name.equals(MessageReader.MALFORMED)
            || Long.valueOf(onlyStreamId).equals(fields.get(MessageReader.STREAM));
        return isKind && isOfStream;
    }

    private void sayNotShown(final long nowNs) {
        if (nowNs - secondNs < SECOND_NS) {
            return;
        }
        secondNs = nowNs;
        shownInSecond = 0;
        final long more = notShown + listening.takeLeftOut();
        notShown = 0;
        if (more > 0) {
            listening.offer(stamped(Map.of(MessageReader.MESSAGE, "not-shown", "count", more), null));
        }
    }

    private static Map<String, Object> stamped(final Map<String, Object> fields, final Header header) {
        final Map<String, Object> stamped = new LinkedHashMap<>();
        stamped.put(TIME, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        if (header != null) {
            stamped.put(SESSION, header.sessionId());
        }
        stamped.putAll(fields);
        return stamped;
    }

    private void print() throws ToolException {
        long printed = 0;
        while (!isEnd() && (count == 0 || printed < count)) {
            final Map<String, Object> next = listening.poll(WAIT_MS);
            if (next != null) {
                out().println(json ? Json.of(next) : line(next));
                out().flush();
                printed += next.containsKey(SESSION) ? 1 : 0;
            }
        }
    }

    private static String line(final Map<String, Object> message) {
        final Map<String, Object> rest = new LinkedHashMap<>(message);
        final List<String> parts = new ArrayList<>();
        parts.add(LocalTime.ofInstant((Instant)rest.remove(TIME), ZoneId.systemDefault())
            .truncatedTo(ChronoUnit.MILLIS).toString());
        parts.add(rest.remove(MessageReader.MESSAGE).toString());
        final Object session = rest.remove(SESSION);
        rest.values().removeIf(java.util.Objects::isNull);
        parts.add(Shown.fields(rest));
        if (session != null) {
            parts.add("from session " + session);
        }
        return String.join(" ", parts);
    }
}
