package org.framedock.dock.internal;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.framedock.dock.StreamDetail;
import org.framedock.dock.StreamState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator reads of a stream, and one log line for each change. Set on the stream's thread, read by any. */
final class StatusLine {

    private static final Logger LOG = LoggerFactory.getLogger("org.framedock.dock");

    /** One moment. */
    record Shown(StreamState state, StreamDetail detail, String text) {
    }

    private final String name;
    /** What stays in sight until it is cleared; empty in ordinary times. */
    private final Map<StreamDetail, String> notes = new EnumMap<>(StreamDetail.class);
    private volatile Shown shown = new Shown(StreamState.UNCONFIGURED, StreamDetail.NONE, "");

    StatusLine(final String name) {
        this.name = name;
    }

    Shown shown() {
        return shown;
    }

    /** Stays in sight until it is cleared by null. */
    void note(final StreamDetail detail, final String noteOrNull) {
        if (noteOrNull == null) {
            notes.remove(detail);
        } else {
            notes.put(detail, noteOrNull);
        }
    }

    /** A new text alone makes a log line only if an operator has to act on it. */
    void show(final StreamState state, final StreamDetail detail, final String text) {
        if (notes.isEmpty()) {
            put(state, detail, text);
        } else {
            put(state, detail == StreamDetail.NONE ? notes.keySet().iterator().next() : detail,
                join(text, String.join("; ", notes.values())));
        }
    }

    private void put(final StreamState state, final StreamDetail detail, final String text) {
        final Shown before = shown;
        final boolean sameText = Objects.equals(before.text, text);
        if (before.state == state && before.detail == detail && sameText) {
            return;
        }
        shown = new Shown(state, detail, text);
        if (before.state != state || before.detail != detail || asksForOperator(state, detail)) {
            log(state, detail, text);
        }
    }

    /** Two texts that stand beside each other. */
    static String join(final String text, final String moreOrNull) {
        if (moreOrNull == null) {
            return text;
        }
        return text.isEmpty() ? moreOrNull : text + "; " + moreOrNull;
    }

    private static boolean asksForOperator(final StreamState state, final StreamDetail detail) {
        return state == StreamState.FAULTED || switch (detail) {
            case WRONG_SETTINGS, WRONG_CONFIGURATION, SOURCE_FAILED, QUARANTINED, THREADS_LEFT -> true;
            default -> false;
        };
    }

    private void log(final StreamState state, final StreamDetail detail, final String text) {
        final String because = detail == StreamDetail.NONE ? "" : " (" + detail + ")";
        final String why = text.isEmpty() ? because : because + ": " + text;
        if (asksForOperator(state, detail) || state == StreamState.RECONNECTING) {
            LOG.warn("stream {} {}{}", name, state, why);
        } else {
            LOG.info("stream {} {}{}", name, state, why);
        }
    }
}
