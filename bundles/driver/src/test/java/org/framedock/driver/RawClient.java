package org.framedock.driver;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Subscription;
import io.aeron.driver.status.PublisherLimit;
import io.aeron.driver.status.StreamCounter;
import io.aeron.driver.status.SubscriberPos;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.framedock.memory.StreamRegions;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.Schemas;
import org.framedock.protocol.lease.MessageHeaderEncoder;
import org.framedock.protocol.lease.PublishMode;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.RevokeReason;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.lease.ShmAttachRequestEncoder;
import org.framedock.protocol.lease.ShmAttachResponseDecoder;
import org.framedock.protocol.lease.ShmDetachRequestEncoder;
import org.framedock.protocol.lease.ShmDetachResponseDecoder;
import org.framedock.protocol.lease.ShmDriverShutdownDecoder;
import org.framedock.protocol.lease.ShmDriverShutdownRequestEncoder;
import org.framedock.protocol.lease.ShmLeaseKeepaliveEncoder;
import org.framedock.protocol.lease.ShmLeaseRevokedDecoder;
import org.framedock.protocol.lease.ShutdownReason;
import org.framedock.protocol.pool.Bool;
import org.framedock.protocol.pool.ConsumerConfigDecoder;
import org.framedock.protocol.pool.ConsumerHelloEncoder;
import org.framedock.protocol.pool.Mode;
import org.framedock.protocol.pool.ShmPoolAnnounceDecoder;

/** Speaks the protocol as plainly as possible and keeps everything it hears, in order. One thread. */
final class RawClient implements AutoCloseable {

    static final long NULL_U32 = 0xFFFF_FFFFL;

    interface Message {
    }

    record AttachResponse(long correlationId, ResponseCode code, long leaseId, long expiryNs, long nodeId,
        long layoutVersion, int headerSlotBytes, StreamRegions regions, String error) implements Message {
        boolean ok() {
            return code == ResponseCode.OK;
        }
    }

    record DetachResponse(long correlationId, ResponseCode code, String error) implements Message {
    }

    record Revoked(long timestampNs, long leaseId, long streamId, long clientId, Role role, RevokeReason reason,
        String text) implements Message {
    }

    record Shutdown(long timestampNs, ShutdownReason reason) implements Message {
    }

    record Announce(long producerId, long timestampNs, int clockDomain, StreamRegions regions, long receivedNs)
        implements Message {
        long epoch() {
            return regions.epoch();
        }
    }

    record Config(long streamId, long consumerId, int mode, long descriptorId, long controlId,
        String descriptorChannel, String controlChannel) implements Message {
    }

    private static final long RESEND_NS = 1_000_000_000L;

    private final Aeron aeron;
    private final ExclusivePublication control;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    final List<Message> heard = new ArrayList<>();
    /** Every message of the lease schema as bytes. */
    final List<byte[]> heardBytes = new ArrayList<>();
    /** Runs before each look at what has come; where a test runs the driver's cycles itself, this runs one. */
    Runnable beforePoll = () -> { };
    private long nextCorrelationId = ThreadLocalRandom.current().nextLong() >>> 1;

    RawClient(final String aeronDirectory, final String channel, final int controlStreamId,
        final int announceStreamId) {
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronDirectory));
        subscriptions.add(aeron.addSubscription(channel, controlStreamId));
        if (announceStreamId != controlStreamId) {
            subscriptions.add(aeron.addSubscription(channel, announceStreamId));
        }
        control = aeron.addExclusivePublication(channel, controlStreamId);
    }

    /** An attach request in the making; what is not said is as plain clients say it. */
    final class Attach {
        private final ShmAttachRequestEncoder encoder =
            new ShmAttachRequestEncoder().wrapAndApplyHeader(buffer, 0, header);

        Attach(final long correlationId, final long streamId, final long clientId, final Role role) {
            encoder.correlationId(correlationId).streamId(streamId).clientId(clientId).role(role)
                .expectedLayoutVersion(1).publishMode(PublishMode.REQUIRE_EXISTING)
                .requireHugepages(org.framedock.protocol.lease.HugepagesPolicy.UNSPECIFIED).desiredNodeId(NULL_U32);
        }

        ShmAttachRequestEncoder with() {
            return encoder;
        }

        /** Overwrites a byte of the body, for values that the schema does not list. */
        Attach raw(final int bodyOffset, final int value) {
            buffer.putByte(MessageHeaderEncoder.ENCODED_LENGTH + bodyOffset, (byte)value);
            return this;
        }

        /** Sends it if that is possible at all. */
        void sendOnly() {
            control.offer(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
        }

        byte[] bytes() {
            final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength()];
            buffer.getBytes(0, bytes);
            return bytes;
        }

        /** Sends it and does not listen for the answer. */
        void send() {
            RawClient.this.send(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
        }

        AttachResponse await() {
            final long correlationId = buffer.getLong(MessageHeaderEncoder.ENCODED_LENGTH);
            final int length = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
            final int from = heard.size();
            RawClient.this.send(length);
            final long[] againNs = {System.nanoTime() + RESEND_NS};
            return Await.value("AttachResponse", () -> {
                if (System.nanoTime() - againNs[0] >= 0) {
                    // As every client does, since an answer may be lost on a full stream (D-2a).
                    againNs[0] = System.nanoTime() + RESEND_NS;
                    RawClient.this.send(length);
                }
                poll();
                return find(from, AttachResponse.class, response -> response.correlationId() == correlationId);
            });
        }
    }

    long newCorrelationId() {
        return nextCorrelationId++;
    }

    Attach attach(final long streamId, final long clientId, final Role role) {
        return new Attach(newCorrelationId(), streamId, clientId, role);
    }

    AttachResponse attachProducer(final long streamId, final long clientId) {
        return attach(streamId, clientId, Role.PRODUCER).await();
    }

    AttachResponse attachConsumer(final long streamId, final long clientId) {
        return attach(streamId, clientId, Role.CONSUMER).await();
    }

    /** Waits for an answer that has not been heard before. */
    AttachResponse awaitAttach(final long correlationId) {
        final int from = heard.size();
        return awaitFrom(from, AttachResponse.class, response -> response.correlationId() == correlationId);
    }

    DetachResponse detach(final long leaseId, final long streamId, final long clientId, final Role role) {
        final long correlationId = newCorrelationId();
        final ShmDetachRequestEncoder encoder = new ShmDetachRequestEncoder().wrapAndApplyHeader(buffer, 0, header)
            .correlationId(correlationId).leaseId(leaseId).streamId(streamId).clientId(clientId).role(role);
        final int from = heard.size();
        send(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
        return awaitFrom(from, DetachResponse.class, response -> response.correlationId() == correlationId);
    }

    void keepAlive(final long leaseId, final long streamId, final long clientId, final Role role) {
        final ShmLeaseKeepaliveEncoder encoder = new ShmLeaseKeepaliveEncoder().wrapAndApplyHeader(buffer, 0, header)
            .leaseId(leaseId).streamId(streamId).clientId(clientId).role(role).clientTimestampNs(System.nanoTime());
        send(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    void requestShutdown(final String token, final ShutdownReason reason) {
        final ShmDriverShutdownRequestEncoder encoder =
            new ShmDriverShutdownRequestEncoder().wrapAndApplyHeader(buffer, 0, header)
                .correlationId(newCorrelationId()).reason(reason).token(token).errorMessage("");
        send(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    void sayHello(final long consumerId, final int descriptorId, final String descriptorChannel, final int controlId,
        final String controlChannel) {
        send(encodeHello(consumerId, descriptorId, descriptorChannel, controlId, controlChannel));
    }

    byte[] hello(final long consumerId, final int descriptorId, final String descriptorChannel, final int controlId,
        final String controlChannel) {
        final byte[] bytes =
            new byte[encodeHello(consumerId, descriptorId, descriptorChannel, controlId, controlChannel)];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private int encodeHello(final long consumerId, final int descriptorId, final String descriptorChannel,
        final int controlId, final String controlChannel) {
        final ConsumerHelloEncoder encoder = new ConsumerHelloEncoder()
            .wrapAndApplyHeader(buffer, 0, new org.framedock.protocol.pool.MessageHeaderEncoder())
            .streamId(10_000).consumerId(consumerId).supportsShm(Bool.TRUE).supportsProgress(Bool.FALSE)
            .mode(Mode.RATE_LIMITED).maxRateHz(30).expectedLayoutVersion(1)
            .progressIntervalUs(NULL_U32).progressBytesDelta(NULL_U32).progressMajorDeltaUnits(NULL_U32)
            .descriptorStreamId(descriptorId).controlStreamId(controlId)
            .descriptorChannel(descriptorChannel).controlChannel(controlChannel);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private void send(final int length) {
        sendRaw(buffer, length);
    }

    /** Sends bytes if there is room for them; whether there was. */
    boolean trySend(final DirectBuffer bytes, final int length) {
        return control.offer(bytes, 0, length) > 0;
    }

    void sendRaw(final DirectBuffer bytes, final int length) {
        Await.until("offer", () -> {
            // What this client sends it hears, too, and holds itself up if it does not listen.
            listen();
            return control.offer(bytes, 0, length) > 0;
        });
    }

    /** Sends bytes without listening in between; there has to be room for them, or to come. */
    void sendOnly(final byte[] bytes) {
        Await.until("offer", () -> control.offer(new UnsafeBuffer(bytes), 0, bytes.length) > 0);
    }

    /** Sends bytes if there is room for them. */
    void trySend(final byte[] bytes) {
        control.offer(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    void sendRaw(final byte[] bytes) {
        sendRaw(new UnsafeBuffer(bytes), bytes.length);
    }

    /** Whether every publication of a stream may send so many bytes beyond what each of its subscribers has read. */
    boolean mayAllSend(final int streamId, final int bytes) {
        final CountersReader counters = aeron.countersReader();
        final boolean[] all = {true};
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId == SubscriberPos.SUBSCRIBER_POSITION_TYPE_ID
                && key.getInt(StreamCounter.STREAM_ID_OFFSET) == streamId) {
                all[0] &= limit(counters, key.getInt(StreamCounter.SESSION_ID_OFFSET), streamId)
                    - counters.getCounterValue(counterId) >= bytes;
            }
        });
        return all[0];
    }

    private static long limit(final CountersReader counters, final int sessionId, final int streamId) {
        final long[] limit = {0};
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId == PublisherLimit.PUBLISHER_LIMIT_TYPE_ID
                && key.getInt(StreamCounter.STREAM_ID_OFFSET) == streamId
                && key.getInt(StreamCounter.SESSION_ID_OFFSET) == sessionId) {
                limit[0] = counters.getCounterValue(counterId);
            }
        });
        return limit[0];
    }

    <T extends Message> T awaitFrom(final int from, final Class<T> type, final Predicate<T> wanted) {
        return Await.value(type.getSimpleName(), () -> {
            poll();
            return find(from, type, wanted);
        });
    }

    <T extends Message> T find(final int from, final Class<T> type, final Predicate<T> wanted) {
        for (int i = from; i < heard.size(); i++) {
            if (type.isInstance(heard.get(i)) && wanted.test(type.cast(heard.get(i)))) {
                return type.cast(heard.get(i));
            }
        }
        return null;
    }

    int indexOf(final Message message) {
        return heard.indexOf(message);
    }

    Announce awaitAnnounce(final int from, final long streamId) {
        return awaitFrom(from, Announce.class, announce -> announce.regions().streamId() == streamId);
    }

    int poll() {
        beforePoll.run();
        return listen();
    }

    /** Takes in what has come. */
    int listen() {
        int count = 0;
        for (final Subscription subscription : subscriptions) {
            count += subscription.poll(
                new FragmentAssembler((message, offset, length, head) -> onMessage(message, offset, length)), 100);
        }
        return count;
    }

    private void onMessage(final DirectBuffer message, final int offset, final int length) {
        if (Schemas.LEASE.judge(message, offset, length) == MessageCheck.Verdict.SOUND) {
            final byte[] bytes = new byte[length];
            message.getBytes(offset, bytes);
            heardBytes.add(bytes);
            try {
                onLeaseMessage(message, offset);
            } catch (final IllegalArgumentException unlistedValue) {
                // A message that some test broke on purpose.
            }
        } else if (Schemas.POOL.judge(message, offset, length) != MessageCheck.Verdict.SOUND) {
            return;
        } else if (MessageCheck.templateId(message, offset) == ConsumerConfigDecoder.TEMPLATE_ID) {
            final ConsumerConfigDecoder config = new ConsumerConfigDecoder()
                .wrapAndApplyHeader(message, offset, new org.framedock.protocol.pool.MessageHeaderDecoder());
            config.skipPayloadFallbackUri();
            heard.add(new Config(config.streamId(), config.consumerId(), config.modeRaw(),
                config.descriptorStreamId(), config.controlStreamId(), config.descriptorChannel(),
                config.controlChannel()));
        } else if (MessageCheck.templateId(message, offset) == ShmPoolAnnounceDecoder.TEMPLATE_ID) {
            final ShmPoolAnnounceDecoder announce = new ShmPoolAnnounceDecoder()
                .wrapAndApplyHeader(message, offset, new org.framedock.protocol.pool.MessageHeaderDecoder());
            final List<StreamRegions.Pool> pools = new ArrayList<>();
            for (final ShmPoolAnnounceDecoder.PayloadPoolsDecoder pool : announce.payloadPools()) {
                pools.add(new StreamRegions.Pool(pool.poolId(), (int)pool.poolNslots(), (int)pool.strideBytes(),
                    pool.regionUri()));
            }
            heard.add(new Announce(announce.producerId(), announce.announceTimestampNs(),
                announce.announceClockDomainRaw(), new StreamRegions(announce.streamId(), announce.epoch(),
                    (int)announce.headerNslots(), announce.headerRegionUri(), pools), System.nanoTime()));
        }
    }

    private void onLeaseMessage(final DirectBuffer message, final int offset) {
        final org.framedock.protocol.lease.MessageHeaderDecoder head =
            new org.framedock.protocol.lease.MessageHeaderDecoder();
        switch (MessageCheck.templateId(message, offset)) {
            case ShmAttachResponseDecoder.TEMPLATE_ID:
                heard.add(attachResponse(new ShmAttachResponseDecoder().wrapAndApplyHeader(message, offset, head)));
                break;
            case ShmDetachResponseDecoder.TEMPLATE_ID:
                final ShmDetachResponseDecoder detach =
                    new ShmDetachResponseDecoder().wrapAndApplyHeader(message, offset, head);
                heard.add(new DetachResponse(detach.correlationId(), detach.code(), detach.errorMessage()));
                break;
            case ShmLeaseRevokedDecoder.TEMPLATE_ID:
                final ShmLeaseRevokedDecoder revoked =
                    new ShmLeaseRevokedDecoder().wrapAndApplyHeader(message, offset, head);
                heard.add(new Revoked(revoked.timestampNs(), revoked.leaseId(), revoked.streamId(),
                    revoked.clientId(), revoked.role(), revoked.reason(), revoked.errorMessage()));
                break;
            case ShmDriverShutdownDecoder.TEMPLATE_ID:
                final ShmDriverShutdownDecoder shutdown =
                    new ShmDriverShutdownDecoder().wrapAndApplyHeader(message, offset, head);
                heard.add(new Shutdown(shutdown.timestampNs(), shutdown.reason()));
                break;
            default:
                break;
        }
    }

    static AttachResponse attachResponse(final ShmAttachResponseDecoder response) {
        final long correlationId = response.correlationId();
        final List<StreamRegions.Pool> pools = new ArrayList<>();
        for (final ShmAttachResponseDecoder.PayloadPoolsDecoder pool : response.payloadPools()) {
            pools.add(new StreamRegions.Pool(pool.poolId(), (int)pool.poolNslots(), (int)pool.strideBytes(),
                pool.regionUri()));
        }
        final StreamRegions regions = new StreamRegions(response.streamId(), response.epoch(),
            (int)response.headerNslots(), response.headerRegionUri(), pools);
        return new AttachResponse(correlationId, response.code(), response.leaseId(),
            response.leaseExpiryTimestampNs(), response.nodeId(), response.layoutVersion(),
            response.headerSlotBytes(), regions, response.errorMessage());
    }

    @Override
    public void close() {
        aeron.close();
    }
}
