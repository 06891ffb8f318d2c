package org.framedock.dock.internal;

import java.util.concurrent.atomic.AtomicReference;
import org.framedock.client.Metadata;
import org.framedock.source.LossCause;
import org.framedock.source.SlotWindow;
import org.framedock.source.SourceMetadata;
import org.framedock.source.SourceContext;

/** The container as one started source sees it. What a source says is left here for the stream's thread. */
final class LentContext implements SourceContext {

    private final String streamName;
    private final LentSlots slots;
    private final StreamCounters counters;
    private final Runnable wakeUp;
    private final AtomicReference<String> deviceLost = new AtomicReference<>();
    private volatile String description = "";
    /** What was said last; by start on the lifecycle thread, by poll on the stream's. */
    private volatile Metadata metadata;
    /** Stream's thread. */
    private boolean polled;
    private boolean resting;
    private long restUntilNs;

    LentContext(
        final String streamName, final LentSlots slots, final StreamCounters counters, final Runnable wakeUp) {
        this.streamName = streamName;
        this.slots = slots;
        this.counters = counters;
        this.wakeUp = wakeUp;
    }

    @Override
    public String streamName() {
        return streamName;
    }

    @Override
    public SlotWindow slots() {
        return slots;
    }

    @Override
    public void lost(final LossCause cause, final long frames) {
        if (frames < 0) {
            throw new IllegalArgumentException("frames = " + frames + " is not accepted: it has to be 0 or more");
        }
        counters.lost(cause, frames);
    }

    @Override
    public void deviceLost(final String reason) {
        if (deviceLost.compareAndSet(null, OneLine.of(reason))) {
            wakeUp.run();
        }
    }

    @Override
    public void describe(final String text) {
        description = OneLine.of(text);
        wakeUp.run();
    }

    @Override
    public void metadata(final SourceMetadata said) {
        metadata = MetadataMapping.of(said);
        if (polled) {
            slots.metadata(metadata);
        }
    }

    @Override
    public void restUntil(final long dueNs) {
        resting = true;
        restUntilNs = dueNs;
    }

    /** For how long its poll, the last one, has said that nothing is due; 0 if it has said nothing. Stream's thread. */
    long restNs(final long nowNs) {
        return resting ? Math.max(0, restUntilNs - nowNs) : 0;
    }

    /** What an earlier poll has said does not count for the one that comes. Stream's thread. */
    void beginPoll() {
        resting = false;
    }

    /** The source's frames come next: they name what it has said of itself, or else what its kind says. */
    void beginPolling(final SourceMetadata ofItsKind) {
        polled = true;
        if (metadata == null) {
            metadata = MetadataMapping.of(ofItsKind);
        }
        slots.metadata(metadata);
    }

    /** Null before it is polled, unless it has said something. Any thread. */
    Metadata saidOrOfItsKind() {
        return metadata;
    }

    /** What was seen when the device was lost, or null. */
    String deviceLost() {
        return deviceLost.get();
    }

    String description() {
        return description;
    }
}
