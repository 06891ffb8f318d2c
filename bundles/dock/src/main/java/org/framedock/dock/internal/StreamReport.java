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
    /** Why the next source has not taken the live one's place yet; null if there is nothing to say. */
    private Objection swap;

    StreamReport(final StatusLine status) {
        this.status = status;
    }

    void show(final StreamState state, final StreamDetail detail, final String text) {
        status.show(state, detail, text);
    }

    /** Stays in sight until it is cleared by null. */
    void note(final StreamDetail detail, final String noteOrNull) {
        status.note(detail, noteOrNull);
    }

    /** From now on the stream is brought back for that reason; null once it is, or is not any more. */
    void recovering(final Ending whyOrNull) {
        recovery = whyOrNull;
    }

    /** From now on that stands in the way of a swap; null once nothing does, or it is not wanted any more. */
    void swapping(final Objection whyNotOrNull) {
        swap = whyNotOrNull;
    }

    /** A step towards a source that delivers, unless the stream is being brought back: then why it is. */
    void progress(final StreamDetail detail, final String text) {
        if (recovery == null) {
            status.show(STARTING, detail, text);
        } else {
            status.show(recovery.state(), recovery.detail(), recovery.text());
        }
    }

    /** A source delivers and nothing else is wanted. */
    void streaming(final String description) {
        swap = null;
        status.show(STREAMING, StreamDetail.NONE, description);
    }

    /** A source delivers, and there is an objection to what is wanted now. */
    void streaming(final String description, final Objection objection) {
        status.show(STREAMING, objection.detail(),
            StatusLine.join(description, objection.text() + " (the earlier settings stay in force)"));
    }

    /** A source delivers while another one is being brought up to take its place. */
    void swapping(final String description, final String progress) {
        if (swap == null) {
            status.show(STREAMING, StreamDetail.NONE,
                progress.isEmpty() ? description : StatusLine.join(description, progress));
        } else {
            streaming(description, swap);
        }
    }
}
