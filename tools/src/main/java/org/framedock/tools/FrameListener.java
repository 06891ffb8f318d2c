package org.framedock.tools;

import org.agrona.DirectBuffer;
import org.framedock.memory.HeaderRing;
import org.framedock.memory.MappedStream;
import org.framedock.memory.SlotHeader;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.Schemas;
import org.framedock.protocol.pool.FrameDescriptorDecoder;

/** What one stream's descriptors tell, and the header slots that they name. One thread; no allocation for a frame. */
final class FrameListener {

    /** So long at least: the backlog may end with a frame of now. */
    private static final long MIN_BACKLOG_NS = 20_000_000L;
    /** A stream that is never read to its end is counted all the same. */
    private static final long MAX_BACKLOG_NS = 300_000_000L;
    /** Sizes can be told only once an announce has come, of which there is one a second. */
    private static final long MAX_UNMAPPED_NS = 1_500_000_000L;

    private final long streamId;
    private final AnnouncedRegions regions;
    private final FrameDescriptorDecoder descriptor = new FrameDescriptorDecoder();
    private final SlotHeader header = new SlotHeader();
    private FrameMeter total;
    private FrameMeter second;
    private long epoch;
    private long lastSequence;
    private boolean hasBegun;
    private boolean isHeard;
    private long heardNs;
    private boolean isFollowing;
    private boolean isCaptureTime;
    private long lastFrameNs;

    FrameListener(final long streamId, final AnnouncedRegions regions, final long nowNs) {
        this.streamId = streamId;
        this.regions = regions;
        total = new FrameMeter(nowNs);
        second = new FrameMeter(nowNs);
    }

    void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        if (!MessageReader.isDescriptor(buffer, offset, length)
            || Schemas.POOL.judge(buffer, offset, length) != MessageCheck.Verdict.SOUND) {
            return;
        }
        descriptor.wrap(buffer, offset + MessageCheck.HEADER_BYTES, FrameDescriptorDecoder.BLOCK_LENGTH,
            FrameDescriptorDecoder.SCHEMA_VERSION);
        if (descriptor.streamId() == streamId) {
            isHeard = true;
            if (hasBegun) {
                onFrame(descriptor.epoch(), descriptor.seq());
            }
        }
    }

    /**
     * Begins to count once the stream's memory is found, and what was left in the log from before has been read: a
     * late subscriber is shown messages that no former one drained, and then a gap that is none.
     *
     * @param fragments how many the last poll brought.
     */
    void onPolled(final int fragments, final long nowNs) {
        if (hasBegun || !isHeard) {
            return;
        }
        if (heardNs == 0) {
            heardNs = nowNs;
        }
        final long waitedNs = nowNs - heardNs;
        final boolean isRead = fragments == 0 && waitedNs >= MIN_BACKLOG_NS || waitedNs >= MAX_BACKLOG_NS;
        if (isRead && regions.trouble().isEmpty() || waitedNs >= MAX_UNMAPPED_NS) {
            hasBegun = true;
            total = new FrameMeter(nowNs);
            second = new FrameMeter(nowNs);
        }
    }

    /** Whether frames are counted. */
    boolean hasBegun() {
        return hasBegun;
    }

    private void onFrame(final long frameEpoch, final long sequence) {
        if (!isFollowing || frameEpoch != epoch || sequence <= lastSequence) {
            // Another epoch, or one that begins anew, is a boundary and no gap (W-22).
            isFollowing = true;
            epoch = frameEpoch;
            lastFrameNs = 0;
        } else if (sequence > lastSequence + 1) {
            total.gap(sequence - lastSequence - 1);
            second.gap(sequence - lastSequence - 1);
        }
        lastSequence = sequence;
        total.frame();
        second.frame();
        final MappedStream stream = regions.of(frameEpoch);
        final boolean isMapped = stream != null;
        if (isMapped != isCaptureTime) {
            isCaptureTime = isMapped;
            lastFrameNs = 0;
        }
        if (!isMapped) {
            interval(System.nanoTime());
        } else if (isRead(stream, sequence)) {
            interval(header.timestampNs());
        } else {
            lastFrameNs = 0;
        }
    }

    /** As a consumer reads it (W-14), but for the payload. */
    private boolean isRead(final MappedStream stream, final long sequence) {
        final HeaderRing ring = stream.ring();
        final int slot = ring.slotOf(sequence);
        final long word = ring.commitWord(slot);
        if (word != HeaderRing.committedWord(sequence)) {
            total.late();
            second.late();
            return false;
        }
        header.read(ring, slot);
        if (ring.commitWordAfterReads(slot) != word) {
            total.late();
            second.late();
            return false;
        }
        if (header.check(slot, stream) != null) {
            total.invalid();
            second.invalid();
            return false;
        }
        final long payloadBytes = header.valuesLengthBytes() & 0xFFFF_FFFFL;
        total.payload(payloadBytes);
        second.payload(payloadBytes);
        return true;
    }

    private void interval(final long frameNs) {
        if (lastFrameNs != 0 && frameNs - lastFrameNs >= 0) {
            total.interval(frameNs - lastFrameNs);
            second.interval(frameNs - lastFrameNs);
        }
        lastFrameNs = frameNs;
    }

    long frames() {
        return total.frames();
    }

    /** Figures since the last call. */
    FrameMeter.Figures takeSecond(final long nowNs, final String silence) {
        final FrameMeter.Figures figures = second.figures(nowNs, epoch, isCaptureTime, silence);
        second = new FrameMeter(nowNs);
        return figures;
    }

    FrameMeter.Figures total(final long nowNs) {
        return total.figures(nowNs, epoch, isCaptureTime, "");
    }
}
