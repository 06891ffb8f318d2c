package org.framedock.operator.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.framedock.dock.Dock;
import org.framedock.dock.StreamDetail;
import org.framedock.dock.StreamFeed;
import org.framedock.dock.StreamState;
import org.framedock.dock.StreamStatus;
import org.framedock.operator.StreamControl;

/** Asks the dock and watches what comes of it. Any thread. */
public final class StreamRequests implements StreamControl {

    private static final String NO_DOCK =
        "nothing in this process feeds streams: it is a bare driver, or bundle org.framedock.dock is not active";

    private final Supplier<Dock> docks;
    private final Path home;

    /**
     * Asks nothing yet.
     *
     * @param docks gives the dock, null while there is none.
     * @param home  of the container, null if there is none.
     */
    public StreamRequests(final Supplier<Dock> docks, final Path home) {
        this.docks = docks;
        this.home = home;
    }

    @Override
    public Request start(final String stream) {
        final Dock dock = docks.get();
        if (dock == null) {
            return answered(false, NO_DOCK);
        }
        if (!dock.start(stream)) {
            return unknown(dock, stream);
        }
        return new Awaited(dock, stream, (status, feed) -> {
            if (status.state() == StreamState.STREAMING && feed.isInForce()) {
                return new Outcome(true, "stream " + stream + " streams: " + described(status, feed));
            }
            if (status.detail() == StreamDetail.SOURCE_MISSING) {
                return new Outcome(false, "stream " + stream + " does not start: " + status.text());
            }
            return failure(status, feed, stream, "does not start");
        });
    }

    @Override
    public Request stop(final String stream) {
        final Dock dock = docks.get();
        if (dock == null) {
            return answered(false, NO_DOCK);
        }
        if (!dock.stop(stream)) {
            return unknown(dock, stream);
        }
        return new Awaited(dock, stream, (status, feed) -> status.detail() == StreamDetail.STOPPED_BY_OPERATOR
            && status.state() == StreamState.IDLE ? new Outcome(true,
                "stream " + stream + " is stopped; its lease is kept; 'start " + stream + "' lets it run") : null);
    }

    @Override
    public Request swap(final String stream, final String kind, final Map<String, String> settings) {
        final Dock dock = docks.get();
        if (dock == null) {
            return answered(false, NO_DOCK);
        }
        final StreamFeed before = feedOf(dock, stream);
        if (before == null) {
            return unknown(dock, stream);
        }
        final List<String> kinds = dock.offers().stream().map(offer -> offer.kind()).distinct().toList();
        if (!kinds.contains(kind)) {
            return answered(false, "no source of kind " + kind + " is there: " + (kinds.isEmpty()
                ? "none is; copy its jar into deploy/" : "it has to be one of " + String.join(", ", kinds)));
        }
        if (!dock.swap(stream, kind, settings)) {
            return unknown(dock, stream);
        }
        return new Awaited(dock, stream, (status, feed) -> {
            if (feed.isInForce()) {
                return new Outcome(true, "stream " + stream + " is fed by " + kind + " now"
                    + (status.text().isEmpty() ? "" : ": " + status.text()));
            }
            final Outcome failure = failure(status, feed, stream, "keeps its source");
            if (failure != null) {
                goBack(dock, stream, before);
            }
            return failure;
        });
    }

    @Override
    public Request set(final String stream, final String key, final String value, final boolean save) {
        final Dock dock = docks.get();
        if (dock == null) {
            return answered(false, NO_DOCK);
        }
        final StreamFeed before = feedOf(dock, stream);
        if (before == null) {
            return unknown(dock, stream);
        }
        if (!StreamFileEdit.isKey(key)) {
            return answered(false, "setting " + key + " is not accepted: a key has letters, digits, '_', '.' and '-'");
        }
        if (List.of("stream", "source", "enabled").contains(key)) {
            return answered(false, "setting " + key + " is the container's: edit config/streams/" + stream
                + ".cfg, or use 'swap', 'start' and 'stop'");
        }
        if (save && home == null) {
            return answered(false, "nothing can be saved: the home folder is not known");
        }
        final Map<String, String> settings = new TreeMap<>(before.wantedSettings());
        // Left out, it would be what the stream's file says.
        if (value.isEmpty() && !key.equals("slots_lent")) {
            settings.remove(key);
        } else {
            settings.put(key, value);
        }
        if (settings.equals(new TreeMap<>(before.wantedSettings())) && before.isInForce()) {
            return answered(true, "stream " + stream + ": " + key + " is " + shown(value) + " already"
                + saved(save, stream, key, value));
        }
        if (!dock.swap(stream, before.wantedKind(), settings)) {
            return unknown(dock, stream);
        }
        return new Awaited(dock, stream, (status, feed) -> {
            if (feed.isInForce()) {
                return new Outcome(true, "stream " + stream + ": " + key + " is " + shown(value) + " now"
                    + saved(save, stream, key, value));
            }
            final Outcome failure = failure(status, feed, stream, "keeps its settings");
            if (failure != null) {
                goBack(dock, stream, before);
            }
            return failure;
        });
    }

    private static String shown(final String value) {
        return value.isEmpty() ? "left to the source" : value;
    }

    private String saved(final boolean save, final String stream, final String key, final String value) {
        return save ? "; " + StreamFileEdit.write(home, stream, key, value) : "";
    }

    /** A source that does not stand in the way of a former one leaves it in force. */
    private static void goBack(final Dock dock, final String stream, final StreamFeed before) {
        dock.swap(stream, before.wantedKind(), before.isSwapped() ? before.wantedSettings() : Map.of());
    }

    private static Outcome failure(
        final StreamStatus status, final StreamFeed feed, final String stream, final String verb) {
        if (!feed.objection().isEmpty()) {
            return new Outcome(false, "stream " + stream + " " + verb + ": " + feed.objection());
        }
        return status.state() == StreamState.FAULTED
            ? new Outcome(false, "stream " + stream + " " + verb + ": " + status.text()) : null;
    }

    private static String described(final StreamStatus status, final StreamFeed feed) {
        return feed.kind() + (status.text().isEmpty() ? "" : ", " + status.text());
    }

    private static StreamFeed feedOf(final Dock dock, final String stream) {
        return dock.feeds().stream().filter(feed -> feed.name().equals(stream)).findFirst().orElse(null);
    }

    private static Request unknown(final Dock dock, final String stream) {
        final List<String> names = dock.streams().stream().map(StreamStatus::name).toList();
        return answered(false, "there is no stream " + stream + ": " + (names.isEmpty()
            ? "none is configured" : "it has to be one of " + String.join(", ", names)));
    }

    private static Request answered(final boolean done, final String text) {
        final Outcome outcome = new Outcome(done, text);
        return () -> outcome;
    }

    /** Looks each time it is asked. */
    private static final class Awaited implements Request {

        private final Dock dock;
        private final String stream;
        private final BiFunction<StreamStatus, StreamFeed, Outcome> judge;
        private final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MS);
        private Outcome outcome;

        Awaited(final Dock dock, final String stream, final BiFunction<StreamStatus, StreamFeed, Outcome> judge) {
            this.dock = dock;
            this.stream = stream;
            this.judge = judge;
        }

        @Override
        public synchronized Outcome outcome() {
            if (outcome == null) {
                outcome = look();
            }
            return outcome;
        }

        private Outcome look() {
            final StreamFeed feed = feedOf(dock, stream);
            final StreamStatus status =
                dock.streams().stream().filter(each -> each.name().equals(stream)).findFirst().orElse(null);
            if (feed == null || status == null) {
                return new Outcome(false, "stream " + stream + " is not configured any more");
            }
            final Outcome judged = feed.isSettled() ? judge.apply(status, feed) : null;
            if (judged != null || System.nanoTime() - deadlineNs < 0) {
                return judged;
            }
            return new Outcome(false, "stream " + stream + ": not within "
                + TimeUnit.MILLISECONDS.toSeconds(LONGEST_MS) + " s, and it goes on trying: " + status.state()
                + (status.text().isEmpty() ? "" : ": " + status.text()));
        }
    }
}
