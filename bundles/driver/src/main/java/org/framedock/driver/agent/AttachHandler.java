package org.framedock.driver.agent;

import java.io.IOException;
import org.framedock.driver.DriverLimit;
import org.framedock.memory.RegionSpec;
import org.framedock.protocol.lease.HugepagesPolicy;
import org.framedock.protocol.lease.PublishMode;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.lease.ShmAttachRequestDecoder;

/** Decides on attach requests (D-1 to D-4, D-7, D-14). Every request gets an answer, after an announce if it is OK. */
final class AttachHandler {

    private static final long U32_NULL = 0xFFFF_FFFFL;

    private final StreamTable streams;
    private final LeaseTable leases;
    private final LeaseKeeper keeper;
    private final EpochKeeper epochs;
    private final Announcer announcer;
    private final Responder responder;
    private final Tally tally;
    private final DutyClock clock;
    private final boolean onHugePages;
    private boolean draining;

    AttachHandler(final StreamTable streams, final LeaseTable leases, final LeaseKeeper keeper,
        final EpochKeeper epochs, final Announcer announcer, final Responder responder, final Tally tally,
        final DutyClock clock, final boolean onHugePages) {
        this.streams = streams;
        this.leases = leases;
        this.keeper = keeper;
        this.epochs = epochs;
        this.announcer = announcer;
        this.responder = responder;
        this.tally = tally;
        this.clock = clock;
        this.onHugePages = onHugePages;
    }

    /** From now on nobody gets a lease any more (D-13). */
    void drain() {
        draining = true;
    }

    /** Answers a request whose structure is sound and which came from an Aeron session. */
    void onRequest(final ShmAttachRequestDecoder request, final int sessionId) {
        final String mistake = mistake(request);
        if (mistake != null) {
            tally.count(Tally.Kind.MALFORMED, "attach of client " + request.clientId() + " refused: " + mistake);
            responder.refuseAttach(request.correlationId(), ResponseCode.INVALID_PARAMS, mistake);
            return;
        }
        final Lease given = leases.findByClient(request.clientId());
        if (given != null && isRepeated(request, given)) {
            answerAgain(given);
            return;
        }
        String rejection = rejection(request, given);
        if (rejection == null) {
            rejection = beyondLimit(request, sessionId);
        }
        if (rejection != null) {
            responder.refuseAttach(request.correlationId(), ResponseCode.REJECTED, rejection);
            return;
        }
        final StreamState stream = findOrMake(request);
        if (stream != null) {
            attach(request, stream, sessionId);
        }
    }

    /** Whether a request is the one that a lease was given for (D-2a). */
    private static boolean isRepeated(final ShmAttachRequestDecoder request, final Lease given) {
        return given.correlationId == request.correlationId() && given.role.value() == request.roleRaw()
            && (given.stream.streamId == request.streamId() || request.streamId() == 0);
    }

    private void answerAgain(final Lease given) {
        final EpochKeeper.Failure failure = given.stream.isProvisioned() ? null : epochs.raise(given.stream);
        if (failure != null) {
            responder.refuseAttach(given.correlationId, ResponseCode.INTERNAL_ERROR, failure.text());
            return;
        }
        leases.keepAlive(given, clock.nowNs());
        answer(given);
    }

    /** Values that no request may have, or null. */
    private static String mistake(final ShmAttachRequestDecoder request) {
        final int role = request.roleRaw();
        final int publishMode = request.publishModeRaw();
        final int hugepages = request.requireHugepagesRaw();
        if (role != Role.PRODUCER.value() && role != Role.CONSUMER.value()) {
            return "role " + role + " is none of 1 (PRODUCER) and 2 (CONSUMER)";
        }
        if (publishMode != PublishMode.REQUIRE_EXISTING.value()
            && publishMode != PublishMode.EXISTING_OR_CREATE.value() && publishMode != PublishMode.NULL_VAL.value()) {
            return "publishMode " + publishMode + " is none of 1 (REQUIRE_EXISTING), 2 (EXISTING_OR_CREATE) and null";
        }
        if (hugepages > HugepagesPolicy.HUGEPAGES.value() && hugepages != HugepagesPolicy.NULL_VAL.value()) {
            return "requireHugepages " + hugepages
                + " is none of 0 (UNSPECIFIED), 1 (STANDARD), 2 (HUGEPAGES) and null";
        }
        if (request.clientId() == 0 || request.clientId() == U32_NULL) {
            return "client_id " + request.clientId() + " is none: it has to be from 1 to 4294967294";
        }
        return request.streamId() == U32_NULL ? "stream_id is null" : null;
    }

    /** Why a sound request is denied by policy or state, or null. */
    private String rejection(final ShmAttachRequestDecoder request, final Lease ofSameClient) {
        if (draining) {
            return "driver is shutting down";
        }
        final long layoutVersion = request.expectedLayoutVersion();
        if (layoutVersion != 0 && layoutVersion != RegionSpec.LAYOUT_VERSION) {
            return "layout version mismatch";
        }
        final StreamState stream = streams.find(request.streamId());
        if (stream == null && (request.publishModeRaw() == PublishMode.REQUIRE_EXISTING.value()
            || !streams.allowsDynamic())) {
            return "stream not provisioned";
        }
        final int hugepages = request.requireHugepagesRaw();
        if (hugepages == HugepagesPolicy.HUGEPAGES.value() && !onHugePages) {
            return "huge pages unavailable";
        }
        if (hugepages == HugepagesPolicy.STANDARD.value() && onHugePages) {
            return "standard pages unavailable";
        }
        if (ofSameClient != null) {
            return "client_id already attached";
        }
        if (stream != null && stream.producer != null && request.roleRaw() == Role.PRODUCER.value()) {
            return "producer already attached";
        }
        if (request.desiredNodeId() != U32_NULL && !keeper.isFree(request.desiredNodeId())) {
            return "desired node_id unavailable";
        }
        return null;
    }

    /** Why a request that could be granted is too much, or null. */
    private String beyondLimit(final ShmAttachRequestDecoder request, final int sessionId) {
        if (leases.all().size() >= tally.limit(DriverLimit.LEASES)) {
            return tally.countLimited(DriverLimit.LEASES,
                "the driver has as many leases as it may: " + tally.limit(DriverLimit.LEASES));
        }
        if (leases.countOf(sessionId) >= tally.limit(DriverLimit.LEASES_PER_SESSION)) {
            return tally.countLimited(DriverLimit.LEASES_PER_SESSION,
                "this Aeron session has as many leases as it may: " + tally.limit(DriverLimit.LEASES_PER_SESSION));
        }
        final StreamState stream = streams.find(request.streamId());
        if (stream == null) {
            return streams.isFull() && streams.whyNotMade(request.streamId()) == null
                ? tally.countLimited(DriverLimit.STREAMS,
                    "the driver has as many streams as it may: " + tally.limit(DriverLimit.STREAMS)) : null;
        }
        final boolean producer = request.roleRaw() == Role.PRODUCER.value();
        final int keptForProducer = producer || stream.producer != null ? 0 : 1;
        if (stream.leaseCount() + keptForProducer >= tally.limit(DriverLimit.LEASES_PER_STREAM)) {
            return tally.countLimited(DriverLimit.LEASES_PER_STREAM, "stream " + stream.streamId
                + " has as many leases as it may: " + tally.limit(DriverLimit.LEASES_PER_STREAM));
        }
        return (producer || !stream.isProvisioned()) && epochs.isTooSoon(stream) ? epochs.countTooSoon(stream) : null;
    }

    /** The stream asked for; null after an answer that says why there is none. */
    private StreamState findOrMake(final ShmAttachRequestDecoder request) {
        final long streamId = request.streamId();
        final StreamState stream = streams.find(streamId);
        if (stream != null) {
            return stream;
        }
        final String reason = streams.whyNotMade(streamId);
        if (reason != null) {
            responder.refuseAttach(request.correlationId(), ResponseCode.INVALID_PARAMS, reason);
            return null;
        }
        try {
            return streams.make(streamId);
        } catch (final IOException e) {
            tally.count(Tally.Kind.REFUSED, "stream " + streamId + " cannot be made: " + e);
            responder.refuseAttach(request.correlationId(), ResponseCode.INTERNAL_ERROR, "stream not made: " + e);
            return null;
        }
    }

    private void attach(final ShmAttachRequestDecoder request, final StreamState stream, final int sessionId) {
        final boolean producer = request.roleRaw() == Role.PRODUCER.value();
        if (producer || !stream.isProvisioned()) {
            final EpochKeeper.Failure failure = epochs.raise(stream);
            if (failure != null) {
                refuse(request, failure);
                return;
            }
        }
        final long nodeId = request.desiredNodeId() == U32_NULL ? Lease.NO_NODE : request.desiredNodeId();
        answer(keeper.give(stream, request.clientId(), producer ? Role.PRODUCER : Role.CONSUMER,
            request.correlationId(), nodeId, sessionId));
    }

    /** Whoever insists on huge pages is rejected if there are none left, everybody else hears what went wrong (D-4). */
    private void refuse(final ShmAttachRequestDecoder request, final EpochKeeper.Failure failure) {
        final boolean lacksHugePages = onHugePages && failure.noRoom()
            && request.requireHugepagesRaw() == HugepagesPolicy.HUGEPAGES.value();
        responder.refuseAttach(request.correlationId(),
            lacksHugePages ? ResponseCode.REJECTED : ResponseCode.INTERNAL_ERROR,
            lacksHugePages ? "huge pages unavailable: " + failure.text() : failure.text());
    }

    /** Some consumers map only from an announce, so one comes before every answer (D-7). */
    private void answer(final Lease lease) {
        announcer.announce(lease.stream);
        responder.grant(lease.correlationId, lease);
    }
}
