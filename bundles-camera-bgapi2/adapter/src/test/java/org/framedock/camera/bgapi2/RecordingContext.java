package org.framedock.camera.bgapi2;

import java.util.concurrent.atomic.AtomicLongArray;

import org.framedock.source.LossCause;
import org.framedock.source.SlotWindow;
import org.framedock.source.SourceContext;
import org.framedock.source.SourceMetadata;

/** A container that remembers what it was told. */
final class RecordingContext implements SourceContext {

    private final SlotWindow slots;
    private final AtomicLongArray lost = new AtomicLongArray(LossCause.values().length);
    private volatile String deviceLost;
    private volatile String description;

    private volatile SourceMetadata metadata;
    private final String streamName;

    RecordingContext(final SlotWindow slots) {
        this("test", slots);
    }

    RecordingContext(final String streamName, final SlotWindow slots) {
        this.streamName = streamName;
        this.slots = slots;
    }

    SourceMetadata metadata() {
        return metadata;
    }

    @Override
    public void metadata(final SourceMetadata said) {
        metadata = said;
    }

    long lost(final LossCause cause) {
        return lost.get(cause.ordinal());
    }

    String deviceLost() {
        return deviceLost;
    }

    String description() {
        return description;
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
