package org.framedock.driver.agent;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.agrona.DirectBuffer;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.MessageCheck.Verdict;
import org.framedock.protocol.Schemas;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.ShmAttachRequestDecoder;
import org.framedock.protocol.lease.ShmDetachRequestDecoder;
import org.framedock.protocol.lease.ShmDriverShutdownRequestDecoder;
import org.framedock.protocol.lease.ShmLeaseKeepaliveDecoder;
import org.framedock.protocol.lease.ShutdownReason;
import org.framedock.protocol.pool.ConsumerHelloDecoder;

/**
 * Takes what comes on the control stream: judges it, decodes it, hands it on. Nothing that comes from outside gets past
 * it as an exception.
 */
final class RequestDispatcher implements FairPoll.Handler {

    private static final int CORRELATION_ID_OFFSET = MessageCheck.HEADER_BYTES;
    private static final int MAX_TOKEN_BYTES = 4096;

    private final AttachHandler attaches;
    private final LeaseKeeper leases;
    private final ConsumerStreams consumerStreams;
    private final Responder responder;
    private final Tally tally;
    private final byte[] shutdownToken;
    private final ConsumerHelloDecoder hello = new ConsumerHelloDecoder();
    private final ShmAttachRequestDecoder attach = new ShmAttachRequestDecoder();
    private final ShmDetachRequestDecoder detach = new ShmDetachRequestDecoder();
    private final ShmLeaseKeepaliveDecoder keepalive = new ShmLeaseKeepaliveDecoder();
    private final ShmDriverShutdownRequestDecoder shutdown = new ShmDriverShutdownRequestDecoder();
    private ShutdownReason requestedShutdown;
    private boolean cycleOver;

    RequestDispatcher(final AttachHandler attaches, final LeaseKeeper leases, final ConsumerStreams consumerStreams,
        final Responder responder, final Tally tally, final String shutdownToken) {
        this.attaches = attaches;
        this.leases = leases;
        this.consumerStreams = consumerStreams;
        this.responder = responder;
        this.tally = tally;
        this.shutdownToken = shutdownToken.getBytes(StandardCharsets.UTF_8);
    }

    /** The reason of a shutdown that was asked for with the right token, or null (D-13). */
    ShutdownReason requestedShutdown() {
        return requestedShutdown;
    }

    @Override
    public Action onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        // Requests are shorter than a fragment; of longer messages only others' would begin here.
        if ((header.flags() & FrameDescriptor.UNFRAGMENTED) != FrameDescriptor.UNFRAGMENTED) {
            return Action.CONTINUE;
        }
        final long raises = tally.raises;
        try {
            onMessage(buffer, offset, length, header.sessionId());
        } catch (final RuntimeException e) {
            tally.count(Tally.Kind.ERROR, "a message on the control stream could not be handled: " + e);
        }
        if (tally.raises == raises) {
            return Action.CONTINUE;
        }
        // Making files takes long: timers have their turn, and then another session's requests.
        cycleOver = true;
        return Action.BREAK;
    }

    @Override
    public boolean takeCycleOver() {
        final boolean result = cycleOver;
        cycleOver = false;
        return result;
    }

    private void onMessage(final DirectBuffer buffer, final int offset, final int length, final int sessionId) {
        final Verdict verdict = Schemas.LEASE.judge(buffer, offset, length);
        if (verdict == Verdict.FOREIGN) {
            onOtherSchema(buffer, offset, length, sessionId);
            return;
        }
        final int templateId = MessageCheck.templateId(buffer, offset);
        if (verdict == Verdict.SOUND) {
            onSound(templateId, buffer, offset, sessionId);
        } else if (isRequest(templateId)) {
            onUnsound(templateId, verdict, buffer, offset, length);
        }
    }

    /** Hellos come on the control stream, too; without ranges of ids they are the producers' to answer (D-15). */
    private void onOtherSchema(final DirectBuffer buffer, final int offset, final int length, final int sessionId) {
        if (consumerStreams.areConfigured()
            && Schemas.POOL.judge(buffer, offset, length) == Verdict.SOUND
            && MessageCheck.templateId(buffer, offset) == ConsumerHelloDecoder.TEMPLATE_ID) {
            hello.wrap(buffer, offset + MessageCheck.HEADER_BYTES, ConsumerHelloDecoder.BLOCK_LENGTH,
                ConsumerHelloDecoder.SCHEMA_VERSION);
            consumerStreams.onHello(hello, sessionId);
        }
    }

    private static boolean isRequest(final int templateId) {
        return templateId == ShmAttachRequestDecoder.TEMPLATE_ID || templateId == ShmDetachRequestDecoder.TEMPLATE_ID
            || templateId == ShmLeaseKeepaliveDecoder.TEMPLATE_ID
            || templateId == ShmDriverShutdownRequestDecoder.TEMPLATE_ID;
    }

    private void onSound(final int templateId, final DirectBuffer buffer, final int offset, final int sessionId) {
        final int body = offset + MessageCheck.HEADER_BYTES;
        switch (templateId) {
            case ShmLeaseKeepaliveDecoder.TEMPLATE_ID:
                keepalive.wrap(buffer, body, ShmLeaseKeepaliveDecoder.BLOCK_LENGTH,
                    ShmLeaseKeepaliveDecoder.SCHEMA_VERSION);
                leases.keepAlive(
                    keepalive.leaseId(), keepalive.streamId(), keepalive.clientId(), keepalive.roleRaw());
                break;
            case ShmAttachRequestDecoder.TEMPLATE_ID:
                attach.wrap(buffer, body, ShmAttachRequestDecoder.BLOCK_LENGTH,
                    ShmAttachRequestDecoder.SCHEMA_VERSION);
                attaches.onRequest(attach, sessionId);
                break;
            case ShmDetachRequestDecoder.TEMPLATE_ID:
                detach.wrap(buffer, body, ShmDetachRequestDecoder.BLOCK_LENGTH,
                    ShmDetachRequestDecoder.SCHEMA_VERSION);
                onDetach();
                break;
            case ShmDriverShutdownRequestDecoder.TEMPLATE_ID:
                shutdown.wrap(buffer, body, ShmDriverShutdownRequestDecoder.BLOCK_LENGTH,
                    ShmDriverShutdownRequestDecoder.SCHEMA_VERSION);
                onShutdownRequest();
                break;
            default:
                // An answer or a notice, our own or another driver's.
                break;
        }
    }

    private void onDetach() {
        if (leases.detach(detach.leaseId(), detach.streamId(), detach.clientId(), detach.roleRaw())) {
            responder.answerDetach(detach.correlationId(), ResponseCode.OK, "");
        } else {
            responder.answerDetach(detach.correlationId(), ResponseCode.REJECTED, "lease not found");
        }
    }

    private void onShutdownRequest() {
        final int reason = shutdown.reasonRaw();
        final int tokenLength = shutdown.tokenLength();
        final byte[] token = new byte[Math.min(tokenLength, MAX_TOKEN_BYTES)];
        shutdown.getToken(token, 0, token.length);
        final boolean right = MessageDigest.isEqual(shutdownToken, token) & tokenLength <= MAX_TOKEN_BYTES;
        if (shutdownToken.length == 0) {
            tally.count(Tally.Kind.REFUSED, "shutdown request ignored: policies.shutdown_token is not set");
        } else if (!right) {
            tally.count(Tally.Kind.REFUSED, "shutdown request ignored: its token is wrong");
        } else if (reason > ShutdownReason.ERROR.value()) {
            tally.count(Tally.Kind.MALFORMED, "shutdown request ignored: reason " + reason
                + " is none of 0 (NORMAL), 1 (ADMIN) and 2 (ERROR)");
        } else {
            requestedShutdown = ShutdownReason.get((short)reason);
        }
    }

    /** Whoever asks has to hear that it was in vain, if it can be told who asked (D-4). */
    private void onUnsound(final int templateId, final Verdict verdict, final DirectBuffer buffer, final int offset,
        final int length) {
        final boolean newer = verdict == Verdict.NEWER_VERSION;
        tally.count(Tally.Kind.MALFORMED, newer
            ? "a request of a newer schema version came on the control stream; version "
                + ShmAttachRequestDecoder.SCHEMA_VERSION + " is spoken here"
            : "a malformed request came on the control stream: template " + templateId + ", " + length + " bytes");
        if (length < CORRELATION_ID_OFFSET + Long.BYTES) {
            return;
        }
        final long correlationId = buffer.getLong(offset + CORRELATION_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final ResponseCode code = newer ? ResponseCode.UNSUPPORTED : ResponseCode.INVALID_PARAMS;
        final String text = newer ? "schema version not supported" : "malformed request";
        if (templateId == ShmAttachRequestDecoder.TEMPLATE_ID) {
            responder.refuseAttach(correlationId, code, text);
        } else if (templateId == ShmDetachRequestDecoder.TEMPLATE_ID) {
            responder.answerDetach(correlationId, code, text);
        }
    }
}
