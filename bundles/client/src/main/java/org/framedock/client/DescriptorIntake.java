package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.FragmentHandler;
import org.agrona.CloseHelper;
import org.framedock.transport.Channels;

/**
 * Where a consumer's descriptors come from: the stream that all share, or one of its own while the producer keeps it
 * open (W-25). The shared stream is left only after a first descriptor has come by the own one and the rest of the
 * shared one has been read: a connected stream may still be refusing what the producer offers.
 * The consumer's thread.
 */
final class DescriptorIntake {

    /** Result of {@link #poll}: from here on descriptors come by another stream. */
    static final int SWITCHED = -1;

    /** So many descriptors of the shared stream in one turn, then others have theirs. */
    private static final int MAX_DRAINED = 1024;
    private static final FragmentHandler PASS_OVER = (buffer, offset, length, header) -> { };

    private final ClientContext context;
    private final FragmentHandler handler;
    private Aeron aeron;
    private Subscription shared;
    private Subscription own;
    private int ownStreamId;
    private boolean ownHasBegun;
    private boolean ownInUse;
    private String trouble;

    DescriptorIntake(final ClientContext context, final FragmentHandler handler) {
        this.context = context;
        this.handler = handler;
    }

    void onTransport() {
        close();
        aeron = null;
    }

    /** Why there is no descriptor stream, null if there is one. */
    String trouble() {
        return trouble;
    }

    /** Whether a descriptor stream is there to be read. */
    boolean open(final Aeron current) {
        aeron = current;
        return own != null && ownInUse || openShared();
    }

    private boolean openShared() {
        if (shared != null) {
            return true;
        }
        if (aeron == null) {
            return false;
        }
        try {
            shared = aeron.addSubscription(
                Channels.untethered(context.descriptorChannel()), context.descriptorStreamId());
            trouble = null;
            return true;
        } catch (final AeronException | IllegalArgumentException e) {
            trouble = "Aeron refuses descriptor stream " + context.descriptorStreamId() + " on "
                + context.descriptorChannel() + ": " + e.getMessage();
            return false;
        }
    }

    /**
     * A stream was opened for this consumer, or with id 0 declined. A driver and a producer that both answer name
     * different ones, of which only that of the producer carries descriptors: it is kept for as long as it is there.
     */
    void grant(final String channel, final int streamId) {
        final boolean isSettled = streamId != 0 && ownInUse && own.isConnected();
        if (streamId == ownStreamId || aeron == null || isSettled) {
            return;
        }
        leaveOwn();
        if (streamId != 0) {
            try {
                own = aeron.addSubscription(Channels.untethered(channel), streamId);
                ownStreamId = streamId;
            } catch (final AeronException | IllegalArgumentException e) {
                trouble = "Aeron refuses the granted descriptor stream " + streamId + " on " + channel + ": "
                    + e.getMessage();
            }
        }
    }

    private void leaveOwn() {
        CloseHelper.quietClose(own);
        own = null;
        ownStreamId = 0;
        ownHasBegun = false;
        ownInUse = false;
        openShared();
    }

    /** Whether descriptors come by the consumer's own stream, on which the producer may leave some out. */
    boolean isOwn() {
        return ownInUse;
    }

    /**
     * Reads descriptors.
     *
     * @return fragments, or {@link #SWITCHED} if from here on they come by another stream.
     */
    int poll(final int limit) {
        if (own == null) {
            return shared == null ? 0 : shared.poll(handler, limit);
        }
        if (ownInUse) {
            if (own.isConnected()) {
                return own.poll(handler, limit);
            }
            leaveOwn();
            return SWITCHED;
        }
        if (shared == null) {
            return 0;
        }
        if (!ownHasBegun) {
            // Whatever came by the own stream was sent by the shared one before.
            ownHasBegun = own.poll(PASS_OVER, limit) > 0;
            return shared.poll(handler, limit);
        }
        int work = 0;
        int fragments;
        do {
            fragments = shared.poll(handler, limit);
            work += fragments;
        } while (fragments > 0 && work < MAX_DRAINED);
        // A descriptor of a new epoch makes the consumer look for its announce, and what it hears there may end this
        // stream or name another.
        if (fragments > 0 || own == null || !ownHasBegun) {
            return work;
        }
        CloseHelper.quietClose(shared);
        shared = null;
        ownInUse = true;
        return SWITCHED;
    }

    void close() {
        CloseHelper.quietCloseAll(shared, own);
        shared = null;
        own = null;
        ownStreamId = 0;
        ownHasBegun = false;
        ownInUse = false;
    }
}
