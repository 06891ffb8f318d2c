package org.framedock.dock.internal;

import org.framedock.source.FrameSource;
import org.framedock.source.SourceMetadata;

/** A source from its creation to its end, with what was lent to it. Stream's thread only. */
final class LiveSource {

    final FrameSource source;
    final FactoryHandle factory;
    final StreamPlan plan;
    /** Null until slots are lent. */
    private LentSlots slots;
    private SlotTable table;
    private LentContext context;
    private Ending trouble;
    private long streamingSinceNs;
    private boolean polling;

    LiveSource(final FrameSource source, final FactoryHandle factory, final StreamPlan plan) {
        this.source = source;
        this.factory = factory;
        this.plan = plan;
    }

    boolean serves(final StreamPlan wanted, final FactoryHandle best) {
        return factory == best && (plan == wanted || plan.equals(wanted));
    }

    LentContext lend(
        final StreamPort port, final SlotTable slotTable, final StreamCounters counters, final Runnable wakeUp) {
        table = slotTable;
        slots = new LentSlots(port, slotTable, counters);
        context = new LentContext(plan.stream(), slots, counters, wakeUp);
        return context;
    }

    /** Whether what was lent still is what the stream has. */
    boolean holds(final SlotTable current) {
        return table == current;
    }

    void beginPolling(final long nowNs) {
        polling = true;
        streamingSinceNs = nowNs;
        context.beginPolling(SourceMetadata.builder(plan.kind(), factory.bundle()).build());
    }

    boolean isPolling() {
        return polling && trouble() == null;
    }

    void endPolling() {
        polling = false;
    }

    /** Whether it was polled for as long as a steady source is. */
    boolean wasSteady(final long nowNs, final long steadyNs) {
        return polling && nowNs - streamingSinceNs >= steadyNs;
    }

    /** The first trouble counts. */
    void trouble(final Ending ending) {
        if (trouble == null) {
            trouble = ending;
        }
    }

    /** Why it has to end, or null. */
    Ending trouble() {
        if (trouble == null && context != null && context.deviceLost() != null) {
            trouble = Ending.deviceLost(context.deviceLost());
        }
        return trouble;
    }

    String description() {
        return context == null ? "" : context.description();
    }

    /** Takes the slots back and lets go of the factory. */
    void end() {
        polling = false;
        if (slots != null) {
            slots.close();
        }
        factory.release();
    }
}
