package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import java.util.Arrays;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.framedock.memory.HeaderFault;
import org.framedock.memory.HeaderRing;
import org.framedock.memory.MappedStream;
import org.framedock.memory.SlotHeader;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.Schemas;
import org.framedock.protocol.pool.FrameProgressDecoder;
import org.framedock.protocol.pool.FrameProgressState;
import org.framedock.transport.Channels;

/**
 * Follows frames while they are being filled, by the producer's messages on the shared control stream or on one of the
 * consumer's own (W-25, W-27). A frame whose count falls, or whose header contradicts its layout, is dropped when it
 * comes. The consumer's thread; no allocation per message.
 */
final class ProgressIntake {

    private static final int FRAGMENT_LIMIT = 16;
    /** Frames in flight that are kept apart; a power of two. */
    private static final int TRACKED = 64;
    private static final long NONE = -1;

    private final long streamId;
    private final ProgressHandler user;
    private final ConsumerCounters counters;
    private final SlotHeader header = new SlotHeader();
    private final ProgressView view = new ProgressView(header);
    private final FrameProgressDecoder decoder = new FrameProgressDecoder();
    private final FragmentHandler handler = this::onMessage;
    private final long[] trackedSeq = new long[TRACKED];
    private final long[] trackedBytes = new long[TRACKED];
    private final long[] spoiledSeq = new long[TRACKED];
    private MappedStream stream;
    private Subscription own;
    private int ownStreamId;

    ProgressIntake(final long streamId, final ProgressHandler user, final ConsumerCounters counters) {
        this.streamId = streamId;
        this.user = user;
        this.counters = counters;
        forget();
    }

    /** Another mapping, or none: nothing of the former frames counts. */
    void use(final MappedStream mapped) {
        stream = mapped;
        forget();
    }

    private void forget() {
        Arrays.fill(trackedSeq, NONE);
        Arrays.fill(spoiledSeq, NONE);
    }

    /** Whether a frame's progress was wrong, so that the frame is not to be trusted. */
    boolean isSpoiled(final long seq) {
        return spoiledSeq[(int)seq & TRACKED - 1] == seq;
    }

    /** Reads the stream that was granted; id 0 is none, the shared control stream is heard all the same. */
    void grant(final Aeron aeron, final String channel, final int id) {
        if (id == ownStreamId || aeron == null) {
            return;
        }
        close();
        if (id != 0) {
            try {
                own = aeron.addSubscription(Channels.untethered(channel), id);
                ownStreamId = id;
            } catch (final AeronException | IllegalArgumentException e) {
                // The producer hears nothing of it and tells this stream in vain; the frames come all the same.
                counters.progressRefused++;
            }
        }
    }

    int poll() {
        return own == null ? 0 : own.poll(handler, FRAGMENT_LIMIT);
    }

    private void onMessage(final DirectBuffer buffer, final int offset, final int length, final Header ignored) {
        if (Schemas.POOL.judge(buffer, offset, length) == MessageCheck.Verdict.SOUND
            && MessageCheck.templateId(buffer, offset) == FrameProgressDecoder.TEMPLATE_ID) {
            decoder.wrap(buffer, offset + MessageCheck.HEADER_BYTES, FrameProgressDecoder.BLOCK_LENGTH,
                FrameProgressDecoder.SCHEMA_VERSION);
            if (decoder.streamId() == streamId) {
                onProgress(decoder);
            }
        }
    }

    void onProgress(final FrameProgressDecoder progress) {
        if (stream == null || progress.epoch() != stream.regions().epoch()) {
            return;
        }
        final short state = progress.stateRaw();
        final long seq = progress.seq();
        final long filled = progress.payloadBytesFilled();
        if (state < FrameProgressState.STARTED.value() || state > FrameProgressState.COMPLETE.value()
            || seq < 0 || filled < 0 || filled > stream.maxPayloadBytes()) {
            counters.progressRefused++;
            return;
        }
        if (!track(seq, filled)) {
            spoil(seq);
            return;
        }
        show(seq, FrameProgressState.get(state), filled);
    }

    /** Returns false if the frame had more before. */
    private boolean track(final long seq, final long filled) {
        final int place = (int)seq & TRACKED - 1;
        if (trackedSeq[place] == seq && filled < trackedBytes[place]) {
            return false;
        }
        trackedSeq[place] = seq;
        trackedBytes[place] = filled;
        return true;
    }

    private void spoil(final long seq) {
        spoiledSeq[(int)seq & TRACKED - 1] = seq;
        counters.progressRefused++;
    }

    private void show(final long seq, final FrameProgressState state, final long filled) {
        final HeaderRing ring = stream.ring();
        final int slot = ring.slotOf(seq);
        final long word = ring.commitWord(slot);
        if (word != HeaderRing.writingWord(seq) && word != HeaderRing.committedWord(seq)) {
            return;
        }
        header.read(ring, slot);
        final HeaderFault fault = header.check(slot, stream);
        if (fault == HeaderFault.PROGRESS && ring.commitWordAfterReads(slot) == word) {
            spoil(seq);
            return;
        }
        // Producers are free to write the header only with the commit: until then there is but the count.
        if (fault == null && filled <= header.valuesLengthBytes()) {
            view.wrap(ring, seq, state, filled, stream.pool(header.poolId()).slotAddress(slot));
        } else {
            view.wrapWithoutHeader(ring, seq, state, filled);
        }
        if (view.isValid()) {
            counters.progress++;
            user.onProgress(view);
        }
    }

    void close() {
        CloseHelper.quietClose(own);
        own = null;
        ownStreamId = 0;
    }
}
