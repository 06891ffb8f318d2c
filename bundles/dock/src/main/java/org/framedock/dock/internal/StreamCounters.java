package org.framedock.dock.internal;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.framedock.dock.FrameLoss;
import org.framedock.source.LossCause;

/** What a stream has sent and lost. Published frames are counted on the stream's thread, losses on any. */
final class StreamCounters {

    private static final FrameLoss[] CAUSES = FrameLoss.values();

    private final AtomicLong published = new AtomicLong();
    private final AtomicLong lastSequence = new AtomicLong(-1);
    private final AtomicLong slowPolls = new AtomicLong();
    private final AtomicLong interruptions = new AtomicLong();
    private final AtomicLong interruptedNs = new AtomicLong();
    private boolean interrupted;
    private long interruptedAtNs;
    private final AtomicLongArray lost = new AtomicLongArray(CAUSES.length);

    /** Stream's thread only. */
    void framePublished(final long sequence) {
        lastSequence.lazySet(sequence);
        published.lazySet(published.get() + 1);
    }

    void lost(final FrameLoss cause, final long frames) {
        lost.getAndAdd(cause.ordinal(), frames);
    }

    void lost(final LossCause cause, final long frames) {
        lost(switch (cause) {
            case DEVICE_DROPPED -> FrameLoss.DEVICE_DROPPED;
            case INCOMPLETE -> FrameLoss.INCOMPLETE;
            case NO_FREE_SLOT -> FrameLoss.NO_FREE_SLOT;
            case DID_NOT_FIT -> FrameLoss.DID_NOT_FIT;
            default -> throw new IllegalArgumentException("no such cause: " + cause);
        }, frames);
    }

    /** A source that delivered was lost. Stream's thread only. */
    void interrupted(final long nowNs) {
        if (!interrupted) {
            interrupted = true;
            interruptedAtNs = nowNs;
            interruptions.lazySet(interruptions.get() + 1);
        }
    }

    /** A source delivers; how long it took since one was lost, 0 if none was. Stream's thread only. */
    long resumed(final long nowNs) {
        if (!interrupted) {
            return 0;
        }
        interrupted = false;
        final long tookNs = nowNs - interruptedAtNs;
        interruptedNs.lazySet(interruptedNs.get() + tookNs);
        return tookNs;
    }

    long interruptions() {
        return interruptions.get();
    }

    long interruptedNs() {
        return interruptedNs.get();
    }

    void slowPoll() {
        slowPolls.incrementAndGet();
    }

    long published() {
        return published.get();
    }

    long lastSequence() {
        return lastSequence.get();
    }

    long slowPolls() {
        return slowPolls.get();
    }

    long lost(final FrameLoss cause) {
        return lost.get(cause.ordinal());
    }

    Map<FrameLoss, Long> lost() {
        final Map<FrameLoss, Long> copy = new EnumMap<>(FrameLoss.class);
        for (final FrameLoss cause : CAUSES) {
            copy.put(cause, lost.get(cause.ordinal()));
        }
        return copy;
    }
}
