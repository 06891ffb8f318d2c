package org.framedock.dock.internal;

import static org.framedock.dock.StreamState.STARTING;
import static org.framedock.dock.StreamState.STREAMING;

import org.framedock.dock.StreamDetail;
import org.framedock.dock.StreamState;

/** What a stream says of itself while it is brought up, runs, and is brought back. Stream's thread only. */
final class StreamReport {

    private final StatusLine status;
    /** Why the stream has to be brought back, until it is; null in ordinary times. */
    private Ending recovery;

    StreamReport(final StatusLine status) {
        this.status = status;
    }

    void show(final StreamState state, final StreamDetail detail, final String text) {
        status.show(state, detail, text);
    }

    /** Stays in sight until it is cleared by null. */
    void quarantined(final String noteOrNull) {
        status.quarantined(noteOrNull);
    }

    /** From now on the stream is brought back for that reason; null once it is, or is not any more. */
    void recovering(final Ending whyOrNull) {
        recovery = whyOrNull;
    }

    /** A step towards a source that delivers, unless the stream is being brought back: then why it is. */
    void progress(final StreamDetail detail, final String text) {
        if (recovery == null) {
            status.show(STARTING, detail, text);
        } else {
            status.show(recovery.state(), recovery.detail(), recovery.text());
        }
    }

    /** With an objection to a newer plan, if there is one. */
    void streaming(final String description, final Objection objection) {
        if (objection == null) {
            status.show(STREAMING, StreamDetail.NONE, description);
        } else {
            status.show(STREAMING, objection.detail(),
                StatusLine.join(description, objection.text() + " (the earlier settings stay in force)"));
        }
    }
}
