package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.logbuffer.Header;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.framedock.memory.RegionRefusedException;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.Schemas;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.lease.ShmAttachResponseDecoder;
import org.framedock.protocol.lease.ShmDriverShutdownDecoder;
import org.framedock.protocol.lease.ShmLeaseRevokedDecoder;
import org.framedock.protocol.pool.ClockDomain;
import org.framedock.protocol.pool.ConsumerConfigDecoder;
import org.framedock.protocol.pool.ConsumerHelloDecoder;
import org.framedock.protocol.pool.FrameProgressDecoder;
import org.framedock.protocol.pool.ShmPoolAnnounceDecoder;
import org.framedock.transport.AeronConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a lease and keeps it, through lost drivers and media drivers: attach, keepalive, revocation, shutdown,
 * silence, back to attach with back-off (D-2 to D-12). Belongs to the thread of its producer or consumer, whom it
 * tells through {@link LeaseListener}.
 */
final class LeaseHolder {

    /** The driver is not listened to between any two frames: at a million a second that would cost a tenth of them. */
    private static final long CONTROL_INTERVAL_NS = 100_000L;
    /** A request is sent again with the same correlation id until it is answered (D-2a). */
    private static final long RESEND_NS = 200_000_000L;
    private static final long BACKOFF_MIN_NS = 20_000_000L;
    private static final long BACKOFF_MAX_NS = 1_000_000_000L;
    private static final String CLIENT_ID_TAKEN = "client_id already attached";
    private static final Logger LOG = LoggerFactory.getLogger(LeaseHolder.class);

    private enum State {
        /** Waiting for the time of the next attempt. */
        BACKING_OFF,
        /** A request is out. */
        ATTACHING,
        /** The lease is ours. */
        ATTACHED
    }

    private final ClientContext context;
    private final long streamId;
    private final Role role;
    private final boolean clientIdChosenHere;
    private final LeaseListener listener;
    private final ControlPlane plane;
    private final LeaseMessages messages;
    private final ShmAttachResponseDecoder response = new ShmAttachResponseDecoder();
    private final ShmLeaseRevokedDecoder revoked = new ShmLeaseRevokedDecoder();
    private final ShmPoolAnnounceDecoder announce = new ShmPoolAnnounceDecoder();
    private final ConsumerHelloDecoder hello = new ConsumerHelloDecoder();
    private final ConsumerConfigDecoder config = new ConsumerConfigDecoder();
    private final FrameProgressDecoder progress = new FrameProgressDecoder();

    private State state = State.BACKING_OFF;
    private long clientId;
    private long correlationId = ClientIds.chooseCorrelationId();
    /** A request that nobody answered is repeated as it was, lest its late lease keep out its own client (D-2a). */
    private boolean answered = true;
    private long nowNs;
    private long attemptNs = System.nanoTime();
    private long backoffNs = BACKOFF_MIN_NS;
    private long resendNs;
    private long attachDeadlineNs;
    private long leaseId;
    private long nodeId = Grant.NO_NODE;
    private long leaseTermNs;
    private long leaseDeadlineNs;
    private long keepaliveNs;
    private long controlNs = System.nanoTime();
    private long lastAnnounceNs;
    private long announcedEpoch;
    private String detail = "not attached yet";

    LeaseHolder(
        final ClientContext context, final AeronConnection connection, final LeaseRequest request,
        final LeaseListener listener) {
        this.context = context;
        this.streamId = request.streamId();
        this.role = request.role();
        this.listener = listener;
        this.clientIdChosenHere = request.clientId() == 0;
        this.clientId = clientIdChosenHere ? ClientIds.chooseClientId() : request.clientId();
        this.messages = new LeaseMessages(request);
        this.plane = new ControlPlane(context, connection, this::onFragment);
    }

    int doWork(final long now) {
        nowNs = now;
        if (state == State.ATTACHED && now - controlNs < 0) {
            return keepAlive();
        }
        controlNs = now + CONTROL_INTERVAL_NS;
        if (plane.renew(now)) {
            listener.onTransport(plane.aeron());
            lose(plane.trouble());
            backoffNs = BACKOFF_MIN_NS;
            attemptNs = now;
        }
        int work = plane.poll();
        switch (state) {
            case BACKING_OFF:
                work += attachWhenDue();
                break;
            case ATTACHING:
                work += awaitResponse();
                break;
            default:
                work += keepAlive();
                break;
        }
        return work;
    }

    /** Looks for announces only: for a consumer that hears of an epoch before its announce. */
    void pollAnnounces() {
        plane.poll();
    }

    private int attachWhenDue() {
        if (nowNs - attemptNs < 0) {
            return 0;
        }
        if (!plane.isReady()) {
            detail = plane.trouble();
            return 0;
        }
        if (!listener.mayAttach()) {
            // Refused by Aeron, say for another term length: asking in every cycle would keep the media driver busy.
            attemptNs = nowNs + BACKOFF_MIN_NS;
            return 0;
        }
        if (answered) {
            correlationId++;
            answered = false;
        }
        state = State.ATTACHING;
        attachDeadlineNs = nowNs + context.attachTimeoutNs();
        resendNs = nowNs;
        return 1 + awaitResponse();
    }

    private int awaitResponse() {
        if (nowNs - attachDeadlineNs >= 0) {
            backOff("no driver answers on control stream " + context.controlStreamId());
            return 1;
        }
        if (nowNs - resendNs >= 0
            && plane.send(messages.buffer(), messages.attachRequest(correlationId, clientId))) {
            resendNs = nowNs + RESEND_NS;
            return 1;
        }
        return 0;
    }

    private int keepAlive() {
        if (nowNs - leaseDeadlineNs >= 0 && leaseTermNs != 0) {
            lose("no keepalive could be sent before the lease's deadline");
            return 1;
        }
        if (nowNs - lastAnnounceNs > context.freshnessNs()) {
            lose("the driver is silent: no announce for "
                + (nowNs - lastAnnounceNs) / 1_000_000 + " ms");
            return 1;
        }
        if (nowNs - keepaliveNs >= 0
            && plane.send(messages.buffer(), messages.keepalive(leaseId, clientId, nowNs))) {
            keepaliveNs = nowNs + context.keepaliveIntervalNs();
            leaseDeadlineNs = nowNs + leaseTermNs;
            return 1;
        }
        return 0;
    }

    private void backOff(final String reason) {
        state = State.BACKING_OFF;
        detail = reason;
        attemptNs = nowNs + backoffNs;
        backoffNs = Math.min(2 * backoffNs, BACKOFF_MAX_NS);
    }

    /** Ends the lease on this side; the driver either ended it already or will by expiry. */
    void lose(final String reason) {
        if (state == State.ATTACHED) {
            LOG.warn("{} lost its lease of stream {}: {}", role, streamId, reason);
        }
        end(reason);
    }

    private void end(final String reason) {
        final boolean attached = state == State.ATTACHED;
        state = State.BACKING_OFF;
        detail = reason;
        if (attached) {
            backoffNs = BACKOFF_MIN_NS;
            backOff(reason);
            listener.onLost(reason);
        }
    }

    /** Gives the lease back. */
    void detach(final String reason) {
        if (state == State.ATTACHED) {
            plane.send(messages.buffer(), messages.detachRequest(++correlationId, leaseId, clientId));
            LOG.info("{} gives back its lease of stream {}: {}", role, streamId, reason);
            end(reason);
        }
    }

    private void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        if (Schemas.LEASE.judge(buffer, offset, length) == MessageCheck.Verdict.SOUND) {
            onLeaseMessage(buffer, offset);
        } else if (Schemas.POOL.judge(buffer, offset, length) == MessageCheck.Verdict.SOUND) {
            onPoolMessage(buffer, offset);
        }
    }

    private void onPoolMessage(final DirectBuffer buffer, final int offset) {
        final int body = offset + MessageCheck.HEADER_BYTES;
        switch (MessageCheck.templateId(buffer, offset)) {
            case ShmPoolAnnounceDecoder.TEMPLATE_ID:
                announce.wrap(
                    buffer, body, ShmPoolAnnounceDecoder.BLOCK_LENGTH, ShmPoolAnnounceDecoder.SCHEMA_VERSION);
                if (announce.streamId() == streamId) {
                    onAnnounce();
                }
                break;
            case ConsumerHelloDecoder.TEMPLATE_ID:
                hello.wrap(buffer, body, ConsumerHelloDecoder.BLOCK_LENGTH, ConsumerHelloDecoder.SCHEMA_VERSION);
                if (hello.streamId() == streamId) {
                    listener.onHello(hello, nowNs);
                }
                break;
            case ConsumerConfigDecoder.TEMPLATE_ID:
                config.wrap(buffer, body, ConsumerConfigDecoder.BLOCK_LENGTH, ConsumerConfigDecoder.SCHEMA_VERSION);
                if (config.streamId() == streamId) {
                    listener.onConfig(config, nowNs);
                }
                break;
            case FrameProgressDecoder.TEMPLATE_ID:
                progress.wrap(buffer, body, FrameProgressDecoder.BLOCK_LENGTH, FrameProgressDecoder.SCHEMA_VERSION);
                if (progress.streamId() == streamId) {
                    listener.onProgress(progress);
                }
                break;
            default:
                break;
        }
    }

    private void onLeaseMessage(final DirectBuffer buffer, final int offset) {
        switch (MessageCheck.templateId(buffer, offset)) {
            case ShmAttachResponseDecoder.TEMPLATE_ID:
                response.wrap(buffer, offset + MessageCheck.HEADER_BYTES,
                    ShmAttachResponseDecoder.BLOCK_LENGTH, ShmAttachResponseDecoder.SCHEMA_VERSION);
                if (state == State.ATTACHING && response.correlationId() == correlationId) {
                    onResponse();
                }
                break;
            case ShmLeaseRevokedDecoder.TEMPLATE_ID:
                revoked.wrap(buffer, offset + MessageCheck.HEADER_BYTES,
                    ShmLeaseRevokedDecoder.BLOCK_LENGTH, ShmLeaseRevokedDecoder.SCHEMA_VERSION);
                onRevoked();
                break;
            case ShmDriverShutdownDecoder.TEMPLATE_ID:
                lose("the driver shut down");
                break;
            default:
                break;
        }
    }

    private void onResponse() {
        answered = true;
        final int code = response.codeRaw();
        if (code == ResponseCode.OK.value()) {
            onGranted();
            return;
        }
        for (final ShmAttachResponseDecoder.PayloadPoolsDecoder pool : response.payloadPools()) {
            pool.skipRegionUri();
        }
        response.skipHeaderRegionUri();
        final String text = response.errorMessage();
        if (CLIENT_ID_TAKEN.equals(text) && clientIdChosenHere) {
            clientId = ClientIds.chooseClientId();
        }
        backOff("the driver refuses: " + ResponseCode.get(clampCode(code)) + " " + text);
        listener.onRefused(detail);
    }

    private static int clampCode(final int code) {
        return code < ResponseCode.OK.value() || code > ResponseCode.INTERNAL_ERROR.value()
            ? ResponseCode.INTERNAL_ERROR.value() : code;
    }

    private void onGranted() {
        final long grantedLeaseId = response.leaseId();
        try {
            final Grant grant = Grant.read(response, streamId);
            listener.onGranted(grant, nowNs);
            leaseId = grantedLeaseId;
            nodeId = grant.nodeId();
            leaseTermNs = grant.expiryNs() == Grant.NO_EXPIRY ? 0 : Math.max(1, grant.expiryNs() - nowNs);
            leaseDeadlineNs = nowNs + leaseTermNs;
            keepaliveNs = nowNs;
            lastAnnounceNs = nowNs;
            backoffNs = BACKOFF_MIN_NS;
            state = State.ATTACHED;
            detail = "attached";
            LOG.info("{} {} attached to stream {} in epoch {}",
                role, clientId, streamId, Long.toUnsignedString(grant.regions().epoch()));
        } catch (final RegionRefusedException e) {
            plane.send(messages.buffer(), messages.detachRequest(++correlationId, grantedLeaseId, clientId));
            backOff(e.getMessage());
            listener.onRefused(detail);
        }
    }

    private void onRevoked() {
        final short roleRaw = revoked.roleRaw();
        final short reasonRaw = revoked.reasonRaw();
        final boolean known = (roleRaw == Role.PRODUCER.value() || roleRaw == Role.CONSUMER.value())
            && reasonRaw >= 1 && reasonRaw <= 3;
        if (!known || revoked.streamId() != streamId || state != State.ATTACHED) {
            return;
        }
        if (revoked.leaseId() == leaseId && revoked.clientId() == clientId && roleRaw == role.value()) {
            lose("the driver ended the lease: " + revoked.errorMessage());
        } else {
            listener.onRevoked(revoked.role(), revoked.clientId(), revoked.timestampNs(), nowNs);
        }
    }

    private void onAnnounce() {
        if (!isFresh(announce.announceTimestampNs(), announce.announceClockDomainRaw())) {
            return;
        }
        lastAnnounceNs = nowNs;
        final boolean hasRisen = Long.compareUnsigned(announce.epoch(), announcedEpoch) > 0;
        if (hasRisen) {
            announcedEpoch = announce.epoch();
        }
        if (state == State.ATTACHED) {
            listener.onAnnounce(announce, nowNs);
        } else if (state == State.BACKING_OFF && hasRisen && attemptNs - nowNs > BACKOFF_MIN_NS) {
            // What was refused was another epoch's; frames of this one should not be missed.
            attemptNs = nowNs + BACKOFF_MIN_NS;
        }
    }

    /** W-21: neither older than three periods nor, where that can be told, left over from before we listened. */
    private boolean isFresh(final long stampNs, final short clockDomain) {
        if (clockDomain == ClockDomain.REALTIME_SYNCED.value()) {
            return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - stampNs <= context.freshnessNs();
        }
        return nowNs - stampNs <= context.freshnessNs() && stampNs - plane.announceImageNs() >= 0;
    }

    /** Sends another message on the control stream, as well as it goes. */
    boolean send(final DirectBuffer buffer, final int length) {
        return plane.send(buffer, length);
    }

    boolean isAttached() {
        return state == State.ATTACHED;
    }

    Aeron aeron() {
        return plane.aeron();
    }

    long leaseId() {
        return leaseId;
    }

    long nodeId() {
        return nodeId;
    }

    long clientId() {
        return clientId;
    }

    String detail() {
        return detail;
    }

    void close() {
        detach("closed");
        plane.close();
    }
}
