package org.framedock.driver.agent;

import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.Int2IntCounterMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;
import org.framedock.driver.DriverLimit;
import org.framedock.protocol.pool.Bool;
import org.framedock.protocol.pool.ConsumerConfigEncoder;
import org.framedock.protocol.pool.ConsumerHelloDecoder;
import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.framedock.protocol.pool.Mode;
import org.framedock.settings.DriverSettings;
import org.framedock.settings.IdRange;

/**
 * Gives consumers that ask for streams of their own an id from the configured ranges (D-15, W-25): a hello's id is only
 * a token, the answer is a ConsumerConfig that names the real one. A grant lasts as long as hellos come.
 */
final class ConsumerStreams {

    /** Hellos come once a second; a consumer that is not heard for so long is stale (W-24). */
    private static final long STALE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int MAX_CHANNEL_CHARS = 1024;
    private static final long NONE = 0;

    private final Ids descriptorIds;
    private final Ids controlIds;
    private final ControlLink link;
    private final Tally tally;
    private final DutyClock clock;
    private final Long2ObjectHashMap<Grant> grants = new Long2ObjectHashMap<>();
    private final Int2IntCounterMap countBySession = new Int2IntCounterMap(0);
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1024);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ConsumerConfigEncoder config = new ConsumerConfigEncoder();

    ConsumerStreams(final DriverSettings settings, final ControlLink link, final Tally tally, final DutyClock clock) {
        descriptorIds = new Ids(settings.descriptorStreamIdRange());
        controlIds = new Ids(settings.controlStreamIdRange());
        this.link = link;
        this.tally = tally;
        this.clock = clock;
    }

    /** Ids of a range that may be absent. */
    private static final class Ids {
        private final IdRange range;
        private final LongHashSet taken = new LongHashSet();

        Ids(final IdRange range) {
            this.range = range;
        }

        /** The id that is held, a free one if none is, or none if it is not wanted or there is none. */
        long update(final long held, final boolean wanted) {
            if (!wanted) {
                taken.remove(held);
                return NONE;
            }
            if (held != NONE || range == null) {
                return held;
            }
            for (long id = range.first(); id <= range.last(); id++) {
                if (taken.add(id)) {
                    return id;
                }
            }
            return NONE;
        }
    }

    /** What a consumer of a stream has been given. */
    private static final class Grant {
        private final int sessionId;
        private long descriptorId = NONE;
        private long controlId = NONE;
        private long lastHelloNs;

        Grant(final int sessionId) {
            this.sessionId = sessionId;
        }

        boolean isEmpty() {
            return descriptorId == NONE && controlId == NONE;
        }
    }

    /** Whether the driver answers hellos at all; else producers do. */
    boolean areConfigured() {
        return descriptorIds.range != null || controlIds.range != null;
    }

    /** Answers a hello of a sound structure, which came from an Aeron session, if it asks for streams. */
    void onHello(final ConsumerHelloDecoder hello, final int sessionId) {
        final int mode = hello.modeRaw();
        if (mode != Mode.STREAM.value() && mode != Mode.RATE_LIMITED.value()) {
            tally.count(Tally.Kind.MALFORMED, "hello of consumer " + hello.consumerId() + " ignored: mode " + mode
                + " is none of 1 (STREAM) and 2 (RATE_LIMITED)");
            return;
        }
        final String descriptorChannel = hello.descriptorChannel();
        final String controlChannel = hello.controlChannel();
        final boolean wantsDescriptors = isWanted(hello.descriptorStreamId(), descriptorChannel);
        final boolean wantsControl = isWanted(hello.controlStreamId(), controlChannel);
        final long key = hello.streamId() << Integer.SIZE | hello.consumerId();
        if (hello.descriptorStreamId() == NONE && hello.controlStreamId() == NONE && descriptorChannel.isEmpty()
            && controlChannel.isEmpty()) {
            release(grants.remove(key));
            return;
        }
        final Grant known = grants.get(key);
        final Grant grant = known == null ? new Grant(sessionId) : known;
        final boolean mayHave = known != null || !isBeyondLimit(sessionId);
        grant.lastHelloNs = clock.nowNs();
        grant.descriptorId = descriptorIds.update(grant.descriptorId, wantsDescriptors && mayHave);
        grant.controlId = controlIds.update(grant.controlId, wantsControl && mayHave);
        remember(key, grant, known != null);
        config.wrapAndApplyHeader(buffer, 0, header)
            .streamId(hello.streamId())
            .consumerId(hello.consumerId())
            .useShm(Bool.TRUE)
            .mode(mode == Mode.STREAM.value() ? Mode.STREAM : Mode.RATE_LIMITED)
            .descriptorStreamId(grant.descriptorId)
            .controlStreamId(grant.controlId)
            .payloadFallbackUri("")
            .descriptorChannel(grant.descriptorId == NONE ? "" : descriptorChannel)
            .controlChannel(grant.controlId == NONE ? "" : controlChannel);
        if (!link.sendControl(buffer, MessageHeaderEncoder.ENCODED_LENGTH + config.encodedLength())) {
            tally.count(Tally.Kind.LOST, "an answer to a hello was lost, since the control stream takes nothing");
        }
    }

    private boolean isBeyondLimit(final int sessionId) {
        if (grants.size() >= tally.limit(DriverLimit.CONSUMER_STREAMS)) {
            tally.countLimited(DriverLimit.CONSUMER_STREAMS, "a hello's streams were declined: "
                + tally.limit(DriverLimit.CONSUMER_STREAMS) + " consumers have streams of their own");
            return true;
        }
        if (countBySession.get(sessionId) >= tally.limit(DriverLimit.CONSUMER_STREAMS_PER_SESSION)) {
            tally.countLimited(DriverLimit.CONSUMER_STREAMS_PER_SESSION, "a hello's streams were declined: "
                + tally.limit(DriverLimit.CONSUMER_STREAMS_PER_SESSION)
                + " consumers of one Aeron session have streams of their own");
            return true;
        }
        return false;
    }

    /** Only what holds an id is worth its memory: the ids in hellos may be invented. */
    private void remember(final long key, final Grant grant, final boolean known) {
        if (!known && !grant.isEmpty()) {
            grants.put(key, grant);
            countBySession.incrementAndGet(grant.sessionId);
        } else if (known && grant.isEmpty()) {
            release(grants.remove(key));
        }
    }

    /** Consumers that hold a stream. */
    int grantCount() {
        return grants.size();
    }

    /** An id without a channel, or the other way round, is no request that can be granted. */
    private static boolean isWanted(final long streamId, final String channel) {
        return streamId != NONE && !channel.isEmpty() && channel.length() <= MAX_CHANNEL_CHARS;
    }

    /** Takes ids back from consumers that are not heard any more. */
    void expire() {
        final Iterator<Grant> iterator = grants.values().iterator();
        while (iterator.hasNext()) {
            final Grant grant = iterator.next();
            if (clock.nowNs() - grant.lastHelloNs >= STALE_NS) {
                release(grant);
                iterator.remove();
            }
        }
    }

    private void release(final Grant grant) {
        if (grant != null) {
            countBySession.decrementAndGet(grant.sessionId);
            grant.descriptorId = descriptorIds.update(grant.descriptorId, false);
            grant.controlId = controlIds.update(grant.controlId, false);
        }
    }
}
