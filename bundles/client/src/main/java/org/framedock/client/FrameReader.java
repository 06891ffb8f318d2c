package org.framedock.client;

import org.agrona.DirectBuffer;
import org.framedock.memory.HeaderRing;
import org.framedock.memory.MappedStream;
import org.framedock.memory.SlotHeader;
import org.framedock.protocol.pool.FrameDescriptorDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory side of a consumer: takes a descriptor of the mapped epoch, checks the frame where it lies, hands it out
 * and checks it once more (W-12, W-14, W-17, W-23, W-26). What fails is counted by cause and never waited for. No
 * allocation; the consumer's thread.
 */
final class FrameReader {

    private static final Logger LOG = LoggerFactory.getLogger(FrameReader.class);
    private static final long NONE_YET = -1;
    private static final long NO_JUMP = -1;
    private static final long WARN_INTERVAL_NS = 1_000_000_000L;

    private final long streamId;
    private final int maxSeqGap;
    private final RateGate gate;
    private final boolean ownStreamIsThinned;
    private final FrameHandler handler;
    private final ConsumerCounters counters;
    private final ProgressIntake progress;
    private final SlotHeader header = new SlotHeader();
    private final FrameView view = new FrameView(header);
    private MappedStream stream;
    private HeaderRing ring;
    private long epoch;
    private long lastSeq = NONE_YET;
    private long jumpToSeq = NO_JUMP;
    /** Newest frame that was there when the stream was joined: what was missed up to it is nobody's loss. */
    private long joinedAtSeq = NONE_YET;
    /** Newest frame that a jump was to lead to, although no descriptor of it came. */
    private long unheardOfSeq = NONE_YET;
    private long warnNs = System.nanoTime();
    private boolean joining;
    private boolean thinnedByProducer;
    private boolean regressed;

    FrameReader(
        final ConsumerContext context, final FrameHandler handler, final ConsumerCounters counters,
        final ProgressIntake progress) {
        this.streamId = context.streamId();
        this.maxSeqGap = context.maxOutstandingSeqGap();
        this.gate = new RateGate(context.rateLimited() ? context.maxRateHz() : 0);
        this.ownStreamIsThinned = context.maxRateHz() > 0;
        this.handler = handler;
        this.counters = counters;
        this.progress = progress;
    }

    /** Another mapping, or none; sequences begin afresh (W-22). */
    void use(final MappedStream mapped) {
        stream = mapped;
        ring = mapped == null ? null : mapped.ring();
        epoch = mapped == null ? 0 : mapped.regions().epoch();
        lastSeq = NONE_YET;
        jumpToSeq = NO_JUMP;
        joinedAtSeq = NONE_YET;
        unheardOfSeq = NONE_YET;
        joining = false;
        gate.reset();
    }

    /**
     * The stream is read for the first time. Aeron may still hold descriptors that nobody has read, of frames from long
     * before: those that can be read are, the others are not counted as lost.
     */
    void join() {
        joinedAtSeq = newest();
    }

    /** The last sequence seen, -1 if none was. */
    long lastSequence() {
        return lastSeq;
    }

    /** Descriptors come by another stream now: some may come again, and on an own one some may be left out (W-25). */
    void onOtherStream(final boolean isOwn) {
        joining = true;
        thinnedByProducer = isOwn && ownStreamIsThinned;
    }

    boolean takeRegression() {
        final boolean taken = regressed;
        regressed = false;
        return taken;
    }

    /** Looks whether the producer has got too far ahead (W-23); one read, as long as it has not. */
    void beginPoll() {
        if (ring == null || lastSeq == NONE_YET || jumpToSeq != NO_JUMP) {
            return;
        }
        final long ahead = Math.max(lastSeq, unheardOfSeq) + maxSeqGap + 1;
        if (ring.commitWord(ring.slotOf(ahead)) >>> 1 >= ahead) {
            jumpToSeq = newest();
            warnOfJump();
        }
    }

    /** Whether frames are left out up to one that the ring has shown. */
    boolean isPassingOver() {
        return jumpToSeq != NO_JUMP;
    }

    /** At most once a second, since a slow consumer may jump in every turn. */
    private void warnOfJump() {
        final long nowNs = System.nanoTime();
        if (nowNs - warnNs >= 0) {
            warnNs = nowNs + WARN_INTERVAL_NS;
            LOG.warn("stream {}: more than {} frames behind, going on with frame {}; passed over so far: {}",
                streamId, maxSeqGap, jumpToSeq, counters.jumped());
        }
    }

    private long newest() {
        long newest = lastSeq;
        for (int slot = 0; slot < ring.slotCount(); slot++) {
            final long word = ring.commitWord(slot);
            final long seq = word >>> 1;
            if ((word & 1) == 1 && ring.slotOf(seq) == slot && seq > newest) {
                newest = seq;
            }
        }
        return newest;
    }

    /**
     * Once all descriptors have been taken there is nothing left to pass over, whatever the ring has said. Frames whose
     * descriptors nobody was sent, as at the end of a source, are not looked at again in each turn.
     */
    void endPoll(final boolean isDrained) {
        if (isDrained && jumpToSeq != NO_JUMP) {
            unheardOfSeq = jumpToSeq;
            jumpToSeq = NO_JUMP;
        }
    }

    /** A descriptor of the mapped epoch. */
    void onDescriptor(final DirectBuffer buffer, final int offset) {
        final long seq = DescriptorCodec.seq(buffer, offset);
        if (stream == null) {
            counters.unmapped++;
            return;
        }
        if (seq < 0) {
            // A commit word has room for 63 bits: with the 64th cut off it would be taken for another frame's (W-12).
            counters.invalid++;
            return;
        }
        if (isInvented(seq)) {
            counters.late++;
            return;
        }
        if (seq <= joinedAtSeq && ring.commitWord(ring.slotOf(seq)) >>> 1 > seq) {
            return;
        }
        if (lastSeq != NONE_YET && !follow(seq)) {
            return;
        }
        lastSeq = seq;
        final long publishedNs = DescriptorCodec.timestampNs(buffer, offset);
        view.descriptor(publishedNs, DescriptorCodec.traceId(buffer, offset));
        read(seq, publishedNs);
    }

    /**
     * A frame is committed before its descriptor is sent (W-13), so one that lies far ahead of all that its slot has
     * held was never written. Followed, it would make every frame to come one that has been already.
     */
    private boolean isInvented(final long seq) {
        return (lastSeq == NONE_YET || seq - lastSeq > ring.slotCount())
            && ring.commitWord(ring.slotOf(seq)) >>> 1 < seq;
    }

    private void read(final long seq, final long publishedNs) {
        final boolean hasPublishTime = publishedNs != FrameDescriptorDecoder.timestampNsNullValue();
        if (hasPublishTime && !gate.pass(publishedNs)) {
            counters.thinned++;
            return;
        }
        final int slot = ring.slotOf(seq);
        final long word = ring.commitWord(slot);
        if (word != HeaderRing.committedWord(seq)) {
            counters.late++;
            return;
        }
        header.read(ring, slot);
        if (ring.commitWordAfterReads(slot) != word) {
            counters.late++;
            return;
        }
        if (header.check(slot, stream) != null || progress != null && progress.isSpoiled(seq)) {
            counters.invalid++;
            return;
        }
        if (!hasPublishTime && !gate.isOpenForAll() && !gate.pass(slotTime())) {
            counters.thinned++;
            return;
        }
        view.wrap(ring, slot, seq, epoch, header.payloadAddress());
        handler.onFrame(view);
        if (view.isValid()) {
            counters.frames++;
        } else {
            counters.late++;
        }
    }

    /** Time of the frame by its slot, else by the local clock (W-26). */
    private long slotTime() {
        return header.timestampNs() == 0 ? System.nanoTime() : header.timestampNs();
    }

    /** Counts what is missing between two descriptors; a sequence that goes back ends the mapping (W-22). */
    private boolean follow(final long seq) {
        final long missing = seq - lastSeq - 1;
        if (missing < 0) {
            if (joining) {
                return false;
            }
            LOG.warn("stream {}: sequence fell from {} to {}, mapping again", streamId, lastSeq, seq);
            counters.otherEpoch++;
            regressed = true;
            use(null);
            return false;
        }
        joining = false;
        final long since = Math.max(lastSeq, joinedAtSeq);
        if (seq < jumpToSeq) {
            final long passedOver = Math.max(0, seq - since);
            counters.gaps += passedOver;
            counters.jumped += passedOver;
            lastSeq = seq;
            return false;
        }
        final long missed = Math.max(0, seq - since - 1);
        if (thinnedByProducer) {
            counters.thinned += missed;
        } else {
            counters.gaps += missed;
        }
        return true;
    }
}
