package org.framedock.tools;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.FragmentHandler;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.framedock.transport.AeronConnection;
import org.framedock.transport.BoundedAssembler;
import org.framedock.transport.Channels;

/**
 * Listens to one Aeron stream as nobody's peer: an untethered subscription that publishers do not wait for (W-28a),
 * without a lease and without a word of its own. Comes back with the media driver. One thread.
 */
final class Ear implements AutoCloseable {

    private static final int FRAGMENT_LIMIT = 256;
    /** An announce of all pools that there may be, with long paths, is shorter. */
    private static final int MAX_MESSAGE_BYTES = 256 * 1024;
    private static final long RETRY_NS = 1_000_000_000L;

    private final AeronConnection connection;
    private final String channel;
    private final int streamId;
    private final Consumer<String> troubles;
    private final BoundedAssembler assembler;
    private Aeron aeron;
    private Subscription subscription;
    private long retryNs = System.nanoTime();
    private String trouble = "";
    private long tooLong;

    /**
     * An ear that does not listen yet.
     *
     * @param troubles hears why nothing is heard, once for each reason, and null when that is over.
     */
    Ear(final AeronConnection connection, final String channel, final int streamId, final FragmentHandler handler,
        final Consumer<String> troubles) {
        this.connection = connection;
        this.channel = channel;
        this.streamId = streamId;
        this.troubles = troubles;
        this.assembler = new BoundedAssembler(handler, MAX_MESSAGE_BYTES);
    }

    int poll(final long nowNs) {
        final Aeron current = connection.poll(nowNs);
        if (current != aeron) {
            aeron = current;
            CloseHelper.quietClose(subscription);
            subscription = null;
            retryNs = nowNs;
        }
        if (aeron == null) {
            say("no media driver is alive in " + connection.aeronDirectory());
            return 0;
        }
        if (subscription == null && nowNs - retryNs >= 0) {
            open(nowNs);
        }
        return subscription == null ? 0 : subscription.poll(assembler, FRAGMENT_LIMIT);
    }

    private void open(final long nowNs) {
        retryNs = nowNs + RETRY_NS;
        try {
            subscription = aeron.addSubscription(Channels.untethered(channel), streamId);
            say("");
        } catch (final AeronException | IllegalArgumentException | IllegalStateException e) {
            say("Aeron refuses stream " + streamId + " on " + channel + ": " + Shown.text(e.getMessage()));
        }
    }

    private void say(final String what) {
        if (!what.equals(trouble)) {
            trouble = what;
            troubles.accept(what.isEmpty() ? null : what);
        }
    }

    /** Whether anybody publishes on the stream. */
    boolean isConnected() {
        return subscription != null && subscription.isConnected();
    }

    /** Why nothing is heard; empty if the stream is open. */
    String trouble() {
        return trouble;
    }

    /** Messages since the last call that were too long to be put together. */
    long takeTooLong() {
        final long all = assembler.tooLong();
        final long more = all - tooLong;
        tooLong = all;
        return more;
    }

    @Override
    public void close() {
        CloseHelper.quietClose(subscription);
        subscription = null;
    }
}
