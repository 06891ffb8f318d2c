package org.framedock.driver.agent;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.status.PublisherPos;
import io.aeron.driver.status.StreamCounter;
import io.aeron.driver.status.SubscriberPos;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.FragmentHandler;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.status.CountersReader;
import org.framedock.settings.DriverSettings;
import org.framedock.transport.AeronConnection;
import org.framedock.transport.Channels;

/**
 * The driver's publications and subscription, made again whenever the media driver has been away (D-19a). Publications
 * are exclusive, so that a client that dies while it writes never holds up an answer.
 */
final class ControlLink implements AutoCloseable {

    private static final int OFFER_ATTEMPTS = 20;
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int SKIPPED_AT_ONCE = 64;
    private static final long NOTHING_SAID = -1;
    private static final FragmentHandler NOBODY = (buffer, offset, length, header) -> { };

    private final DriverSettings settings;
    private final AeronConnection connection;
    private final Tally tally;
    private final FairPoll fairPoll;
    /** How far the publications had got that were there before this driver listened, by their ids. */
    private final Long2LongHashMap saidBefore = new Long2LongHashMap(NOTHING_SAID);
    private int imagesSeen;
    private Aeron aeron;
    private ExclusivePublication control;
    private ExclusivePublication announce;
    private Subscription requests;
    private boolean open;
    private boolean broken;
    private long nextTryNs;

    ControlLink(final DriverSettings settings, final String aeronDirectory, final Tally tally, final FairPoll fairPoll,
        final long nowNs) {
        this.settings = settings;
        this.tally = tally;
        this.fairPoll = fairPoll;
        connection = new AeronConnection(aeronDirectory);
        nextTryNs = nowNs;
    }

    /** Looks after the connection; afterwards {@link #isOpen} is true if messages can flow. */
    void maintain(final long nowNs) {
        final Aeron current = connection.poll(nowNs);
        if (open && (current != aeron || broken)) {
            shut();
        }
        if (!open && current != null && nowNs - nextTryNs >= 0) {
            nextTryNs = nowNs + RETRY_NS;
            open(current);
        }
    }

    private void open(final Aeron current) {
        try {
            aeron = current;
            requests = current.addSubscription(
                Channels.tethered(settings.controlChannel()), settings.controlStreamId());
            control = current.addExclusivePublication(settings.controlChannel(), settings.controlStreamId());
            announce = isAnnouncedOnControl() ? control
                : current.addExclusivePublication(settings.announceChannel(), settings.announceStreamId());
            noteWhatWasSaid();
            open = true;
        } catch (final AeronException | IllegalStateException | IllegalArgumentException e) {
            tally.count(Tally.Kind.REFUSED, "cannot use the control or announce stream on the media driver in "
                + connection.aeronDirectory() + ": " + e.getMessage());
            shut();
        }
    }

    private boolean isAnnouncedOnControl() {
        return settings.announceStreamId() == settings.controlStreamId()
            && settings.announceChannel().equals(settings.controlChannel());
    }

    private void shut() {
        open = false;
        broken = false;
        CloseHelper.quietCloseAll(requests, control, announce);
        requests = null;
        control = null;
        announce = null;
        aeron = null;
    }

    boolean isOpen() {
        return open;
    }

    /** The Aeron client of the moment, null while the link is not open. */
    Aeron aeron() {
        return aeron;
    }

    String aeronDirectory() {
        return connection.aeronDirectory();
    }

    /** Hands received messages to the handler, as many as a cycle may have. */
    int poll(final FairPoll.Handler handler) {
        if (!open) {
            return 0;
        }
        if (requests.imageCount() != imagesSeen) {
            skipBacklogs();
        }
        return fairPoll.poll(requests, control.sessionId(), handler);
    }

    /**
     * Throws away what was sent before this driver listened. Aeron lets a subscriber join where the slowest one stands,
     * and that may be a program that was killed: the requests since then are of clients that are dead or have long had
     * their answer, and leases given to them would keep out the living (D-19). Whoever still waits asks again (D-2a).
     */
    private void skipBacklogs() {
        imagesSeen = requests.imageCount();
        for (final Image image : requests.images()) {
            final long end = saidBefore.remove(image.correlationId());
            long before = NOTHING_SAID;
            while (image.position() < end && image.position() != before) {
                before = image.position();
                image.boundedPoll(NOBODY, end, SKIPPED_AT_ONCE);
            }
        }
    }

    private void noteWhatWasSaid() {
        imagesSeen = 0;
        saidBefore.clear();
        final CountersReader counters = aeron.countersReader();
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId == PublisherPos.PUBLISHER_POS_TYPE_ID
                && key.getInt(StreamCounter.STREAM_ID_OFFSET) == settings.controlStreamId()) {
                saidBefore.put(
                    key.getLong(StreamCounter.REGISTRATION_ID_OFFSET), counters.getCounterValue(counterId));
            }
        });
    }

    /** Throws received messages away, so that nobody is held up by a driver that ends. */
    void skipRequests() {
        if (open) {
            requests.poll(NOBODY, SKIPPED_AT_ONCE);
        }
    }

    /** Sends on the control stream; false if that was not possible now. */
    boolean sendControl(final DirectBuffer buffer, final int length) {
        return open && send(control, buffer, length);
    }

    /** Sends on the announce stream; false if that was not possible now. */
    boolean sendAnnounce(final DirectBuffer buffer, final int length) {
        return open && send(announce, buffer, length);
    }

    private boolean send(final ExclusivePublication publication, final DirectBuffer buffer, final int length) {
        for (int i = 0; i < OFFER_ATTEMPTS; i++) {
            final long result = publication.offer(buffer, 0, length);
            if (result > 0 || result == Publication.NOT_CONNECTED) {
                // Without a subscriber there is nobody to miss it.
                return true;
            }
            if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
                broken = true;
                return false;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /** Whether every subscriber has taken what was sent. Not for the hot path. */
    boolean isConsumed() {
        return !open || isConsumed(control) && isConsumed(announce);
    }

    private boolean isConsumed(final ExclusivePublication publication) {
        if (publication.isClosed() || aeron.isClosed()) {
            return true;
        }
        final long position = publication.position();
        final int sessionId = publication.sessionId();
        final CountersReader counters = aeron.countersReader();
        final boolean[] consumed = {true};
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId == SubscriberPos.SUBSCRIBER_POSITION_TYPE_ID
                && key.getInt(StreamCounter.SESSION_ID_OFFSET) == sessionId
                && key.getInt(StreamCounter.STREAM_ID_OFFSET) == publication.streamId()
                && counters.getCounterValue(counterId) < position) {
                consumed[0] = false;
            }
        });
        return consumed[0];
    }

    @Override
    public void close() {
        shut();
        connection.close();
    }
}
