package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.exceptions.AeronException;
import org.agrona.CloseHelper;

/**
 * One publication that a producer opened for one consumer (W-25). It is opened without waiting for the media driver,
 * since the producer's thread has frames to publish.
 */
final class PrivateStream {

    /** Nothing was asked for. */
    static final PrivateStream NONE = new PrivateStream("", 0);

    private final String channel;
    private final int streamId;
    private Aeron aeron;
    private long registrationId = Aeron.NULL_VALUE;
    private ExclusivePublication publication;
    private String trouble;

    PrivateStream(final String channel, final int streamId) {
        this.channel = channel;
        this.streamId = streamId;
    }

    boolean isSame(final String otherChannel, final int otherStreamId) {
        return streamId == otherStreamId && channel.equals(otherChannel);
    }

    String channel() {
        return channel;
    }

    int streamId() {
        return streamId;
    }

    /** Why it cannot be opened, null if it can. */
    String trouble() {
        return trouble;
    }

    void open(final Aeron newAeron) {
        if (streamId == 0) {
            return;
        }
        aeron = newAeron;
        try {
            registrationId = newAeron.asyncAddExclusivePublication(channel, streamId);
        } catch (final AeronException | IllegalArgumentException | IllegalStateException e) {
            trouble = e.getMessage();
        }
    }

    /** The publication, null while it is being opened, or cannot be. */
    ExclusivePublication publication() {
        if (publication == null && registrationId != Aeron.NULL_VALUE) {
            try {
                publication = aeron.getExclusivePublication(registrationId);
            } catch (final AeronException | IllegalStateException e) {
                trouble = e.getMessage();
                registrationId = Aeron.NULL_VALUE;
            }
        }
        return publication;
    }

    boolean isPending() {
        return streamId != 0 && trouble == null && publication() == null;
    }

    void close() {
        if (publication != null) {
            CloseHelper.quietClose(publication);
            publication = null;
        } else if (registrationId != Aeron.NULL_VALUE && !aeron.isClosed()) {
            aeron.asyncRemovePublication(registrationId);
        }
        registrationId = Aeron.NULL_VALUE;
    }
}
