package org.framedock.source;

import java.util.concurrent.atomic.AtomicLongArray;


/** A container that remembers what it was told. */
public final class RecordingContext implements SourceContext {

    private final String streamName;
    private final SlotWindow slots;
    private final AtomicLongArray lost = new AtomicLongArray(LossCause.values().length);
    private volatile String deviceLost;
    private volatile String description;
    private volatile SourceMetadata metadata;

    public RecordingContext(final SlotWindow slots) {
        this("test", slots);
    }

    public RecordingContext(final String streamName, final SlotWindow slots) {
        this.streamName = streamName;
        this.slots = slots;
    }

    public long lost(final LossCause cause) {
        return lost.get(cause.ordinal());
    }

    public String deviceLost() {
        return deviceLost;
    }

    public String description() {
        return description;
    }

    /** What was said last of a key. */
    public String metadata(final String key) {
        return metadata.attributes().stream().filter(attribute -> attribute.key().equals(key)).findFirst()
            .map(attribute -> (attribute.value() + " " + attribute.unit()).strip()).orElse(null);
    }

    public SourceMetadata metadata() {
        return metadata;
    }

    @Override
    public void metadata(final SourceMetadata said) {
        metadata = said;
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
        lost.addAndGet(cause.ordinal(), frames);
    }

    @Override
    public void deviceLost(final String reason) {
        if (deviceLost == null) {
            deviceLost = reason;
        }
    }

    @Override
    public void describe(final String text) {
        description = text;
    }
}
