package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.FragmentHandler;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.framedock.transport.AeronConnection;
import org.framedock.transport.BoundedAssembler;
import org.framedock.transport.Channels;
import org.framedock.transport.MediaDriverProbe;

/**
 * One client's publication and subscriptions on the control and announce streams, made again with every new Aeron
 * client. Belongs to the thread of its producer or consumer.
 */
final class ControlPlane {

    private static final int FRAGMENT_LIMIT = 16;
    /** An announce of all pools that there may be, with long paths, is shorter. */
    private static final int MAX_MESSAGE_BYTES = 256 * 1024;
    private static final long RETRY_NS = 500_000_000L;

    private final ClientContext context;
    private final AeronConnection connection;
    private final FragmentHandler handler;

    private Aeron aeron;
    private Publication control;
    private Subscription controlSubscription;
    private Subscription announceSubscription;
    private volatile long announceImageNs;
    private boolean announceImageSeen;
    private long retryNs;
    private String trouble;

    ControlPlane(final ClientContext context, final AeronConnection connection, final FragmentHandler handler) {
        this.context = context;
        this.connection = connection;
        this.handler = new BoundedAssembler(handler, MAX_MESSAGE_BYTES);
    }

    /**
     * Makes what is missing.
     *
     * @return true if the Aeron client is another one than before: whatever was made with that one is closed.
     */
    boolean renew(final long nowNs) {
        final Aeron current = connection.poll(nowNs);
        final boolean changed = current != aeron;
        if (changed) {
            aeron = current;
            closeStreams();
            retryNs = nowNs;
        }
        if (aeron != null && control == null && nowNs - retryNs >= 0) {
            openStreams(nowNs);
        }
        return changed;
    }

    private void openStreams(final long nowNs) {
        try {
            announceImageSeen = false;
            final String channel = Channels.untethered(context.controlChannel());
            if (context.announcesOnControlStream()) {
                controlSubscription = aeron.addSubscription(
                    channel, context.controlStreamId(), image -> announceImageAvailable(), image -> { });
                announceSubscription = controlSubscription;
            } else {
                controlSubscription = aeron.addSubscription(channel, context.controlStreamId());
                announceSubscription = aeron.addSubscription(
                    Channels.untethered(context.announceChannel()), context.announceStreamId(),
                    image -> announceImageAvailable(), image -> { });
            }
            control = aeron.addPublication(context.controlChannel(), context.controlStreamId());
            trouble = null;
        } catch (final AeronException | IllegalArgumentException e) {
            closeStreams();
            retryNs = nowNs + RETRY_NS;
            trouble = "Aeron refuses the control or announce stream: " + e.getMessage();
        }
    }

    private void announceImageAvailable() {
        if (!announceImageSeen) {
            announceImageSeen = true;
            announceImageNs = System.nanoTime();
        }
    }

    private void closeStreams() {
        CloseHelper.quietCloseAll(control, controlSubscription, announceSubscription);
        control = null;
        controlSubscription = null;
        announceSubscription = null;
    }

    /** The Aeron client of the moment, null if no media driver is alive. */
    Aeron aeron() {
        return aeron;
    }

    /** Whether requests can be sent and their answers received. */
    boolean isReady() {
        return control != null && control.isConnected() && controlSubscription.isConnected();
    }

    /** Why not, for people. */
    String trouble() {
        if (aeron == null) {
            return MediaDriverProbe.absence(context.aeronDirectory());
        }
        return trouble == null ? "waiting for control stream " + context.controlStreamId() : trouble;
    }

    /** When the announce stream was joined: announces stamped earlier are left-overs (W-21). */
    long announceImageNs() {
        return announceImageNs;
    }

    int poll() {
        if (controlSubscription == null) {
            return 0;
        }
        final int work = controlSubscription.poll(handler, FRAGMENT_LIMIT);
        return announceSubscription == controlSubscription
            ? work : work + announceSubscription.poll(handler, FRAGMENT_LIMIT);
    }

    boolean send(final DirectBuffer buffer, final int length) {
        return control != null && control.offer(buffer, 0, length) > 0;
    }

    void close() {
        closeStreams();
        aeron = null;
    }
}
